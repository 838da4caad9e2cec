// An edge that holds what we have never said: another control plane, or ours before it was restored, has been there, and from now
// on we are the newer one. How far one edge's word is followed has an end: past the largest number nothing can be pushed at all.

import { POP_EPOCH, raiseAlarm } from '../actions/alarm.ts'
import type { Pop } from '../store/records.ts'
import type { World } from '../world.ts'
import { movePop } from './move-pop.ts'

/** Two control planes that take the edges from each other raise it by one at every turn: this is two months of that. */
const FARTHEST = 1_000_000

/** Raises our epoch above `theirs`, everywhere. Where that is too far it stays, and the PoP is not counted, with an alarm: gives
 *  what is wrong with it, in words. */
export async function followEpoch(world: World, pop: Pop, theirs: number): Promise<string | null> {
  const { epoch } = await world.store.newest()
  if (theirs - epoch <= FARTHEST) {
    const raised = await world.store.raiseEpoch(theirs, world.now())
    world.log({ event: 'epoch-raised', level: 'alarm', pop: pop.name, epoch: raised })
    return null
  }
  const detail = `it holds documents of epoch ${theirs}, and ours is ${epoch}: that is not followed. Start it with an empty shelf`
  await raiseAlarm(world, {
    event: POP_EPOCH,
    subject: pop.name,
    resource: null,
    detail: { theirs, epoch, detail },
  })
  await movePop(world, pop, pop.membership === 'in' ? 'catching-up' : pop.membership, detail)
  return detail
}
