// The CA's rate limits: Let's Encrypt's, by its documentation of August 2026.

import type { BucketSize } from '@wellknown/lifecycle'

export type LimitName = 'orders' | 'domain' | 'set' | 'failures'
export type Limits = Readonly<Record<LimitName, BucketSize>>

const MINUTE = 60_000
const HOUR = 60 * MINUTE

export const LETS_ENCRYPT: Limits = {
  orders: { count: 300, refill: (3 * HOUR) / 300 },
  domain: { count: 50, refill: (7 * 24 * HOUR) / 50 },
  set: { count: 5, refill: (7 * 24 * HOUR) / 5 },
  failures: { count: 5, refill: HOUR / 5 },
}
