// Options of resources and rules: all are kept as they came; those that somebody heeds are checked.

import { findFaults } from '../options/options.ts'
import { findShareFault } from '../options/share.ts'
import type { Options, Rule } from '../store/records.ts'
import { Refusal, refuseField } from './refusal.ts'

/** A body may be wrong in thousands of places; the first tell enough. */
const MOST_FAULTS = 20

/** Checks options before they are saved. Throws a Refusal that names each place and what is wrong with it. */
export function checkOptions(options: Options): void {
  const faults = findFaults(options)
  if (faults.length === 0) return
  const errors: Record<string, string[]> = {}
  for (const [field, message] of faults.slice(0, MOST_FAULTS)) {
    errors[field] = [...(errors[field] ?? []), message]
  }
  throw new Refusal(400, { errors })
}

/** An edge holds the tables and documents of every resource, so that each has its share. `field`: what was being saved. */
export function checkShare(options: Options, rules: readonly Rule[], field: 'rule' | 'options'): void {
  const fault = findShareFault(options, rules)
  if (fault !== null) throw refuseField(field, fault)
}
