// The edge: an array of layers, the first to answer wins.

import { admin } from './layers/admin.ts'
import { challenge } from './layers/challenge.ts'
import { origin } from './layers/origin.ts'
import { rules } from './layers/rules.ts'
import { createConfigs, type Configs } from './configs.ts'
import { createVisit, type Visit } from './visit.ts'
import type { World } from './world.ts'

export type Layer = (visit: Visit, world: World, configs: Configs) => Promise<Response | null>

// The order is the product's promise (P3): no customer rule is asked before `challenge`.
export const LAYERS = [challenge, admin, rules, origin] as const satisfies readonly Layer[]

/** One edge: gives every request its answer. `address` is the client's, as the platform knows it. */
export function createEdge(world: World): (request: Request, address: string) => Promise<Response> {
  const configs = createConfigs(world)
  return async (request, address) => {
    const visit = createVisit(request, address)
    for (const layer of LAYERS) {
      const answer = await layer(visit, world, configs)
      if (answer) return answer
    }
    return new Response('Not found.\n', { status: 404 })
  }
}
