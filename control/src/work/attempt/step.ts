// One step of an attempt: what it is given and what it answers.

import type { Effect, Instant, Problem } from '@wellknown/lifecycle'
import type { Candidate } from '@wellknown/lifecycle'
import type { Attempt, Saved, StepName } from '../../store/records.ts'
import type { World } from '../../world.ts'

export type Issue = Extract<Effect, { do: 'issue' }>

/** What a step knows. `tries` counts how often the task was put back. */
export type At = {
  readonly world: World
  readonly issue: Issue
  readonly saved: Saved
  readonly attempt: Attempt
  readonly tries: number
}

export type Next =
  /** Save these changes and go on with this step. */
  | { readonly is: 'on'; readonly step: StepName; readonly change?: Partial<Omit<Attempt, 'id' | 'step'>> }
  /** The same step again, not before this instant. */
  | { readonly is: 'again'; readonly at: Instant }
  | { readonly is: 'issued'; readonly candidate: Candidate }
  /** `others`: what the CA said of other names. */
  | { readonly is: 'failed'; readonly problem: Problem; readonly others?: readonly Problem[] }
  | { readonly is: 'refused'; readonly problem: Problem }
  /** Keeps the attempt and its order. */
  | { readonly is: 'held'; readonly problem: Problem; readonly until: Instant | null }

/** Each step may be done twice: a crash between doing and saving repeats it. */
export type Step = (at: At) => Promise<Next>
