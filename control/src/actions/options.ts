// Options of resources and rules: all are kept as they came; those that somebody heeds are checked.

import { findFaults, isCompiled, isHeeded, isOn } from '../options/options.ts'
import type { Options } from '../store/records.ts'
import { Refusal } from './refusal.ts'

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

/** The options that are switched on and kept, but not applied by our edges. */
export function findNotApplied(options: Options): readonly string[] {
  return Object.keys(options).filter(
    (name) => isOn(options[name]) && !isHeeded(name) && !isCompiled(name, options),
  )
}
