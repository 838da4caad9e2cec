// After a change of the signing key every configuration is signed anew, as a revision of its own, and brought to the edges:
// by and by, and only while little else waits to be done. What is left is told by the store, so that nothing gets lost.

import type { World } from '../world.ts'

/** Of one turn. One first, then twice as many with each. */
const MOST_AT_ONCE = 32
/** Of more work that waits, this is the one that can. */
const MOST_WAITING = 64

/** `turn` signs a few anew, or brings those that were signed for one PoP to the others, and gives how many. */
export function createResigner(world: World): { turn(): Promise<number> } {
  const { store, log, now } = world
  const { keyid } = world.signingKey
  let size = 1
  return {
    async turn() {
      if ((await store.countReady(now(), MOST_WAITING)) >= MOST_WAITING) return 0
      const signed = (await store.signAnew(keyid, now(), size)).length
      const count = signed > 0 ? signed : await store.bringAnew(keyid, now(), size)
      if (count === 0) {
        if (size > 1) log({ event: 'signed-anew', keyid })
        size = 1
        return 0
      }
      if (size === 1) log({ event: 'signing-anew', keyid })
      size = Math.min(size * 2, MOST_AT_ONCE)
      return count
    },
  }
}
