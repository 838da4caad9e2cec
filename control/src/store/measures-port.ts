// What is counted for those who watch over us, never row by row.

import type { Instant } from './words.ts'

/** Of the certificates of a kind that are served: how many have up to how much of their life left. */
export type LifeLeft = {
  readonly kind: 'managed' | 'own'
  /** Which of LIFE_PARTS equal parts of a life the rest lies in, from 0 on; what has run out counts into the first. */
  readonly part: number
  readonly count: number
  /** Of their shares, each from 0 to 1. */
  readonly sum: number
}

/** A twenty-fourth is the last alarm of a renewal (P16), and a third its begin: both are bounds. */
export const LIFE_PARTS = 24

export type Measures = {
  readonly life: readonly LifeLeft[]
  /** Work that is due and that nobody has begun: how much, and since when at the longest. */
  readonly tasksDue: number
  readonly oldestTask: Instant | null
  /** Mails and webhooks likewise. */
  readonly deliveriesDue: number
  readonly oldestDelivery: Instant | null
  /** Since when the oldest mail has waited that no mail server has taken yet, however often it was tried. */
  readonly oldestMail: Instant | null
  /** Resources whose configuration has not been on every PoP in service yet. */
  readonly unpropagated: number
}

export type MeasureStore = {
  /** Counted from indexes. */
  measure(now: Instant): Promise<Measures>
  /** How many limits of this kind have nothing left: buckets under `prefix` that are full again only after `spentAfter`. */
  countSpent(prefix: string, spentAfter: Instant): Promise<number>
}
