import type { Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { findResource } from './change-resource.ts'
import { refuseObject, type Refusal } from './refusal.ts'
import { tellLifecycle } from './tell-lifecycle.ts'

/** Deletes a resource that is not active; it goes off the edges first, and is gone for its client at once. */
export async function deleteResource(world: World, client: number, id: number): Promise<void> {
  const refusal = whyNotDelete(await findResource(world, client, id))
  if (refusal) throw refusal
  await tellLifecycle(world, id, { type: 'delete' })
}

/** Null: it can be deleted. */
export const whyNotDelete = ({ resource }: Pick<Saved, 'resource'>): Refusal | null =>
  resource.active ? refuseObject('An active resource cannot be deleted. Set "active" to false first.') : null
