// What an operator asks of all clients at once.

import type { Instant } from './words.ts'

export type TouchedBucket = { readonly bucket: string; readonly fullAt: Instant }

export type FleetStore = {
  /** The CA's limits under `prefix` of which something is taken: how many, and a page of them, those first that are full again
   *  last, or the other way around. */
  touchedBuckets(wanted: {
    readonly prefix: string
    readonly now: Instant
    readonly soonestFirst: boolean
    readonly limit: number
    readonly offset: number
  }): Promise<{ readonly count: number; readonly found: readonly TouchedBucket[] }>
  /** Resources whose time to start at the CA has come: how many, and since when the longest has waited; null: none has. */
  startQueue(now: Instant): Promise<{ readonly due: number; readonly oldest: Instant | null }>
}
