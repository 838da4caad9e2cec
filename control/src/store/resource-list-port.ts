// A client's resources, chosen, sorted and cut where they are kept.

import type * as row from './records.ts'
import type { Instant, Label, StateName } from './words.ts'

export type ResourceOrder = 'id' | 'cname' | 'name' | 'created' | 'updated' | 'valid_until'

/** What is left out is not asked for. What is being deleted is not found. */
export type ResourceWish = {
  readonly client: row.ClientId
  readonly cname?: string | undefined
  readonly name?: string | undefined
  /** Text that its name or one of its hostnames holds, whatever its case. */
  readonly search?: string | undefined
  readonly status?: 'active' | 'suspended' | 'processed' | undefined
  /** As the API has it: on, or asked for. */
  readonly sslEnabled?: boolean | undefined
  readonly active?: boolean | undefined
  readonly sslData?: readonly number[] | undefined
  readonly originGroup?: number | undefined
  readonly state?: StateName | undefined
  readonly label?: Label | undefined
  /** Its certificate ends then or later, then or before. */
  readonly endsSince?: Instant | undefined
  readonly endsUntil?: Instant | undefined
  /** What has no such value comes last. */
  readonly order: ResourceOrder
  readonly backwards: boolean
  /** Null: all of them. */
  readonly limit: number | null
  readonly offset: number
}

export type ResourceList = {
  findResources(wish: ResourceWish): Promise<{ readonly count: number; readonly found: readonly row.Saved[] }>
  /** The client's resource that has this hostname. */
  resourceNamed(client: row.ClientId, name: string): Promise<row.Saved | null>
}
