// Which PoPs gates wait for. A PoP is `in`, `catching-up` or `out`: silent for longer than the bound it goes out, and it
// comes back only after it holds everything that is wanted.

import { WIRE } from '@wellknown/wire'
import type { Pop } from '../store/records.ts'
import type { World } from '../world.ts'
import { deliverTo } from './push.ts'

/** Asks every PoP how it is, and moves it in or out of service. */
export async function tendPops(world: World): Promise<void> {
  const pops = await world.store.pops()
  await Promise.all(pops.map((pop) => tend(world, pop)))
}

async function tend(world: World, pop: Pop): Promise<void> {
  const self = await world.edge.self(pop)
  const now = world.now()
  if ('is' in self) {
    const silent = now - (pop.lastSeen ?? 0)
    if (pop.membership !== 'out' && silent > world.policy.popBound) {
      await world.store.updatePop(pop.name, { membership: 'out' })
      world.log({ event: 'pop-out', level: 'alarm', pop: pop.name, detail: self.detail })
    }
    return
  }
  if (self.pop !== pop.name || self.wire !== WIRE || !self.thumbprints.includes(world.ca.thumbprint)) {
    const detail =
      self.pop !== pop.name
        ? `it calls itself ${self.pop}`
        : self.wire !== WIRE
          ? `it speaks wire version ${self.wire}`
          : 'ACME_THUMBPRINTS does not name our account key'
    world.log({ event: 'pop-unfit', level: 'alarm', pop: pop.name, detail })
    if (pop.membership === 'in') await world.store.updatePop(pop.name, { membership: 'catching-up' })
    return
  }
  await world.store.updatePop(pop.name, { lastSeen: now, skew: self.now - now, sealKey: self.sealKey })
  if (pop.membership !== 'in') await catchUp(world, { ...pop, sealKey: self.sealKey })
}

/** Whatever it said before it went silent is not believed: everything is pushed again, and what was wanted meanwhile
 *  until nothing is missing. */
async function catchUp(world: World, pop: Pop): Promise<void> {
  const { store } = world
  const missing = (await pushAll(world, pop, false)) || (await pushAll(world, pop, true))
  if (missing > 0) {
    await store.updatePop(pop.name, { membership: 'catching-up' })
    world.log({ event: 'pop-catching-up', pop: pop.name, missing })
    return
  }
  await store.updatePop(pop.name, { membership: 'in' })
  world.log({ event: 'pop-in', pop: pop.name })
  // What was wanted between the last look and this moment was pushed by nobody.
  await pushAll(world, pop, true)
}

/** Hosts that are read and pushed at a time: there may be a million. */
const PAGE = 200

/** Pushes all that is wanted; gives how much of it the PoP did not take. `believing`: what it has given a receipt for is
 *  left out. */
async function pushAll(world: World, pop: Pop, believing: boolean): Promise<number> {
  let missing = 0
  for (let after = ''; ;) {
    const page = await world.store.wantedAfter(after, PAGE)
    const last = page.at(-1)
    if (!last) return missing
    after = last.host
    const hosts = [...new Set(page.map(({ host }) => host))]
    const receipts = believing ? await Promise.all(hosts.map((host) => world.store.receipts(host))) : []
    missing += (await deliverTo(world, pop, page, receipts.flat())).length
  }
}
