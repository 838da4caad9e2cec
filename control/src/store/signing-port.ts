// Which of our keys the configurations at the edges are signed with.

import type * as row from './records.ts'
import type { Instant } from './words.ts'

export type SigningStore = {
  /** Gives up to `limit` configurations that another key has signed a revision of their own, to be signed by `keyid`, and
   *  queues in the same transaction what brings each to the edges. Gives their hosts. */
  signAnew(keyid: string, now: Instant, limit: number): Promise<readonly string[]>
  /** The same of one host, for whoever brings it somewhere just now; nothing is queued. Gives it as it is wanted then; null:
   *  none ever was. One that `keyid` signs already, or that is to be deleted, stays as it is. */
  signHostAnew(keyid: string, host: string, now: Instant): Promise<row.Wanted | null>
  /** Queues what brings up to `limit` configurations that `keyid` signs to PoPs in service that were last given another key's;
   *  not where it waits already. Gives how many. */
  bringAnew(keyid: string, now: Instant, limit: number): Promise<number>
  /** The key ids that sign what is wanted, or what one PoP has given its receipts for; '' stands for all that nobody noted.
   *  As quick for a million as for one. */
  signers(pop: string | null): Promise<readonly string[]>
  /** How many configurations `keyid` signs, of those wanted or of those that one PoP has given its receipts for. */
  countSigned(keyid: string, pop: string | null): Promise<number>
  /** How many tasks are due and not begun, counted up to `most`. */
  countReady(now: Instant, most: number): Promise<number>
}
