// What an operator asks of all clients at once.

import type { ClientId, ResourceId } from './records.ts'
import type { Instant } from './words.ts'

export type TouchedBucket = { readonly bucket: string; readonly fullAt: Instant }

/** A client as an operator knows it. */
export type Owner = { readonly client: ClientId; readonly name: string }

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
  /** Whose resources these are, and what those clients are called. What is gone is left out. */
  ownersOf(resources: readonly ResourceId[]): Promise<ReadonlyMap<ResourceId, Owner>>
  /** Whose hostnames these are. */
  holdersOf(names: readonly string[]): Promise<ReadonlyMap<string, Owner>>
  clientNames(clients: readonly ClientId[]): Promise<ReadonlyMap<ClientId, string>>
}
