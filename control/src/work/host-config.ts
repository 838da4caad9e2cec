// What an edge shall do for a resource's hosts, as the wire says it. Patterns and options are compiled here, never at the
// edge.

import type { Config } from '@wellknown/wire'
import { compileOnce } from '../compiled-patterns.ts'
import { compileOptions } from '../options/options.ts'
import type { OriginGroup, Rule, Saved } from '../store/records.ts'

/** The configuration of `saved`'s hosts. Inactive rules are left out; options that the edge does not know are too. */
export function configOf(saved: Saved, rules: readonly Rule[], group: OriginGroup | null): Config {
  const { resource, https } = saved
  return {
    resource: resource.id,
    active: resource.active && !resource.suspended,
    https,
    rules: rules.filter(({ active }) => active).flatMap(compiled),
    options: compileOptions(resource.options),
    origin: {
      protocol: resource.originProtocol,
      // "If the option is null, the Host Header value is equal to first CNAME" (Gcore's API, hostHeader).
      hostHeader: resource.cname,
      sources: (group?.sources ?? [])
        .filter(({ enabled }) => enabled)
        .map(({ source, backup, hostHeaderOverride: host }) => ({ source, backup, ...(host && { host }) })),
    },
  }
}

function compiled({ id, rule, ruleType, overrideOriginProtocol: protocol, options }: Rule): Config['rules'] {
  const compilation = compileOnce(rule, ruleType)
  // The API refuses such a pattern when it is saved.
  if (!compilation.ok) return []
  return [{ id, table: compilation.table, options: compileOptions(options), ...(protocol && { protocol }) }]
}
