// What an edge shall do for a resource's hosts, as the wire says it. Patterns and options are compiled here, never at the
// edge.

import type { Config } from '@wellknown/wire'
import { compileRules, sourcesOf } from '../options/compiled-rules.ts'
import { compileOptions } from '../options/options.ts'
import type { OriginGroup, Rule, Saved } from '../store/records.ts'

/** The configuration of `saved`'s hosts. Options that the edge does not know are left out. `groups`: the origin groups that the
 *  resource and its rules name. */
export function configOf(
  { resource, https }: Saved,
  rules: readonly Rule[],
  groups: ReadonlyMap<number, OriginGroup>,
): Config {
  const group = groups.get(resource.originGroup)
  return {
    resource: resource.id,
    active: resource.active && !resource.suspended,
    https,
    rules: [...compileRules(resource.options, rules, groups)],
    options: compileOptions(resource.options),
    origin: {
      protocol: resource.originProtocol,
      // "If the option is null, the Host Header value is equal to first CNAME" (Gcore's API, hostHeader).
      hostHeader: resource.cname,
      sources: group ? sourcesOf(group) : [],
    },
  }
}
