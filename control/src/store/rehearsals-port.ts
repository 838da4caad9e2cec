// Rehearsals: names that were run through the CA's rehearsal directory, and what came of it.

import type { Problem } from '@wellknown/lifecycle'
import type { NewEntry } from './port.ts'
import type * as row from './records.ts'
import type { Instant } from './words.ts'

/** `failed`: the CA judged and said no. `blocked`: our own look did, and the CA was not asked. `held`: neither; what time or
 *  an operator mends. */
export type RehearsalResult = 'passed' | 'blocked' | 'failed' | 'held'

/** What is told of a certificate that nobody has the key of. */
export type Rehearsed = {
  readonly serial: string
  readonly issuer: string
  readonly notBefore: Instant
  readonly notAfter: Instant
}

export type Rehearsal = {
  readonly id: string
  readonly client: row.ClientId
  readonly resource: row.ResourceId
  readonly names: readonly string[]
  /** The CA's. */
  readonly directory: string
  readonly started: Instant
  /** Null: it is under way. */
  readonly ended: Instant | null
  readonly result: RehearsalResult | null
  readonly problems: readonly Problem[]
  readonly certificate: Rehearsed | null
}

/** What there may be at most: under way in all, and begun by one client since an instant. */
export type RehearsalBounds = {
  readonly open: number
  readonly byClient: number
  readonly since: Instant
}

export type Begun =
  | { readonly is: 'begun' }
  /** One of the same resource is under way. */
  | { readonly is: 'running' }
  /** There is no room; `oldest`: when the first of those that count began. */
  | { readonly is: 'full'; readonly of: 'open' | 'byClient'; readonly oldest: Instant }

export type Rehearsals = {
  /** Saves one together with the task that does it, unless there is no room. */
  beginRehearsal(
    rehearsal: Omit<Rehearsal, 'ended' | 'result' | 'problems' | 'certificate'>,
    bounds: RehearsalBounds,
  ): Promise<Begun>
  rehearsal(id: string): Promise<Rehearsal | null>
  /** A page of a client's, newest first or the other way around; of one resource where one is named. */
  rehearsalsOf(wanted: {
    readonly client: row.ClientId
    readonly resource?: row.ResourceId | undefined
    readonly oldestFirst: boolean
    readonly limit: number
    readonly offset: number
  }): Promise<{ readonly count: number; readonly found: readonly Rehearsal[] }>
  /** What came of it, and the history's entry about it; one that has ended, or is gone, stays as it is. */
  endRehearsal(
    id: string,
    end: Pick<Rehearsal, 'result' | 'problems' | 'certificate'> & { readonly ended: Instant },
    entry: NewEntry,
  ): Promise<void>
  /** Forgets what began before an instant. */
  dropRehearsals(before: Instant): Promise<void>
}
