// What a resource may take of an edge, which holds those of every customer: its share of tables, and of a document.

import {
  MOST_TABLE_BYTES,
  sizeOf,
  sizeOfCaptures,
  type CaptureTable,
  type PatternTable,
} from '@wellknown/patterns'
import { compileOnce } from '../compiled-patterns.ts'
import type { Options, Rule } from '../store/records.ts'
import { compileOptions } from './options.ts'

/** Of the options of a resource and its active rules together, as JSON: with the tables they make a document that a push
 *  can hold. */
export const MOST_OPTION_BYTES = 262_144

/** Why these options and rules are too much together; null when they are not. Rules that are not active take nothing. */
export function findShareFault(options: Options, rules: readonly Rule[]): string | null {
  const active = rules.filter((rule) => rule.active)
  const all = [options, ...active.map((rule) => rule.options)]
  const size = all.reduce((sum, each) => sum + JSON.stringify(each).length, 0)
  if (size > MOST_OPTION_BYTES) {
    return `The options of this resource and its active rules would have ${size} bytes together; they may have ${MOST_OPTION_BYTES}.`
  }
  const bytes =
    all.reduce((sum, each) => sum + weighOptions(each), 0) +
    active.reduce((sum, { rule, ruleType }) => sum + weighPattern(rule, ruleType), 0)
  return bytes <= MOST_TABLE_BYTES
    ? null
    : `The patterns of this resource's active rules and options would need ${bytes} bytes together; they may have ${MOST_TABLE_BYTES}. ` +
        'Give a simpler pattern, or switch a rule off.'
}

function weighPattern(rule: string, ruleType: 0 | 1): number {
  const compiled = compileOnce(rule, ruleType)
  return compiled.ok ? sizeOf(compiled.table) : 0
}

/** Of the tables that options are compiled to: user agents, and what a rewrite catches. */
function weighOptions(options: Options): number {
  const { user_agent_acl: agents, rewrite } = compileOptions(options)
  // The wire does not look into tables; these were made just now.
  const tables = agents?.enabled ? (agents.tables as readonly PatternTable[]) : []
  const captures = rewrite?.enabled ? sizeOfCaptures(rewrite.table as CaptureTable) : 0
  return tables.reduce((sum, table) => sum + sizeOf(table), 0) + captures
}
