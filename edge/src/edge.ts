// The edge: an array of layers, the first to answer wins.

import { plainAnswer, type Answer } from './answer.ts'
import { admin } from './layers/admin.ts'
import { challenge } from './layers/challenge.ts'
import { origin } from './layers/origin.ts'
import { rules } from './layers/rules.ts'
import { createConfigs, type Configs } from './configs.ts'
import { createMisses } from './misses.ts'
import { createReserve } from './reserve.ts'
import { createLookups } from './shared-lookups.ts'
import type { Visit } from './visit.ts'
import type { Inner, World } from './world.ts'

/** Gives an answer, or what the visit has become on its way to the next layer; null: as it was. */
export type Layer = (visit: Visit, world: Inner, configs: Configs) => Promise<Answer | Visit | null>

// The order is the product's promise (P3): no customer rule is asked before `challenge`.
export const LAYERS = [challenge, admin, rules, origin] as const satisfies readonly Layer[]

/** One edge: gives every visit its answer. */
export function createEdge(world: World): (visit: Visit) => Promise<Answer> {
  const configs = createConfigs(world)
  const { now } = world
  const inner = {
    ...world,
    misses: createMisses(now),
    reserve: createReserve(now),
    lookup: createLookups(world),
  }
  return async (arrived) => {
    let visit = arrived
    for (const layer of LAYERS) {
      const outcome = await layer(visit, inner, configs)
      if (outcome !== null && 'status' in outcome) return outcome
      visit = outcome ?? visit
    }
    return plainAnswer(404, 'There is nothing here.')
  }
}
