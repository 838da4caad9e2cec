// Rate-limit arithmetic: token buckets as the CA keeps them (GCRA). A bucket's whole state is one instant, at which it
// would be full again.

import type { Instant } from './vocabulary.ts'

/** `count` at once, and one more every `refill` milliseconds. */
export type BucketSize = { readonly count: number; readonly refill: number }

/** When one can be taken: `now` when there is one. `fullAt` is the bucket's state, null while it was never touched.
 *  `reserve` are left to others. */
export function nextFree(
  fullAt: Instant | null,
  { count, refill }: BucketSize,
  now: Instant,
  reserve = 0,
): Instant {
  const usable = Math.max(1, count - reserve)
  return Math.max(now, (fullAt ?? now) - (usable - 1) * refill)
}

/** The state after one (or several) was taken, whether or not there was one. */
export function take(
  fullAt: Instant | null,
  { refill }: Pick<BucketSize, 'refill'>,
  now: Instant,
  times = 1,
): Instant {
  return Math.max(fullAt ?? now, now) + times * refill
}

/** How many are there now. */
export function left(fullAt: Instant | null, { count, refill }: BucketSize, now: Instant): number {
  const taken = Math.ceil(Math.max(0, (fullAt ?? now) - now) / refill)
  return Math.max(0, count - taken)
}

/** The state by which the next is free at `instant`, as somebody who knows better says; never fuller than we thought. */
export function correct(fullAt: Instant | null, { count, refill }: BucketSize, instant: Instant): Instant {
  return Math.max(fullAt ?? 0, instant + (count - 1) * refill)
}
