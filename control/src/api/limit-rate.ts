import { left, nextFree, take, type BucketSize } from '@wellknown/lifecycle'
import type { MiddlewareHandler } from 'hono'
import type { World } from '../world.ts'
import type { Api } from './context.ts'

/** Full buckets say nothing and are forgotten; beyond so many the emptiest clients would be too. */
const MOST_BUCKETS = 100_000

/** How many attempts without a good token one address has, and how fast they come back: 60 at once, one a second. */
const STRANGERS: BucketSize = { count: 60, refill: 1000 }

/** Bounds how often each client calls; one never takes from another. Kept in memory: a restart fills every bucket. Told by
 *  draft-ietf-httpapi-ratelimit-headers-10; what is too much is a 429 with Retry-After (RFC 9110 §10.2.3). */
export function limitRate(world: Pick<World, 'now' | 'policy'>): MiddlewareHandler<Api> {
  const { apiRate: size } = world.policy
  const takeFrom = createBuckets()
  return async (context, next) => {
    if (size === null) return next()
    const now = world.now()
    const { wait, fullAt } = takeFrom(context.get('by').client, size, now)
    tell(context, size, fullAt, now)
    return wait > 0 ? refuse(context, wait) : next()
  }
}

/** Bounds attempts without a good token by address. A good one always passes: behind one address there may be many. */
export function limitStrangers(world: Pick<World, 'now' | 'policy'>): MiddlewareHandler<Api> {
  const takeFrom = createBuckets()
  return async (context, next) => {
    await next()
    if (world.policy.apiRate === null || context.res.status !== 401) return
    const address = networkOf(context.env.incoming?.socket.remoteAddress ?? '')
    const { wait } = takeFrom(address, STRANGERS, world.now())
    if (wait > 0) context.res = refuse(context, wait)
  }
}

/** One who has an IPv6 address has all of its /64; `::ffff:` is IPv4. */
function networkOf(address: string): string {
  if (!address.includes(':') || address.startsWith('::')) return address
  const [head = ''] = address.split('::')
  return [...head.split(':'), '0', '0', '0'].slice(0, 4).join(':')
}

type Taken = { readonly wait: number; readonly fullAt: number | null }

/** Buckets by key. Gives the milliseconds until there is room, nothing being taken then; 0: one was taken. */
function createBuckets(): (key: number | string, size: BucketSize, now: number) => Taken {
  const buckets = new Map<number | string, number>()
  return (key, size, now) => {
    const fullAt = buckets.get(key) ?? null
    const wait = nextFree(fullAt, size, now) - now
    if (wait > 0) return { wait, fullAt }
    const taken = take(fullAt, size, now)
    // Insertion order is age: the longest unused makes way.
    buckets.delete(key)
    buckets.set(key, taken)
    const oldest = buckets.size > MOST_BUCKETS ? buckets.keys().next().value : undefined
    if (oldest !== undefined) buckets.delete(oldest)
    return { wait: 0, fullAt: taken }
  }
}

function refuse(context: Parameters<MiddlewareHandler<Api>>[0], wait: number): Response {
  const seconds = Math.ceil(wait / 1000)
  context.header('retry-after', String(seconds))
  return context.json({ message: `Too many requests. Try again in ${seconds} s.` }, 429)
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
