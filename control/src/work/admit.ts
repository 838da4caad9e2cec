// Lets runs start by and by: soonest expiry first, no client before the others, no faster than the CA bears.

import { afterQuiet, mayStart, nextStart, OPEN, RAMP, shareOf, shut, type Ramp } from '@wellknown/lifecycle'
import { send } from '../actions/send.ts'
import { pauseOf } from '../actions/ca-pause.ts'
import { NoSuchResource } from '../store/faults.ts'
import type { World } from '../world.ts'

/** Sends `due` to those whose time to start has come, as many as there is room for. The others stay due. */
export async function admit(world: Pick<World, 'store' | 'now' | 'id' | 'policy' | 'log'>): Promise<void> {
  const { store } = world
  const { startsPerSecond: most } = world.policy
  const now = world.now()
  const waiting = await store.countStarting(now, RAMP.herd + 1)
  let ramp = (await store.ramp()) ?? OPEN
  const herd = waiting > RAMP.herd
  if (!herd && ramp.phase === 'rising')
    ramp = await store.changeRamp((from) => afterQuiet(from ?? OPEN, now, most))
  if (waiting === 0 || (await pauseOf(store, now)) !== null) return
  if (herd && ramp.phase === 'open') {
    ramp = await store.changeRamp((from) => (from === null || from.phase === 'open' ? shut(now) : from))
    world.log({ event: 'herd', level: 'alarm', more: RAMP.herd })
  }
  const room = roomIn(ramp, now, most)
  for (const resource of room > 0 ? await store.starting(now, room) : []) {
    // Counted first: a start that is lost to a crash costs nobody anything.
    await store.changeRamp((from) => nextStart(from ?? OPEN, now, most, shareOf(resource)))
    await store.markStart(resource, now)
    await send(world, resource, { type: 'due' }).catch((error: unknown) => {
      // Removed meanwhile.
      if (!(error instanceof NoSuchResource)) throw error
    })
  }
}

/** How many may start at this instant. */
function roomIn(ramp: Ramp, now: number, most: number): number {
  let room = 0
  for (let at = ramp; room < RAMP.burst && mayStart(at, now, most); room++) at = nextStart(at, now, most, 0.5)
  return room
}
