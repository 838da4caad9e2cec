import { Tooltip } from '@mantine/core'
import { useClock } from './clock.ts'
import { tellDay, tellDistance, tellInstant, tellUtc } from '../times.ts'

/** An instant in the reader's zone, with UTC for whoever points at it. `how`: the instant, its day, or how far away it is. */
export function Time({
  at,
  how = 'instant',
}: {
  readonly at: string
  readonly how?: 'instant' | 'day' | 'distance'
}) {
  const now = useClock(how === 'distance')
  const text = how === 'day' ? tellDay(at) : how === 'distance' ? tellDistance(at, now) : tellInstant(at)
  const tip = how === 'distance' ? `${tellInstant(at)} · ${tellUtc(at)}` : tellUtc(at)
  return (
    <Tooltip label={tip}>
      <time dateTime={at} tabIndex={0}>
        {text}
      </time>
    </Tooltip>
  )
}
