// Instants in the reader's own zone.

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' })
const ago = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })

export const tellInstant = (at: string): string => full.format(new Date(at))
export const tellDay = (at: string): string => day.format(new Date(at))
/** `14:05`, of today; `at` in milliseconds. */
export const tellClock = (at: number): string => clock.format(at)
/** For whoever compares it with a log. */
export const tellUtc = (at: string): string =>
  `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`

/** `in 14 minutes`, `3 days ago`; `now` in milliseconds. */
export function tellDistance(at: string, now: number): string {
  const away = Date.parse(at) - now
  const size = Math.abs(away)
  if (size < 45_000) return away < 0 ? 'just now' : 'in a moment'
  if (size < 90 * MINUTE) return ago.format(Math.round(away / MINUTE), 'minute')
  if (size < 36 * HOUR) return ago.format(Math.round(away / HOUR), 'hour')
  return ago.format(Math.round(away / DAY), 'day')
}

/** `14:59`, or `1:02:03`; null once it is over. */
export function tellCountdown(at: string, now: number): string | null {
  const left = Math.ceil((Date.parse(at) - now) / 1000)
  if (left <= 0) return null
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(left / 3600)
  const rest = `${two(Math.floor(left / 60) % 60)}:${two(left % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** How much of a certificate's life is left, 0 to 1. */
export function shareLeft(from: string, to: string, now: number): number {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  return Math.min(1, Math.max(0, (end - now) / (end - start)))
}
