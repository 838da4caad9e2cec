// Our operators take a resource out of service, whatever its customer has switched on, and put it back.

import { composeResumed, composeSuspended } from '../notices/suspended.ts'
import type { ResourceId, Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { notFound, refuseObject } from './refusal.ts'
import { tellLifecycle } from './tell-lifecycle.ts'

/** Visitors get 403 and the origin is not asked; nothing is ordered; the certificate is kept and validators are answered. The
 *  customer is shown `reason`, and told of it once for each reason. Done twice, the later reason stands. Throws a Refusal when there is no such resource. */
export async function suspendResource(world: World, id: ResourceId, reason: string): Promise<void> {
  await findAny(world, id)
  const now = world.now()
  await tellLifecycle(
    world,
    id,
    { type: 'suspend' },
    {
      resource: ({ resource }) => ({
        suspended: true,
        suspendDate: resource.suspendDate ?? now,
        suspendReason: reason,
      }),
      detail: { detail: `Our operators suspended it: ${reason}` },
      notice: ({ resource }, step, told) =>
        resource.suspended && resource.suspendReason === reason
          ? null
          : composeSuspended(world, resource, step, reason, told),
    },
  )
  world.log({ event: 'resource-suspended', resource: id })
}

/** It is served again, unless its customer has switched it off. Throws a Refusal where it is not suspended. */
export async function unsuspendResource(world: World, id: ResourceId): Promise<void> {
  const { resource } = await findAny(world, id)
  if (!resource.suspended) throw refuseObject('The resource is not suspended.')
  await tellLifecycle(
    world,
    id,
    { type: resource.active ? 'resume' : 'suspend' },
    {
      resource: { suspended: false, suspendDate: null, suspendReason: null },
      detail: {
        detail: resource.active
          ? 'Our operators lifted the suspension.'
          : 'Our operators lifted the suspension; it stays as its customer left it.',
      },
      notice: ({ resource: before }, step, told) =>
        before.suspended ? composeResumed(world, before, step, told) : null,
    },
  )
  world.log({ event: 'resource-unsuspended', resource: id })
}

async function findAny({ store }: World, id: ResourceId): Promise<Saved> {
  const saved = await store.load(id)
  if (!saved || saved.state.is === 'deleting') throw notFound()
  return saved
}
