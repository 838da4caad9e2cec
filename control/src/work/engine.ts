// What turns by itself in a control plane: the clock, the tasks, the PoPs, the housekeeping.

import { startLoop } from '../loop.ts'
import type { World } from '../world.ts'
import { DOERS } from './doers.ts'
import { createBehindFinder } from './bring-behind.ts'
import { createTender } from './membership.ts'
import { createPostman } from './postman.ts'
import { createRunner } from './runner.ts'
import { createResigner } from './sign-anew.ts'
import { keepHouse, tick } from './ticker.ts'

const TICK_MS = 250
const TURN_MS = 100
const POST_MS = 500
const TEND_MS = 5_000
const SIGN_MS = 1_000
const BEHIND_MS = 60_000
const HOUSE_MS = 60_000

/** Starts the loops. `stop` lets what is under way come to its end; `turned` is when the clock last did. */
export function startWork(world: World): { turned(): number; stop(): Promise<void> } {
  let turned = world.now()
  const runner = createRunner(world, DOERS, world.id())
  const postman = createPostman(world)
  const tender = createTender(world)
  const resigner = createResigner(world)
  const finder = createBehindFinder(world)
  const turns = new Set<Promise<unknown>>()
  const loops = [
    startLoop(
      'ticker',
      TICK_MS,
      async () => {
        if (await isDue(world)) await tick(world)
        turned = world.now()
      },
      world.log,
    ),
    // A turn is not waited for: a slow task must not keep the next from being claimed.
    startLoop(
      'runner',
      TURN_MS,
      async () => ((await isDue(world)) ? startTurn(runner) : undefined),
      world.log,
    ),
    startLoop(
      'postman',
      POST_MS,
      async () => ((await isDue(world)) ? startTurn(postman) : undefined),
      world.log,
    ),
    startLoop('pops', TEND_MS, () => tender.turn(), world.log),
    startLoop('signer', SIGN_MS, async () => void (await resigner.turn()), world.log),
    startLoop('behind', BEHIND_MS, async () => void (await finder.turn()), world.log),
    startLoop('house', HOUSE_MS, () => keepHouse(world), world.log),
  ]
  function startTurn(by: { turn(): Promise<number> }): void {
    const turn = by
      .turn()
      .catch((error: unknown) =>
        world.log({
          event: 'turn-failed',
          level: 'error',
          error: error instanceof Error ? error.message : '',
        }),
      )
      .finally(() => turns.delete(turn))
    turns.add(turn)
  }
  return {
    turned: () => turned,
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()))
      await Promise.all([...turns, tender.stop()])
    },
  }
}

/** One look at the indexes; claiming takes the write lock, also where there is nothing to claim. */
async function isDue({ store, now }: World): Promise<boolean> {
  const next = await store.nextDue()
  return next !== null && next <= now()
}
