// When a certificate is renewed, and how often a failing renewal is tried again. Never a fixed number of days:
// Let's Encrypt has lifetimes of 160 hours, 45, 64 and 90 days.

import type { Current, Instant, Situation } from './vocabulary.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** Below this lifetime, half of it is left at renewal; above, a third (promise P15). */
const SHORT_LIFETIME = 10 * DAY
/** Renewals of certificates issued together are spread over this share of the lifetime, towards the earlier side. */
const SPREAD = 0.02

type Validity = Pick<Current, 'notBefore' | 'notAfter'>

/** When renewal starts without the CA's own advice. `share` (0 ≤ share < 1) moves it a little earlier, never later. */
export function renewalTime({ notBefore, notAfter }: Validity, share: number): Instant {
  const lifetime = Math.max(0, notAfter - notBefore)
  const left = lifetime < SHORT_LIFETIME ? lifetime / 2 : lifetime / 3
  return Math.round(notAfter - left - share * SPREAD * lifetime)
}

/** Advice is followed, but not to within this share of the lifetime before the end. */
const LATEST_ADVICE = 0.1

/** When renewal starts by the CA's advice (RFC 9773): at once if that has passed, and never so late that no series of
 *  attempts would fit; but not before `rested`, the end of the pause after an abort. */
export function advisedTime(
  { notBefore, notAfter }: Validity,
  advised: Instant,
  now: Instant,
  rested: Instant = now,
): Instant {
  const latest = notAfter - LATEST_ADVICE * Math.max(0, notAfter - notBefore)
  return Math.max(now, rested, Math.min(advised, latest))
}

/** When the next series of attempts starts after one that failed while the certificate lives: as long again as it has
 *  been failing, at least an hour apart, at most a day or a twentieth of the lifetime. */
export function nextSeries(current: Validity, now: Instant): Instant {
  const longest = Math.min(DAY, Math.max(HOUR, (current.notAfter - current.notBefore) / 20))
  const failing = Math.max(0, now - renewalTime(current, 0))
  return now + Math.min(longest, Math.max(HOUR, failing))
}

/** The end of the pause after the customer aborted a renewal: a day, or a sixth of what is left if that is less. */
export function restedAt({ notAfter }: Validity, now: Instant): Instant {
  const pause = Math.min(DAY, Math.max(0, notAfter - now) / 6)
  return Math.round(now + Math.max(MINUTE, pause))
}

/** Of the renewal window, what is left at each alarm (P16). */
const ALARMS = [1 / 2, 1 / 4, 1 / 8] as const

/** When alarm `level` is due. */
const alarmTime = (current: Validity, level: 1 | 2 | 3): Instant =>
  Math.round(current.notAfter - (ALARMS[level - 1] ?? 0) * (current.notAfter - renewalTime(current, 0)))

/** The alarm due by now: 1, 2 and 3 when a half, a quarter and an eighth of the renewal window is left (P16). */
export function alarmLevel(current: Validity, now: Instant): 0 | 1 | 2 | 3 {
  return ([3, 2, 1] as const).find((level) => now >= alarmTime(current, level)) ?? 0
}

/** When the next alarm that was not raised yet is due; null: there is none to come. What serves nobody alarms nobody. */
export function nextAlarm({ current, https }: Pick<Situation, 'current' | 'https'>): Instant | null {
  if (current === null || !https || current.alarmed === 3) return null
  return alarmTime(current, current.alarmed === 0 ? 1 : current.alarmed === 1 ? 2 : 3)
}

/** A wait before trying a thing again, doubling with each try: from `first`, a minute, to a day, for any number of tries
 *  (SCHED-14). */
export function backoff(tries: number, first = MINUTE): number {
  const doublings = Math.min(Math.max(0, tries - 1), 11)
  return Math.min(DAY, first * 2 ** doublings)
}
