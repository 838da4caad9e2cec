// DNS-01: the DNS host and the store, each call once as *failed* and once as *failed but happened*: one certificate comes all
// the same, and no value is left behind.

import { describe, expect, test } from 'vitest'
import { createSite, enableHttps } from '../system/customer.ts'
import { startMemorySystem, type Fault, type MemorySystem, type Plan } from '../system/memory-system.ts'

const HOST = 'www.customer.example'
const MINUTE = 60_000
const options = { use_dns01_le_challenge: { enabled: true, value: true } }

/** Issues a first certificate for a name that leads nowhere, while `plan` lies in wait; gives the system, at rest. */
async function issue(plan: Plan, told = ''): Promise<MemorySystem> {
  const system = await startMemorySystem()
  const { world } = system
  system.delegate(HOST)
  const site = await createSite({ world, originAt: '198.51.100.9:80' }, HOST)
  const client = (await world.store.load(site))?.resource.client ?? 0
  await world.store.updateResource(client, site, { options }, world.now())
  system.setPlan(plan)
  await enableHttps(world, site)
  await system
    .pass(20 * MINUTE, async () => (await world.store.load(site))?.state.is === 'active')
    .catch(async () => {
      throw new Error(`${told}: it rests at ${JSON.stringify((await world.store.load(site))?.state)}`)
    })
  await system.pass(10 * MINUTE)
  return system
}

describe('an issue over DNS survives the loss of any one call', () => {
  test.each<Fault>(['failed', 'failed-but-happened'])('%s: each call in turn', async (fault) => {
    let calls = 0
    const counted = (port: string): boolean => port === 'dns' || port === 'store'
    await (
      await issue((port) => {
        if (counted(port)) calls++
        return null
      })
    ).close()
    expect(calls).toBeGreaterThan(12)
    for (let at = 0; at < calls; at++) {
      let count = 0
      const told = `call ${at}`
      const system = await issue((port) => (counted(port) && count++ === at ? fault : null), told)
      expect(system.ca.orders.filter(({ issued }) => issued).length, told).toBe(1)
      expect(system.dns.count(), told).toBe(0)
      const [site] = await system.world.store.allResources()
      expect(await system.world.store.attemptsWithValues(site?.resource.id ?? 0), told).toEqual([])
      const process = await system.world.store.process(site?.resource.id ?? 0)
      expect(
        process?.outcomes.map(({ status }) => status),
        told,
      ).toEqual(['DONE'])
      await system.close()
    }
  })

  test('what a DNS host that is out for days still has is remembered, and taken away once it answers', async () => {
    const system = await startMemorySystem()
    const { world } = system
    system.delegate(HOST)
    const site = await createSite({ world, originAt: '198.51.100.9:80' }, HOST)
    const client = (await world.store.load(site))?.resource.client ?? 0
    await world.store.updateResource(client, site, { options }, world.now())
    await enableHttps(world, site)
    await system.pass(5 * MINUTE, async () => (await world.store.load(site))?.state.is === 'active')
    // The value stays for whoever looks late; then nobody can take it away for two days.
    system.setPlan((port) => (port === 'dns' ? 'failed' : null))
    await system.pass(2 * 24 * 60 * MINUTE)
    expect(system.dns.count()).toBe(1)
    system.setPlan(null)
    await system.pass(25 * 60 * MINUTE)
    expect(system.dns.count()).toBe(0)
    await system.close()
  })
})
