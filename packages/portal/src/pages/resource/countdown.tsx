import { useClock } from '../../parts/clock.ts'
import { Time } from '../../parts/time.tsx'
import { tellCountdown } from '../../times.ts'

const DAY = 24 * 60 * 60_000

/** How long until `at`, second by second; far away it is told as a date. */
export function Countdown({
  at,
  before,
  after,
}: {
  readonly at: string
  readonly before: string
  /** Once it is over. */
  readonly after: string
}) {
  const now = useClock()
  const left = tellCountdown(at, now)
  if (left === null) return <span>{after}</span>
  if (Date.parse(at) - now > DAY) {
    return (
      <span>
        {before.replace(/ in $/, ' on ')}
        <Time at={at} how="day" />
      </span>
    )
  }
  return (
    <span>
      {before}
      {/* Read out once, not every second. */}
      <span role="timer" aria-live="off" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {left}
      </span>
    </span>
  )
}
