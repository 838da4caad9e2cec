// A PoP that counts and still lacks something, while no task is left to bring it: whatever went wrong, it is found and mended.

import type { Pop } from '../store/records.ts'
import type { World } from '../world.ts'
import { MOSTLY_REFUSING } from './catch-up.ts'
import { movePop } from './move-pop.ts'
import { deliver } from './push.ts'

/** Hosts of one turn, PoP by PoP. */
const MOST_AT_ONCE = 50

/** `turn` gives each PoP that counts some of what it lacks, and says for how many hosts. Those that it does not take are passed
 *  over, until all others were tried. */
export function createBehindFinder(world: World): { turn(): Promise<number> } {
  const { store, log } = world
  const reached = new Map<string, string>()
  return {
    async turn() {
      let count = 0
      for (const pop of (await store.pops()).filter(({ membership }) => membership === 'in')) {
        const hosts = await store.findBehind(pop, reached.get(pop.name) ?? '', MOST_AT_ONCE)
        reached.set(pop.name, hosts.length < MOST_AT_ONCE ? '' : (hosts.at(-1) ?? ''))
        if (hosts.length === 0) continue
        log({ event: 'pop-behind', pop: pop.name, hosts: hosts.length })
        const missing = await deliver(world, hosts)
        count += hosts.length
        const refused = missing.some((each) => each.pop === pop.name && each.refused && !each.ours)
        if (refused && (await isMostlyBehind(world, pop))) {
          log({ event: 'pop-refusing', level: 'alarm', pop: pop.name })
          await movePop(world, pop, 'catching-up', MOSTLY_REFUSING)
        }
      }
      return count
    },
  }
}

/** Then it is not the documents that are at fault, and it must not hold up every host's gates: `catchUp` says when it counts again. */
async function isMostlyBehind({ store }: World, pop: Pop): Promise<boolean> {
  const wanted = await store.countWanted(pop)
  return (await store.countBehind(pop, wanted)) * 2 > wanted
}
