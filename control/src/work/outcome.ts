// What a doer answers, and what it is given.

import type { Event, Instant, Work } from '@wellknown/lifecycle'
import type { Debit } from '../store/budget-port.ts'
import type { Task } from '../store/port.ts'
import type { Options, Saved } from '../store/records.ts'
import type { World } from '../world.ts'

/** How a piece of work ends: for good, once more at an instant, or with news for the lifecycle. */
export type Outcome =
  | { readonly is: 'done' }
  | { readonly is: 'again'; readonly at: Instant }
  | {
      readonly is: 'news'
      readonly event: Event
      readonly detail?: Options
      readonly debits?: readonly Debit[]
    }

export const DONE: Outcome = { is: 'done' }
export const again = (at: Instant): Outcome => ({ is: 'again', at })
export const news = (event: Event, detail?: Options): Outcome => ({
  is: 'news',
  event,
  ...(detail && { detail }),
})

/** Does one kind of effect. Doing it twice is harmless: a lease may run out and be taken over at any point. `saved` is
 *  null when the resource is gone. */
export type Doer<Kind extends Work['do']> = (
  world: World,
  effect: Extract<Work, { do: Kind }>,
  saved: Saved | null,
  task: Pick<Task, 'resource' | 'tries' | 'since'>,
) => Promise<Outcome>

/** One for each effect; an effect without a doer does not compile. */
export type Doers = { readonly [Kind in Work['do']]: Doer<Kind> }
