import { left, nextFree, take, type BucketSize } from '@wellknown/lifecycle'
import type { MiddlewareHandler } from 'hono'
import type { World } from '../world.ts'
import type { Api } from './context.ts'

/** Full buckets say nothing and are forgotten; beyond so many the emptiest clients would be too. */
const MOST_BUCKETS = 100_000

/** Bounds how often each client calls; one never takes from another. Kept in memory: a restart fills every bucket. Told by
 *  draft-ietf-httpapi-ratelimit-headers-10; what is too much is a 429 with Retry-After (RFC 9110 §10.2.3). */
export function limitRate(world: Pick<World, 'now' | 'policy'>): MiddlewareHandler<Api> {
  const { apiRate: size } = world.policy
  const buckets = new Map<number, number>()
  return async (context, next) => {
    if (size === null) return next()
    const now = world.now()
    const { client } = context.get('token')
    const fullAt = buckets.get(client) ?? null
    const free = nextFree(fullAt, size, now)
    if (free > now) {
      const seconds = Math.ceil((free - now) / 1000)
      context.header('retry-after', String(seconds))
      tell(context, size, fullAt, now)
      return context.json({ message: `Too many requests. Try again in ${seconds} s.` }, 429)
    }
    const taken = take(fullAt, size, now)
    // Insertion order is age: the longest unused makes way.
    buckets.delete(client)
    buckets.set(client, taken)
    const oldest = buckets.size > MOST_BUCKETS ? buckets.keys().next().value : undefined
    if (oldest !== undefined) buckets.delete(oldest)
    tell(context, size, taken, now)
    return next()
  }
}

function tell(
  context: Parameters<MiddlewareHandler<Api>>[0],
  size: BucketSize,
  fullAt: number | null,
  now: number,
): void {
  const window = Math.ceil((size.count * size.refill) / 1000)
  const reset = Math.ceil(Math.max(0, (fullAt ?? now) - now) / 1000)
  context.header('ratelimit-policy', `"client";q=${size.count};w=${window}`)
  context.header('ratelimit', `"client";r=${left(fullAt, size, now)};t=${reset}`)
}
