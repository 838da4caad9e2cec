// What an operator has to look at, for as long as it stands.

import type * as row from './records.ts'
import type { Instant } from './words.ts'

export type Alarm = {
  readonly event: string
  /** What it is about: a certificate's id, a CA's directory. With `event` it makes one alarm of however many causes. */
  readonly subject: string
  /** Null: it is about no single resource. */
  readonly resource: row.ResourceId | null
  readonly since: Instant
  readonly detail: row.Options
}

export type Alarms = {
  /** False: it stood already, since then; its detail is replaced. */
  raiseAlarm(alarm: Alarm): Promise<boolean>
  /** False: it did not stand. */
  clearAlarm(alarm: Pick<Alarm, 'event' | 'subject'>): Promise<boolean>
  /** All that stand, or those of these resources; oldest first. */
  alarms(resources?: readonly row.ResourceId[]): Promise<readonly Alarm[]>
}
