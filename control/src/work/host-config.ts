// What an edge shall do for a resource's hosts, as the wire says it. Patterns are compiled here, never at the edge.

import { compilePattern, type Compiled } from '@wellknown/patterns'
import { edgeOptions, type Config, type EdgeOptions } from '@wellknown/wire'
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

/** Compiling is pure, and the same few patterns come again with every change of a resource. */
const compilations = new Map<string, Compiled>()
const MOST_COMPILATIONS = 1000

function compile(rule: string, ruleType: Rule['ruleType']): Compiled {
  const key = `${ruleType} ${rule}`
  const compilation = compilations.get(key) ?? compilePattern(rule, ruleType)
  // Insertion order is age: the oldest makes way.
  compilations.delete(key)
  compilations.set(key, compilation)
  const oldest = compilations.size > MOST_COMPILATIONS ? compilations.keys().next().value : undefined
  if (oldest !== undefined) compilations.delete(oldest)
  return compilation
}

function compiled({ id, rule, ruleType, options }: Rule): Config['rules'] {
  const compilation = compile(rule, ruleType)
  // The API refuses such a pattern when it is saved.
  return compilation.ok ? [{ id, table: compilation.table, options: known(options) }] : []
}

/** Option by option: one of a shape we do not apply must not take the others with it. */
function known(options: Options): EdgeOptions {
  const parts = Object.keys(edgeOptions.shape).map((name) => edgeOptions.safeParse({ [name]: options[name] }))
  return Object.assign({}, ...parts.map(({ data }) => data ?? {}))
}
