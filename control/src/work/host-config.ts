// What an edge shall do for a resource's hosts, as the wire says it. Patterns are compiled here, never at the edge.

import { edgeOptions, type Config, type EdgeOptions } from '@wellknown/wire'
import { compileOnce } from '../compiled-patterns.ts'
import type { OriginGroup, Options, Rule, Saved } from '../store/records.ts'

/** The configuration of `saved`'s hosts. Inactive rules are left out; options that the edge does not know are too. */
export function configOf(saved: Saved, rules: readonly Rule[], group: OriginGroup | null): Config {
  const { resource, https } = saved
  return {
    resource: resource.id,
    active: resource.active && !resource.suspended,
    https,
    rules: rules.filter(({ active }) => active).flatMap(compiled),
    options: known(resource.options),
    origin: {
      protocol: resource.originProtocol,
      hostHeader: null,
      sources: (group?.sources ?? [])
        .filter(({ enabled }) => enabled)
        .map(({ source, backup }) => ({ source, backup })),
    },
  }
}

function compiled({ id, rule, ruleType, options }: Rule): Config['rules'] {
  const compilation = compileOnce(rule, ruleType)
  // The API refuses such a pattern when it is saved.
  return compilation.ok ? [{ id, table: compilation.table, options: known(options) }] : []
}

/** Option by option: one of a shape we do not apply must not take the others with it. */
function known(options: Options): EdgeOptions {
  const parts = Object.keys(edgeOptions.shape).map((name) => edgeOptions.safeParse({ [name]: options[name] }))
  return Object.assign({}, ...parts.map(({ data }) => data ?? {}))
}
