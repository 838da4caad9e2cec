// Which PoPs there are, and how each stands.

import type * as row from './records.ts'
import type { Instant } from './words.ts'

export type NewPop = Pick<row.Pop, 'name' | 'admin' | 'adminCa' | 'http' | 'tls'>
export type PopChange = Partial<
  Pick<
    row.Pop,
    | 'membership'
    | 'since'
    | 'drained'
    | 'lastSeen'
    | 'skew'
    | 'wire'
    | 'fault'
    | 'shelf'
    | 'sealKey'
    | 'adminKeys'
    | 'thumbprints'
  >
>

type Behind = Pick<row.Pop, 'name' | 'tls' | 'shelf' | 'sealKey'>

export type PopTable = {
  /** Adds PoPs that are new, as `catching-up`. One whose addresses are others than before is catching up as well, and nothing
   *  it said or was seen to hold there is believed. Those an operator has removed stay removed; gives their names. */
  seedPops(pops: readonly NewPop[], now: Instant): Promise<readonly string[]>
  /** By name. */
  pops(): Promise<readonly row.Pop[]>
  /** As `catching-up`, knowing nothing of one of that name before it; false: there is one. */
  addPop(pop: NewPop, now: Instant): Promise<boolean>
  /** With its receipts and observations; false: there is none. */
  removePop(name: string, now: Instant): Promise<boolean>
  /** Changes nothing where there is none of that name. */
  updatePop(name: string, change: PopChange): Promise<void>
  /** Changes it only while it still stands as `pop` says, since then; false: it was moved meanwhile, or there is none. */
  movePop(
    pop: Pick<row.Pop, 'name' | 'membership' | 'since'>,
    to: Pick<row.Pop, 'membership' | 'since' | 'fault'>,
  ): Promise<boolean>
  /** How many of the documents that are wanted of it a PoP has given no receipt for, counted up to `most`. */
  countBehind(pop: Behind, most: number): Promise<number>
  /** The hosts of those documents, from the first after `host` in their order, up to `most`. */
  findBehind(pop: Behind, host: string, most: number): Promise<readonly string[]>
  /** How many documents are wanted of it. */
  countWanted(pop: Pick<row.Pop, 'tls'>): Promise<number>
}
