// Compiling is pure, and the same few patterns come again: when a rule or an option is checked, saved, counted with its
// fellows, and with every change of its resource.

import {
  compileCaptures,
  compilePattern,
  compileTexts,
  sizeOf,
  sizeOfCaptures,
  type Compiled,
  type CompiledCaptures,
  type CompiledTexts,
  type RuleType,
  type TextPattern,
} from '@wellknown/patterns'

/** Of tables, as an edge holds them; here a number takes up to eight bytes, so that they come to some 50 MB. */
const MOST_BYTES = 12_000_000
/** What a pattern takes beside its table. */
const BESIDE = 1_000
const LONGEST_KEPT = 300

type Kept = { readonly compiled: unknown; readonly bytes: number }
const kept = new Map<string, Kept>()
let bytes = 0

/** compilePattern, which remembers what was asked for last. */
export function compileOnce(rule: string, ruleType: RuleType): Compiled {
  // One that is too long to be a rule is not worth remembering.
  if (rule.length > LONGEST_KEPT) return compilePattern(rule, ruleType)
  return once(
    `${ruleType} ${rule}`,
    () => compilePattern(rule, ruleType),
    (compiled: Compiled) => (compiled.ok ? sizeOf(compiled.table) : 0),
  )
}

/** compileCaptures, which remembers. */
export function compileCapturesOnce(source: string): CompiledCaptures {
  return once(
    `captures ${source}`,
    () => compileCaptures(source),
    (compiled: CompiledCaptures) => (compiled.ok ? sizeOfCaptures(compiled.table) : 0),
  )
}

/** compileTexts, which remembers. */
export function compileTextsOnce(patterns: readonly TextPattern[]): CompiledTexts {
  return once(
    `texts ${JSON.stringify(patterns)}`,
    () => compileTexts(patterns),
    (compiled: CompiledTexts) =>
      compiled.ok ? compiled.tables.reduce((sum, table) => sum + sizeOf(table), 0) : 0,
  )
}

/** Insertion order is age: what is asked for again is young again, and the oldest makes way. The beginning of a key says
 *  what it is of. */
function once<made>(key: string, make: () => made, weigh: (compiled: made) => number): made {
  const known = kept.get(key)
  const compiled = known ? (known.compiled as made) : make()
  forget(key)
  const size = known?.bytes ?? BESIDE + key.length + weigh(compiled)
  kept.set(key, { compiled, bytes: size })
  bytes += size
  for (const oldest of kept.keys()) {
    if (bytes <= MOST_BYTES) break
    forget(oldest)
  }
  return compiled
}

function forget(key: string): void {
  bytes -= kept.get(key)?.bytes ?? 0
  kept.delete(key)
}
