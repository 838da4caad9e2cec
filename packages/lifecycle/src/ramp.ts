// How fast runs may start, over all customers. In quiet times at once; after an outage, a hold, or when a herd is due, one
// first (the canary), and once the CA has taken an order from it ever more, up to what the CA is known to bear.

import { backoff } from './renewal.ts'
import type { Instant } from './vocabulary.ts'

export type Ramp = {
  /** `shut`: one at a time, until the CA has taken an order. `rising`: ever more. */
  readonly phase: 'open' | 'shut' | 'rising'
  /** When this phase began. */
  readonly since: Instant
  /** The next start is not before this instant; quiet times leave it behind. */
  readonly next: Instant
  /** How often the CA has failed since it last took an order. */
  readonly failed: number
}

const SECOND = 1000
const MINUTE = 60 * SECOND

export const RAMP = {
  /** More than so many due at once are a herd. */
  herd: 100,
  /** Starts that quiet times save up. */
  burst: 25,
  /** One start at first, per so many milliseconds; twice as many with each `doubling`. */
  first: 10 * SECOND,
  doubling: MINUTE,
  /** A canary that neither fails nor gets an order in this time makes way for another. */
  patience: 30 * SECOND,
  /** Beyond this a CA that fails is not left alone. */
  longestPause: 60 * MINUTE,
} as const

/** Nothing has happened yet. */
export const OPEN: Ramp = { phase: 'open', since: 0, next: 0, failed: 0 }

/** Is there room for a start now? `most` is the rate in starts per second that is never exceeded for long. */
export const mayStart = ({ phase, next }: Ramp, now: Instant, most: number): boolean =>
  phase === 'open' ? next - (RAMP.burst - 1) * (SECOND / most) <= now : next <= now

/** After one start. `share` (0 ≤ share < 1) is the jitter: a gap is half to one and a half of what it should be. */
export function nextStart(ramp: Ramp, now: Instant, most: number, share: number): Ramp {
  const shortest = SECOND / most
  switch (ramp.phase) {
    case 'open':
      return { ...ramp, next: Math.max(ramp.next, now) + shortest }
    case 'shut':
      return { ...ramp, next: now + RAMP.patience }
    case 'rising': {
      const gap = Math.max(shortest, gapOf(ramp, now))
      // What a slow clock missed is made up for, as far as quiet times would.
      const earliest = now - Math.max(gap, (RAMP.burst - 1) * shortest)
      return { ...ramp, next: Math.max(ramp.next, earliest) + gap * (0.5 + share) }
    }
  }
}

const gapOf = ({ since }: Ramp, now: Instant): number => RAMP.first / 2 ** ((now - since) / RAMP.doubling)

/** It has risen as far as it may, and no herd is due any more: quiet times are back. */
export const afterQuiet = (ramp: Ramp, now: Instant, most: number): Ramp =>
  ramp.phase === 'rising' && gapOf(ramp, now) <= SECOND / most ? { ...ramp, phase: 'open', since: now } : ramp

/** One first: after an outage, a hold, or before a herd. */
export const shut = (now: Instant): Ramp => ({ phase: 'shut', since: now, next: now, failed: 0 })

/** The CA has failed, and may have named a time: the next is asked later, and later with each failure. */
export function afterFailure(ramp: Ramp, now: Instant, until: Instant | null): Ramp {
  const failed = ramp.phase === 'shut' ? ramp.failed + 1 : 1
  const next = until ?? now + Math.min(RAMP.longestPause, backoff(failed))
  return {
    phase: 'shut',
    since: ramp.phase === 'shut' ? ramp.since : now,
    next: Math.max(ramp.next, next),
    failed,
  }
}

/** The CA has taken an order. */
export const afterSuccess = (ramp: Ramp, now: Instant): Ramp =>
  ramp.phase === 'shut' ? { phase: 'rising', since: now, next: now, failed: 0 } : ramp

/** When a run that is due is expected to start, with so many before it, if the CA takes what it is asked from now on; an
 *  instant that has passed means at once. `most` as in mayStart. */
export function expectedStart(ramp: Ramp, now: Instant, most: number, before: number): Instant {
  const shortest = SECOND / most
  const soonest = Math.max(now, ramp.next)
  switch (ramp.phase) {
    case 'open':
      return Math.max(now, ramp.next - (RAMP.burst - 1) * shortest + before * shortest)
    case 'shut': {
      // The canary is given its time; then it is the next one's turn.
      const since = soonest + RAMP.patience
      return before === 0 ? soonest : since + afterStarts(before - 1, shortest)
    }
    case 'rising': {
      const { since } = ramp
      return since + afterStarts(startsAfter(soonest - since, shortest) + before, shortest)
    }
  }
}

/** How long a ramp rises until there are `most` starts a second. */
const riseOf = (shortest: number): number => RAMP.doubling * Math.max(0, Math.log2(RAMP.first / shortest))
/** Starts in a doubling at the first pace, over ln 2: the pace doubles, so that starts are the integral of a power of two. */
const UNIT = RAMP.doubling / (RAMP.first * Math.LN2)

/** How many starts a ramp has let pass so many milliseconds after it began to rise. */
function startsAfter(elapsed: number, shortest: number): number {
  const risen = Math.min(elapsed, riseOf(shortest))
  return UNIT * (2 ** (risen / RAMP.doubling) - 1) + (elapsed - risen) / shortest
}

/** The reverse of it. */
function afterStarts(starts: number, shortest: number): number {
  const rising = Math.min(starts, startsAfter(riseOf(shortest), shortest))
  return RAMP.doubling * Math.log2(1 + rising / UNIT) + (starts - rising) * shortest
}
