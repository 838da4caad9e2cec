// From what a customer types to a table, or a reason with its place.

import { columnsOf, EVERYTHING, IN_PATHS, type SymbolSet } from './alphabet.ts'
import { allow, type Spend } from './effort.ts'
import { refuseForeign } from './foreign.ts'
import { createMachine } from './machine.ts'
import { compileProgram, type Program } from './program.ts'
import { PatternRefused } from './refused.ts'
import type { PatternTable } from './run.ts'
import { flatten, sizeOf } from './table.ts'

/** 0: a regular expression that begins with `^/` or `/`. 1: the older kind, to which a `/` is prepended (Gcore's API,
 *  `ruleType`). Both are searched for in the path, case-sensitively. */
export type RuleType = 0 | 1

export type Compiled =
  | { readonly ok: true; readonly table: PatternTable }
  | { readonly ok: false; readonly reason: string; readonly at: number | null }

/** What the wire takes (Gcore's API); longer ones are not even read. */
const LONGEST_PATTERN = 300
const MOST_STATES = 2000
/** About a tenth of a second of one core: whoever saves a rule holds up nobody else for longer. */
const MOST_STEPS = 200_000
/** Of all active rules of a resource together, in bytes as an edge holds them. */
export const MOST_TABLE_BYTES = 65_536

/** Compiles a rule's pattern to a table that an edge can run. `at` is an offset into the rule as typed. The
 *  work is bounded, whatever the pattern. */
export function compilePattern(rule: string, ruleType: RuleType): Compiled {
  if (rule.length === 0) return { ok: false, reason: 'A rule needs a pattern.', at: null }
  if (rule.length > LONGEST_PATTERN) {
    const reason = `A pattern has at most ${LONGEST_PATTERN} characters; this one has ${rule.length}.`
    return { ok: false, reason, at: LONGEST_PATTERN }
  }
  if (ruleType === 0 && !/^\^?\//.test(rule)) {
    return { ok: false, reason: 'The pattern must begin with ^/ or /.', at: 0 }
  }
  const prefix = ruleType === 1 ? '/' : ''
  try {
    refuseForeign(prefix + rule)
    return { ok: true, table: compileTable(prefix + rule) }
  } catch (error) {
    if (!(error instanceof PatternRefused)) throw error
    return {
      ok: false,
      reason: error.message,
      at: error.at === null ? null : Math.max(0, error.at - prefix.length),
    }
  }
}

/** What is looked for in a text: an expression, in either case or as it is written. */
export type TextPattern = { readonly source: string; readonly ignoreCase: boolean }

export type CompiledTexts =
  | { readonly ok: true; readonly tables: readonly PatternTable[] }
  | { readonly ok: false; readonly index: number; readonly reason: string; readonly at: number | null }

/** Compiles patterns that are searched for in the value of a header. The work of all of them together is bounded as
 *  one rule's is. `index` is that of the pattern at fault, `at` an offset into it. */
export function compileTexts(patterns: readonly TextPattern[]): CompiledTexts {
  const spend = allow(MOST_STEPS)
  const tables: PatternTable[] = []
  for (const [index, { source, ignoreCase }] of patterns.entries()) {
    try {
      if (source.length > LONGEST_PATTERN) {
        throw new PatternRefused(`A pattern has at most ${LONGEST_PATTERN} characters.`, LONGEST_PATTERN)
      }
      refuseForeign(source)
      tables.push(makeTable(compileProgram(source, spend, { ignoreCase }), EVERYTHING, spend))
    } catch (error) {
      if (!(error instanceof PatternRefused)) throw error
      return { ok: false, index, reason: error.message, at: error.at }
    }
  }
  return { ok: true, tables }
}

function compileTable(source: string): PatternTable {
  const spend = allow(MOST_STEPS)
  return makeTable(compileProgram(source, spend), IN_PATHS, spend)
}

/** `universe`: the symbols that occur in what is searched. */
function makeTable(program: Program, universe: SymbolSet, spend: Spend): PatternTable {
  const columns = columnsOf(program.sets, universe)
  const table = flatten(createMachine({ ...program, columns }, MOST_STATES, spend), columns)
  const bytes = sizeOf(table)
  if (bytes > MOST_TABLE_BYTES) {
    const reason = `The pattern needs a table of ${bytes} bytes; it may have ${MOST_TABLE_BYTES}.`
    throw new PatternRefused(reason, null)
  }
  return table
}
