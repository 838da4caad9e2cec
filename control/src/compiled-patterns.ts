// Compiling is pure, and the same few patterns come again: when a rule is checked, saved, counted with its fellows, and
// with every change of its resource.

import { compilePattern, sizeOf, type Compiled, type RuleType } from '@wellknown/patterns'

/** Of tables, as an edge holds them; here a number takes up to eight bytes, so that they come to some 50 MB. */
const MOST_BYTES = 12_000_000
/** What a pattern takes beside its table. */
const BESIDE = 1_000
const LONGEST_KEPT = 300

const kept = new Map<string, Compiled>()
let bytes = 0

/** compilePattern, which remembers what was asked for last. */
export function compileOnce(rule: string, ruleType: RuleType): Compiled {
  const key = `${ruleType} ${rule}`
  const known = kept.get(key)
  if (known) return keep(key, known)
  const compiled = compilePattern(rule, ruleType)
  // One that is too long to be a rule is not worth remembering.
  return rule.length > LONGEST_KEPT ? compiled : keep(key, compiled)
}

/** Insertion order is age: what is asked for again is young again, and the oldest makes way. */
function keep(key: string, compiled: Compiled): Compiled {
  forget(key)
  kept.set(key, compiled)
  bytes += weigh(compiled)
  for (const oldest of kept.keys()) {
    if (bytes <= MOST_BYTES) break
    forget(oldest)
  }
  return compiled
}

function forget(key: string): void {
  const compiled = kept.get(key)
  if (compiled && kept.delete(key)) bytes -= weigh(compiled)
}

const weigh = (compiled: Compiled): number => BESIDE + (compiled.ok ? sizeOf(compiled.table) : 0)
