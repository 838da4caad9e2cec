// What the store keeps of time: what is due, what is held, and how fast runs may start.

import type * as row from './records.ts'
import type { Instant, Label, Ramp, StateName } from './words.ts'

export type HoldScope = 'all' | 'client' | 'name' | 'ca'

/** Nothing new is ordered for what it covers until it is lifted. */
export type Hold = {
  readonly scope: HoldScope
  /** A client's id, a hostname, or a CA's directory; empty for all. */
  readonly subject: string
  readonly reason: string
  /** Who: the API token and its client. */
  readonly by: string
  readonly since: Instant
}

export type Tally = { readonly state: StateName; readonly cause: string | null; readonly count: number }
export type Found = {
  readonly state?: StateName | undefined
  readonly cause?: string | undefined
  readonly client?: row.ClientId | undefined
  /** Under this word. */
  readonly label?: Label | undefined
  /** Those that fail now, or the others. */
  readonly failing?: boolean | undefined
  /** Of those that are served: with less than this share of their life left at `now`. */
  readonly lifeBelow?: { readonly share: number; readonly now: Instant } | undefined
  /** Text that the cname holds. */
  readonly search?: string | undefined
  /** Whose certificate ends first comes first, those without one last; else by id. */
  readonly soonestFirst?: boolean | undefined
  readonly limit: number
  readonly offset: number
}

export type TimeStore = {
  /** Resources whose `until` has passed, soonest expiry first; those that would start at the CA are not among them. */
  due(now: Instant, limit: number): Promise<readonly row.ResourceId[]>
  /** Resources whose time to start has come: each client's first before any client's second; among clients the one that
   *  started longest ago, within a client the soonest expiry first. */
  starting(now: Instant, limit: number): Promise<readonly row.ResourceId[]>
  /** Of these resources those whose time to start has come, with how many `starting` would give before each. */
  startsBefore(
    now: Instant,
    resources: readonly row.ResourceId[],
  ): Promise<ReadonlyMap<row.ResourceId, number>>
  /** This one has started: it is the other clients' turn. */
  markStart(resource: row.ResourceId, at: Instant): Promise<void>
  /** How many those are, counted up to `most`. */
  countStarting(now: Instant, most: number): Promise<number>
  /** Resources whose `current` has expired (`notAfter` ≤ now) and still stands. */
  expired(now: Instant, limit: number): Promise<readonly row.ResourceId[]>
  /** Resources that serve a managed certificate whose renewal window is so far gone that an alarm is due which was not
   *  raised yet (P16). */
  alarming(now: Instant, limit: number): Promise<readonly row.ResourceId[]>
  /** The earliest instant at which anything of all this is due: a state, an expiry, an alarm, a task, a delivery, the
   *  end of a lease. Null: nothing is. */
  nextDue(): Promise<Instant | null>

  holds(): Promise<readonly Hold[]>
  /** In the same transaction noted in the history. One for the same subject is replaced. */
  saveHold(hold: Hold): Promise<void>
  /** Noted likewise; false: there was none. */
  liftHold(hold: Pick<Hold, 'scope' | 'subject' | 'by'>, at: Instant): Promise<boolean>
  /** Resources that wait for this cause and for no time, by id, after one. */
  waitingFor(cause: string, after: row.ResourceId, limit: number): Promise<readonly row.Saved[]>
  /** How many resources there are in each state and for each cause, over all clients. */
  tally(): Promise<readonly Tally[]>
  /** Those in a state and for a cause, by id, and how many there are. */
  find(wanted: Found): Promise<{ readonly count: number; readonly found: readonly row.Saved[] }>

  /** What the CA advised for a certificate, in place of what it advised before. */
  saveAdvice(certificate: string, advice: row.Advice): Promise<void>

  /** How fast runs may start; null before the first change. */
  ramp(): Promise<Ramp | null>
  /** One transaction: `change` is given what is saved. */
  changeRamp(change: (from: Ramp | null) => Ramp): Promise<Ramp>
}
