import type { World } from '../world.ts'
import { findResource } from './change-resource.ts'
import { refuseObject } from './refusal.ts'
import { tellLifecycle } from './tell-lifecycle.ts'

/** Deletes a resource that is not active; it goes off the edges first, and is gone for its client at once. */
export async function deleteResource(world: World, client: number, id: number): Promise<void> {
  const { resource } = await findResource(world, client, id)
  if (resource.active) {
    throw refuseObject('An active resource cannot be deleted. Set "active" to false first.')
  }
  await tellLifecycle(world, id, { type: 'delete' })
}
