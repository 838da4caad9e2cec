import type { BucketSize } from '@wellknown/lifecycle'
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
