// What the CA bears: its rate limits, and how many runs may start in a second.

import type { BucketSize } from '@wellknown/lifecycle'
import { LETS_ENCRYPT, type LimitName } from '../limits.ts'
import { readDuration, type SettingsReader } from '../settings-reader.ts'
import type { Policy } from '../world.ts'

/** Let's Encrypt's load balancers take 250 requests a second of us; a run makes about a dozen. */
const STARTS_PER_SECOND = 5
const MOST_STARTS = 1000

export function readPace({ text, fault }: SettingsReader): Pick<Policy, 'limits' | 'startsPerSecond'> {
  const starts = text('ACME_STARTS_PER_SECOND')
  const startsPerSecond = Number(starts ?? STARTS_PER_SECOND)
  if (!(startsPerSecond > 0 && startsPerSecond <= MOST_STARTS)) {
    fault('ACME_STARTS_PER_SECOND', `must be a number above 0, up to ${MOST_STARTS}`)
  }
  return { limits: readLimits(text('ACME_LIMITS'), fault), startsPerSecond }
}

/** ACME_LIMITS: `letsencrypt` (the default), `none`, or some of them otherwise: `orders=300/3h,domain=50/168h`. */
function readLimits(value: string | null, fault: SettingsReader['fault']): Policy['limits'] {
  if (value === 'none') return null
  const limits: Record<LimitName, BucketSize> = { ...LETS_ENCRYPT }
  for (const part of value === null || value === 'letsencrypt' ? [] : value.split(',')) {
    const [, name, count, time] = /^(orders|domain|set|failures)=(\d{1,7})\/(\w+)$/.exec(part.trim()) ?? []
    const milliseconds = readDuration(time ?? '')
    const limit = LIMIT_NAMES.find((each) => each === name)
    if (limit && milliseconds && Number(count) > 0) {
      limits[limit] = { count: Number(count), refill: milliseconds / Number(count) }
    } else {
      fault('ACME_LIMITS', 'must be letsencrypt, none, or a list such as orders=300/3h,domain=50/168h')
    }
  }
  return limits
}
const LIMIT_NAMES: readonly LimitName[] = ['orders', 'domain', 'set', 'failures']
