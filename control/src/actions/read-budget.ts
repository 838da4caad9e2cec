import { left, nextFree } from '@wellknown/lifecycle'
import type { ApiToken } from '../store/records.ts'
import { namesOf } from '../store/resources.ts'
import type { World } from '../world.ts'
import { bucketsFor, reserveOf } from './budget.ts'
import { readName } from './names.ts'
import { refuseField } from './refusal.ts'

/** What is left of each of the CA's limits for a certificate of `name`; empty where we know of none. How busy other names
 *  are is nobody's but the operator's to know: a client asks about names of its own resources. */
export async function readBudget(
  world: World,
  { client, role }: Pick<ApiToken, 'client' | 'role'>,
  input: string,
) {
  const name = readName(world, 'name', input)
  const found = await world.store.resourceNamed(client, name)
  const mine = found && namesOf(found.resource)
  if (!mine && role !== 'operator') throw refuseField('name', NOT_YOURS)
  const { limits } = world.policy
  if (limits === null) return []
  const buckets = bucketsFor(world, name, mine ?? [name])
  const now = world.now()
  const held = await world.store.budget(
    buckets.map(([, , bucket]) => bucket),
    now,
  )
  return buckets.map(([limit, about, bucket]) => {
    const size = limits[limit]
    const fullAt = held.get(bucket) ?? null
    const reserve = reserveOf(limit, size)
    return {
      limit,
      about,
      count: size.count,
      period_seconds: Math.round((size.count * size.refill) / 1000),
      left: left(fullAt, size, now),
      next_free: written(nextFree(fullAt, size, now)),
      reserve,
      next_free_again: written(nextFree(fullAt, size, now, reserve)),
    }
  })
}

const written = (at: number): string => new Date(at).toISOString().replace('Z', '000Z')
const NOT_YOURS =
  'None of your resources has this name. Ask about a name of yours, or create its resource first.'
