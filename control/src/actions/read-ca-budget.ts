// What is left at the CA over all clients, and what waits for it.

import { left, nextFree, type BucketSize, type Instant } from '@wellknown/lifecycle'
import type { LimitName } from '../limits.ts'
import type { Owner } from '../store/fleet-port.ts'
import type { World } from '../world.ts'
import { bucketOf, reserveOf } from './budget.ts'
import { pauseOf } from './ca-pause.ts'

export const LIMIT_NAMES = ['orders', 'domain', 'set', 'failures'] as const satisfies readonly LimitName[]

type Fleet = Pick<World, 'store' | 'ca' | 'policy' | 'now'>

/** How one of the CA's limits stands for one subject; instants in milliseconds. */
export type Bucket = {
  readonly limit: LimitName
  /** A registered domain, the digest of a set of names, or a name; empty where the account is meant. */
  readonly about: string
  readonly size: BucketSize
  readonly reserve: number
  readonly left: number
  readonly nextFree: Instant
  /** Where there was a certificate before: `reserve` are kept for first ones. */
  readonly nextFreeAgain: Instant
  /** Whose name it is; null where it is no name, or nobody's now. */
  readonly owner: Owner | null
}

/** The limit on new orders; of the others how many subjects have nothing left; and the queue. Without limits (the CA has none that we
 *  know of) only the queue. */
export async function readCaBudget(world: Fleet) {
  const { store, policy } = world
  const now = world.now()
  const ramp = await store.ramp()
  const { due, oldest } = await store.startQueue(now)
  const queue = {
    due,
    oldest,
    phase: ramp?.phase ?? ('open' as const),
    nextStart: ramp && ramp.next > now ? ramp.next : null,
    pausedUntil: await pauseOf(store, now),
  }
  if (policy.limits === null) return { orders: null, spent: [], queue }
  const [orders = null] = await readBuckets(world, 'orders', [''])
  const spent = []
  for (const limit of ['domain', 'set', 'failures'] as const) {
    const size = policy.limits[limit]
    const spentAfter = now + (size.count - 1) * size.refill
    spent.push({ limit, size, count: await store.countSpent(bucketOf(world, limit).trimEnd(), spentAfter) })
  }
  return { orders, spent, queue }
}

/** A page of what is taken of one limit, subject by subject. */
export async function listBuckets(
  world: Fleet,
  limit: LimitName,
  cut: { readonly soonestFirst: boolean; readonly limit: number; readonly offset: number },
): Promise<{ readonly count: number; readonly found: readonly Bucket[] }> {
  const prefix = bucketOf(world, limit).trimEnd()
  const { count, found } = await world.store.touchedBuckets({ ...cut, prefix, now: world.now() })
  const subjects = found.map(({ bucket }) => bucket.slice(prefix.length + 1))
  return { count, found: await readBuckets(world, limit, subjects) }
}

async function readBuckets(
  world: Fleet,
  limit: LimitName,
  subjects: readonly string[],
): Promise<readonly Bucket[]> {
  const size = world.policy.limits?.[limit]
  if (!size) return []
  const now = world.now()
  const reserve = reserveOf(limit, size)
  const named = subjects.map((about) => ({ about, bucket: bucketOf(world, limit, about) }))
  const held = await world.store.budget(
    named.map(({ bucket }) => bucket),
    now,
  )
  const owners = limit === 'failures' ? await world.store.holdersOf(subjects) : null
  return named.map(({ about, bucket }) => {
    const fullAt = held.get(bucket) ?? null
    return {
      limit,
      about,
      size,
      reserve,
      left: left(fullAt, size, now),
      nextFree: nextFree(fullAt, size, now),
      nextFreeAgain: nextFree(fullAt, size, now, reserve),
      owner: owners?.get(about) ?? null,
    }
  })
}
