// Who moves next, for people to read: where many are due at once, they start one after the other, and each is told when.

import { dueAt, expectedStart, nextMove, OPEN, startsAtCa, type Move } from '@wellknown/lifecycle'
import type { ResourceId, Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { pauseOf } from './ca-pause.ts'
import { suspensionOf } from './tell-lifecycle.ts'

const IN_TURN =
  'It is due, and starts when its turn comes, so that the certificate authority is not asked by all at once.'

/** By resource, as nextMove has it; a run that is due and cannot start at once has the time it is expected to. */
export async function expectMoves(
  { store, now, policy }: Pick<World, 'store' | 'now' | 'policy'>,
  all: readonly Saved[],
): Promise<(saved: Saved) => Move> {
  const at = now()
  const due = all.filter(({ state }) => startsAtCa(state) && (dueAt(state) ?? Infinity) <= at)
  const before =
    due.length === 0
      ? new Map<ResourceId, number>()
      : await store.startsBefore(
          at,
          due.map(({ resource }) => resource.id),
        )
  const ramp = (await store.ramp()) ?? OPEN
  const pause = (await pauseOf(store, at)) ?? at
  return (saved) => {
    const move = moveOf(saved)
    const ahead = before.get(saved.resource.id)
    if (ahead === undefined) return move
    const expected = Math.max(pause, Math.ceil(expectedStart(ramp, at, policy.startsPerSecond, ahead)))
    return expected > at ? { who: 'us', at: expected, why: IN_TURN } : { ...move, at }
  }
}

/** A customer cannot activate what our operators have suspended. */
function moveOf(saved: Saved): Move {
  const { resource, state } = saved
  // What is on its way to the edges or from them goes on.
  const waits = resource.suspended && state.is !== 'deploying' && state.is !== 'deleting'
  return waits ? { who: 'operator', at: null, why: suspensionOf(resource) } : nextMove(saved)
}
