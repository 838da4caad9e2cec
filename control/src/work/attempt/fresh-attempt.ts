import type { Attempt, Saved } from '../../store/records.ts'
import type { World } from '../../world.ts'
import { methodFor } from './method.ts'
import { readWish } from './wish.ts'

/** An attempt before its first call to the CA, by what the resource's options wish now. */
export function freshAttempt(
  world: World,
  made: Pick<Attempt, 'id' | 'resource' | 'run' | 'names'>,
  options: Saved['resource']['options'],
): Attempt {
  return {
    ...made,
    method: methodFor(world, options),
    wish: readWish(options, world.policy.issuance),
    step: 'order',
    orderUrl: null,
    finalizeUrl: null,
    certificateUrl: null,
    sealedKey: null,
    challenges: [],
    started: world.now(),
    ended: null,
  }
}
