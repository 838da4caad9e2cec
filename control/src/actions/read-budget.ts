import { left, nextFree } from '@wellknown/lifecycle'
import type { World } from '../world.ts'
import { bucketsFor } from './budget.ts'
import { readName } from './names.ts'

/** What is left of each of the CA's limits for a certificate of `name`; empty where we know of none. */
export async function readBudget(world: World, input: string) {
  const { limits } = world.policy
  if (limits === null) return []
  const buckets = bucketsFor(world, readName(world, 'name', input))
  const held = await world.store.budget(buckets.map(([, , bucket]) => bucket))
  const now = world.now()
  return buckets.map(([limit, about, bucket]) => {
    const size = limits[limit]
    const fullAt = held.get(bucket) ?? null
    return {
      limit,
      about,
      count: size.count,
      period_seconds: Math.round((size.count * size.refill) / 1000),
      left: left(fullAt, size, now),
      next_free: new Date(nextFree(fullAt, size, now)).toISOString().replace('Z', '000Z'),
    }
  })
}
