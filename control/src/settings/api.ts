import type { BucketSize } from '@wellknown/lifecycle'
import type { Policy } from '../world.ts'
import { readDuration, type SettingsReader } from '../settings-reader.ts'

const MINUTE = 60_000
/** Twenty a second: an installation tool with hundreds of resources stays below it. */
const OTHERWISE: BucketSize = { count: 1200, refill: MINUTE / 1200 }

/** API_RATE: `1200/1m`, or `none`. */
export function readApiRate({ text, fault }: SettingsReader): BucketSize | null {
  const value = text('API_RATE')
  if (value === null) return OTHERWISE
  if (value === 'none') return null
  const [, count, time] = /^(\d{1,7})\/(\w+)$/.exec(value) ?? []
  const milliseconds = readDuration(time ?? '')
  if (milliseconds && Number(count) > 0) return { count: Number(count), refill: milliseconds / Number(count) }
  fault('API_RATE', 'must be none, or a number and a time such as 1200/1m')
  return null
}

const SECOND = 1_000
/** Each tab of a browser has one. */
const STREAMS = 20

/** EVENTS_HEARTBEAT and EVENTS_PER_CLIENT. */
export function readEvents({ text, duration, fault }: SettingsReader): Policy['events'] {
  const mostPerClient = Number(text('EVENTS_PER_CLIENT') ?? STREAMS)
  if (!Number.isInteger(mostPerClient) || mostPerClient < 1 || mostPerClient > 10_000) {
    fault('EVENTS_PER_CLIENT', 'must be a number from 1 to 10000')
  }
  return { heartbeat: duration('EVENTS_HEARTBEAT', 15 * SECOND), mostPerClient }
}
