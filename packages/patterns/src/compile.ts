// From what a customer types to a table, or a reason with its place.

import { createMachine } from './machine.ts'
import { compileProgram, PatternRefused } from './program.ts'
import type { PatternTable } from './run.ts'
import { flatten } from './table.ts'

/** 0: a regular expression that begins with `^/` or `/`. 1: the older kind, to which a `/` is prepended (Gcore's API,
 *  `ruleType`). Both are searched for in the path, case-sensitively. */
export type RuleType = 0 | 1

export type Compiled =
  | { readonly ok: true; readonly table: PatternTable }
  | { readonly ok: false; readonly reason: string; readonly at: number | null }

const LONGEST_PATTERN = 300
const MOST_STATES = 2000

/** Compiles a rule's pattern to a table that an edge can run. `at` is an offset into the rule as typed. */
export function compilePattern(rule: string, ruleType: RuleType): Compiled {
  if (rule.length === 0) return { ok: false, reason: 'A rule needs a pattern.', at: null }
  if (rule.length > LONGEST_PATTERN) {
    return { ok: false, reason: `A pattern has at most ${LONGEST_PATTERN} characters.`, at: LONGEST_PATTERN }
  }
  if (ruleType === 0 && !/^\^?\//.test(rule))
    return { ok: false, reason: 'The pattern must begin with ^/ or /.', at: 0 }
  const prefix = ruleType === 1 ? '/' : ''
  try {
    return { ok: true, table: flatten(createMachine(compileProgram(prefix + rule), MOST_STATES)) }
  } catch (error) {
    if (!(error instanceof PatternRefused)) throw error
    return {
      ok: false,
      reason: error.message,
      at: error.at === null ? null : Math.max(0, error.at - prefix.length),
    }
  }
}
