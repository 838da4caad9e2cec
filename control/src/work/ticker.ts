// Turns the clock's hands into events: what is due, what has expired, and the store's own housekeeping.

import { alarmLevel, type Event, type Instant } from '@wellknown/lifecycle'
import { send } from '../actions/send.ts'
import { NoSuchResource } from '../store/faults.ts'
import type { ResourceId } from '../store/records.ts'
import type { World } from '../world.ts'
import { admit } from './admit.ts'
import { releaseHeld } from '../actions/release-held.ts'
import { queueDigests } from './digest.ts'
import { watchTerms } from './watch-terms.ts'

const AT_ONCE = 200
/** How long the same key gets the same answer. */
const ANSWERS_KEPT = 24 * 60 * 60_000
/** A site that is served is looked at more often than that. */
const HSTS_KEPT = 7 * 24 * 60 * 60_000
/** What happened stands in the history; the rows of attempts are for carrying on. */
const ATTEMPTS_KEPT = 24 * 60 * 60_000
/** Requests for challenge tokens: networks and user agents, not addresses, but still of somebody. */
const HITS_KEPT = 30 * 24 * 60 * 60_000
const REHEARSALS_KEPT = 30 * 24 * 60 * 60_000
/** A customer's certificate that no object has: what is under way with it has long ended by then. */
const ORPHANS_KEPT = 60 * 60_000
const NOTICES_KEPT = 90 * 24 * 60 * 60_000

/** Sends `due` to every resource whose time has come (to those that would ask the CA by and by), `expired` to every one
 *  whose certificate has run out, and the alarms before that. */
export async function tick(world: World): Promise<void> {
  const now = world.now()
  await raiseAlarms(world, now)
  for (const resource of await world.store.expired(now, AT_ONCE))
    await tell(world, resource, { type: 'expired' })
  for (const resource of await world.store.due(now, AT_ONCE)) await tell(world, resource, { type: 'due' })
  await admit(world)
}

/** A resource that was removed meanwhile must not keep the others from their time. */
async function tell(world: World, resource: ResourceId, event: Event): Promise<void> {
  try {
    await send(world, resource, event)
  } catch (error) {
    if (!(error instanceof NoSuchResource)) throw error
  }
}

/** Less urgent: the CA's terms are looked at, lifted holds followed, retired keys destroyed, the
 *  history sealed, the log moved into the file. */
export async function keepHouse(world: World): Promise<void> {
  await watchTerms(world)
  await releaseHeld(world)
  await queueDigests(world)
  await world.store.dropNotices(world.now() - NOTICES_KEPT)
  await world.store.retireOrphans(world.now() + ORPHANS_KEPT)
  const destroyed = await world.store.destroyRetiredKeys(world.now())
  for (const certificate of destroyed) world.log({ event: 'key-destroyed', certificate })
  await world.store.dropChallengeHits(world.now() - HITS_KEPT)
  await world.store.dropRehearsals(world.now() - REHEARSALS_KEPT)
  await world.store.dropAttempts(world.now() - ATTEMPTS_KEPT)
  await world.store.dropBudget(world.now())
  await world.store.dropRequests(world.now() - ANSWERS_KEPT)
  await world.store.dropHsts(world.now(), world.now() - HSTS_KEPT)
  while ((await world.store.sealHistory()) > 0);
  await world.store.checkpoint()
}

/** P16: the less of the renewal window is left, the louder. */
async function raiseAlarms(world: World, now: Instant): Promise<void> {
  for (const resource of await world.store.alarming(now, AT_ONCE)) {
    const current = (await world.store.load(resource))?.current
    const level = current ? alarmLevel(current, now) : 0
    if (level !== 0) await tell(world, resource, { type: 'alarm', level })
  }
}
