// The history as its clients read it: position by position, and as a whole. A position is the id of an entry; they rise.

import type { ClientId, HistoryEntry, ResourceId } from './records.ts'
import type { Instant } from './words.ts'

/** An entry as an auditor reads it. */
export type AuditEntry = HistoryEntry & {
  /** Is it sealed into the chain? New entries are within a minute. */
  readonly sealed: boolean
}

export type AuditWish = {
  /** Undefined: of all clients, and what concerns none. */
  readonly client?: ClientId | undefined
  readonly resource?: ResourceId | undefined
  readonly event?: string | undefined
  readonly since?: Instant | undefined
  readonly until?: Instant | undefined
  readonly oldestFirst: boolean
  readonly limit: number
  readonly offset: number
}

export type Events = {
  /** Up to `limit` entries of a client with an id above `after`, oldest first. */
  eventsAfter(client: ClientId, after: number, limit: number): Promise<readonly HistoryEntry[]>
  /** The id of the newest entry of all clients; 0: there is none. */
  newestEvent(): Promise<number>
  audit(wish: AuditWish): Promise<{ readonly count: number; readonly found: readonly AuditEntry[] }>
  /** How many entries there are, and how many of them are sealed. */
  countHistory(): Promise<{ readonly entries: number; readonly sealed: number }>
}
