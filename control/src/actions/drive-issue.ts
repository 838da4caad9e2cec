// What a customer asks of a managed certificate by its object: its status, force retry, renew.

import type { Instant } from '@wellknown/lifecycle'
import type { IssueProcess, Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { pauseOf } from './ca-pause.ts'
import { debitsOf, findWait } from './budget.ts'
import { findResource } from './change-resource.ts'
import { refuseField, type Refusal } from './refusal.ts'
import { findSslData } from './save-ssl-data.ts'
import { tellLifecycle, tooEarly } from './tell-lifecycle.ts'

/** The API's literals for a certificate that is the customer's own. */
export const NOT_MANAGED = {
  retry: "Force retry is not allowed for non-Let's Encrypt certificates.",
  renew: "Certificate doesn't support automatic renewal.",
} as const
export const notAttached = (): Refusal =>
  refuseField('certificate', 'Certificate is not attached to a resource.')

async function attachedResource(
  world: World,
  client: number,
  id: number,
  notManaged: string,
): Promise<Saved> {
  const object = await findSslData(world, client, id)
  const saved = await world.store.resourceOfSslData(id)
  if (!saved) throw notAttached()
  if (!object.automated) throw refuseField('certificate', notManaged)
  return saved
}

/** The newest issue process of the resource the object is attached to. */
export async function readStatus(world: World, client: number, id: number): Promise<IssueProcess> {
  const notManaged = "Status is available for Let's Encrypt certificates only."
  const { resource } = await attachedResource(world, client, id, notManaged)
  const process = await world.store.process(resource.id)
  if (!process) throw refuseField('certificate', "Let's Encrypt certificate issuing is not started yet.")
  return process
}

/** P11: starts the next attempt now, unless the CA has named a time before which it will not listen: 429 with it. */
export async function forceRetry(world: World, client: number, id: number): Promise<void> {
  const saved = await attachedResource(world, client, id, NOT_MANAGED.retry)
  const until = await whenRetryIsFree(world, saved)
  if (until > world.now()) throw tooEarly(world, until)
  await tellLifecycle(world, saved.resource.id, { type: 'retry' })
}

/** The instant from which an attempt can be forced, as far as it is the CA's limits that say so. */
export async function whenRetryIsFree(world: World, saved: Saved): Promise<Instant> {
  const { state } = saved
  const named = state.is === 'waiting' && state.cause === 'held' ? state.problem.retryAt : null
  // What the CA named, and what we know of its limits (PRE-29): the retry would only wait.
  const unpaid = state.is === 'waiting' && state.attempt === null
  const spent = unpaid ? await findWait(world, await debitsOf(world, saved, state.run)) : null
  const paused = await pauseOf(world.store, world.now())
  return Math.max(named ?? 0, spent?.until ?? 0, paused ?? 0)
}

/** Starts a renewal, or a new series after one that failed. */
export async function renew(world: World, client: number, id: number): Promise<void> {
  const { resource } = await attachedResource(world, client, id, NOT_MANAGED.renew)
  await tellLifecycle(world, resource.id, { type: 'renew' })
}

const HOUR = 60 * 60_000

/** P7: asks the CA although our own look failed, once an hour: 429 with the time otherwise. It costs of its limits what any
 *  order does. */
export async function askAnyway(world: World, client: number, id: number): Promise<void> {
  const saved = await findResource(world, client, id)
  const { resource, state } = saved
  const free = await whenAskingIsFree(world, saved)
  if (free > world.now()) throw tooEarly(world, free)
  const debits = state.is === 'blocked' ? await debitsOf(world, saved, state.run) : []
  await tellLifecycle(world, resource.id, { type: 'anyway' }, { debits })
}

/** The instant from which the CA can be asked anyway. */
export async function whenAskingIsFree({ store }: World, { resource, state }: Saved): Promise<Instant> {
  if (state.is !== 'blocked') return 0
  const last = await store.lastEntry(resource.id, 'anyway')
  return last === null ? 0 : last.at + HOUR
}
