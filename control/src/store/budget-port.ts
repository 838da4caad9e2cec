// The CA's rate limits as we know them.

import type { BucketSize, Instant } from './words.ts'

/** One of the CA's limits that an attempt touches. */
export type Debit = {
  readonly bucket: string
  readonly size: BucketSize
  /** How many are left to others. */
  readonly reserve: number
  /** What the CA counts there. Orders are taken at once; a certificate is promised to the attempt, and taken when it is
   *  issued; failures are taken as they are judged, and only looked at before. */
  readonly counts: 'orders' | 'certificates' | 'failures'
}

export type BudgetLedger = {
  /** When each of these buckets would be full again if all that is promised were taken now; buckets of which nothing was
   *  taken or promised are left out. */
  budget(buckets: readonly string[], now: Instant): Promise<ReadonlyMap<string, Instant>>
  /** Promises an attempt what it has not been promised yet, whether or not there is room. */
  promise(attempt: string, debits: readonly Pick<Debit, 'bucket' | 'size'>[]): Promise<void>
  /** The CA has said when the next is free. */
  correctBudget(bucket: string, size: BucketSize, instant: Instant): Promise<void>
  /** Takes one, whether or not there is one. */
  spend(bucket: string, size: BucketSize, now: Instant): Promise<void>
  /** Forgets buckets that are full. */
  dropBudget(now: Instant): Promise<void>
}
