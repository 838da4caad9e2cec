// How much work one pattern may cost. States alone bound nothing: few of them may each be a formula of thousands of parts.

import { PatternRefused } from './refused.ts'

/** Counts steps: one part of a formula, one place or one node looked at. Throws PatternRefused when they run out. */
export type Spend = (steps: number) => void

/** What to do about a pattern that is too much, as far as can be said without knowing what it is for. */
export const SIMPLER = 'begin it with ^/, or repeat less.'

/** A purse of `most` steps. */
export function allow(most: number): Spend {
  let left = most
  return (steps) => {
    left -= steps
    if (left < 0) throw new PatternRefused(`The pattern takes too long to compile: ${SIMPLER}`, null)
  }
}
