// A resource's rules as an edge runs them, in the order in which they are asked.

import type { Config } from '@wellknown/wire'
import { compileOnce } from '../compiled-patterns.ts'
import type { Options, OriginGroup, Rule } from '../store/records.ts'
import { compileOptions } from './options.ts'
import { inForce, isAsStrict, NOBODY } from './unreadable.ts'

type CompiledRule = Config['rules'][number]
type Sources = Config['origin']['sources']

/** `rules` by weight, of which those that are not active are left out; `groups` those that rules name. */
export function compileRules(
  options: Options,
  rules: readonly Rule[],
  groups: ReadonlyMap<number, OriginGroup>,
): readonly CompiledRule[] {
  const active = rules.filter((rule) => rule.active)
  const closed = findClosing(options, rules)
  return active.flatMap((rule): readonly CompiledRule[] => {
    const { id, originGroup, overrideOriginProtocol: protocol } = rule
    const compilation = compileOnce(rule.rule, rule.ruleType)
    // The API refuses such a pattern when it is saved.
    if (!compilation.ok) return closed.includes(rule) ? [refuseAll(id)] : []
    const group = originGroup === null ? null : groups.get(originGroup)
    const own = group ? { sources: { enabled: true, sources: sourcesOf(group) } as const } : {}
    return [
      {
        id,
        table: compilation.table,
        options: { ...compileOptions(rule.options), ...own },
        ...(protocol && { protocol }),
      },
    ]
  })
}

/** The active rules whose pattern cannot be compiled any more and that keep somebody out whom nothing else would: nobody
 *  knows which paths they are of, so that all is refused that comes to them. */
export function findClosing(options: Options, rules: readonly Rule[]): readonly Rule[] {
  const resource = compileOptions(options)
  const active = rules.filter((rule) => rule.active)
  const of = (rule: Rule) => inForce(resource, compileOptions(rule.options))
  return active.filter(
    (rule, index) =>
      !compileOnce(rule.rule, rule.ruleType).ok &&
      !isAsStrict(of(rule), [...active.slice(index + 1).map(of), resource]),
  )
}

/** The sources of a group that are asked. */
export const sourcesOf = ({ sources }: OriginGroup): Sources =>
  sources
    .filter(({ enabled }) => enabled)
    .map(({ source, backup, hostHeaderOverride: host }) => ({ source, backup, ...(host && { host }) }))

function refuseAll(id: number): CompiledRule {
  const everything = compileOnce('/', 0)
  if (!everything.ok) throw new Error('The pattern of all paths does not compile.')
  return { id, table: everything.table, options: { ip_address_acl: NOBODY } }
}
