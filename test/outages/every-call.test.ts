// Every call of the outside, once as *failed* and once as *failed but happened*: the certificate comes all the same, and
// only one.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSite, enableHttps } from '../system/customer.ts'
import {
  ADDRESSES,
  POPS,
  startMemorySystem,
  type Fault,
  type MemorySystem,
  type Plan,
} from '../system/memory-system.ts'

const HOST = 'www.customer.example'
const MINUTE = 60_000

/** Issues a first certificate while `plan` lies in wait; gives the system, at rest. */
async function issue(plan: Plan, told = ''): Promise<MemorySystem> {
  const system = await startMemorySystem()
  const { world, prober } = system
  prober.lead(HOST, ADDRESSES)
  const site = await createSite({ world, originAt: '198.51.100.9:80' }, HOST)
  system.setPlan(plan)
  await enableHttps(world, site)
  await system
    .pass(10 * MINUTE, async () => (await world.store.load(site))?.state.is === 'active')
    .catch(async () => {
      const [saved] = await world.store.allResources()
      throw new Error(`${told}: it rests at ${JSON.stringify(saved?.state)}`)
    })
  return system
}

/** Every call that an undisturbed issue makes, in order. */
async function record(): Promise<string[]> {
  const calls: string[] = []
  const system = await issue((port, call) => {
    calls.push(`${port}.${call}`)
    return null
  })
  await system.close()
  return calls
}

describe('an issue survives the loss of any one call', () => {
  let calls: string[] = []
  beforeAll(async () => {
    calls = await record()
  })
  afterAll(() => expect(calls.length).toBeGreaterThan(20))

  test.each<Fault>(['failed', 'failed-but-happened'])(
    '%s: each call in turn (ACME-21, ACME-28, ACME-29)',
    { timeout: 240_000 },
    async (fault) => {
      for (const [index, name] of calls.entries()) {
        // A look changes nothing: whether it happened is the same.
        if (fault === 'failed-but-happened' && name.startsWith('prober.')) continue
        let count = 0
        const told = `call ${index}, ${name}`
        const system = await issue(() => (count++ === index ? fault : null), told)
        expect(system.ca.orders.filter(({ issued }) => issued).length, told).toBe(1)
        expect(system.early, told).toEqual([])
        await system.pass(5 * MINUTE)
        expect(
          POPS.map((pop) => system.edge.tokens(pop)),
          told,
        ).toEqual([0, 0])
        const [site] = await system.world.store.allResources()
        expect(await system.world.store.openAttempts(site?.resource.id ?? 0), told).toEqual([])
        const process = await system.world.store.process(site?.resource.id ?? 0)
        expect(
          process?.outcomes.map(({ status }) => status),
          told,
        ).toEqual(['DONE'])
        await system.close()
      }
    },
  )
})
