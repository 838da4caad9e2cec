// P17: a changed hostname reissues. The old certificate serves until the new one is seen; if the new one fails, it stays.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOST } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { HOUR, MINUTE, startSite, type Site } from '../system/site.ts'

const SHOP = 'shop.customer.example'
let site: Site
beforeEach(async () => {
  site = await startSite()
  await site.pass(MINUTE)
})
afterEach(() => site.system.close())

test('the new one covers both names, the old one’s key is destroyed within the hour, and nothing is revoked', async () => {
  site.system.prober.lead(SHOP, ADDRESSES)
  const before = site.served()
  const [first] = await site.system.world.store.allResources()
  await site.patch({ secondaryHostnames: [SHOP] })
  await site.pass(MINUTE)
  expect(site.served()).not.toBe(before)
  expect(site.served(SHOP)).toBe(site.served())
  await site.pass(HOUR)
  const old = await site.system.world.store.certificate(first?.current?.certificate ?? '')
  expect([old?.serial, old?.sealedKey]).toEqual([before, null])
  expect(site.system.ca.revoked).toEqual([])
})

test('the old one serves until the new one is seen, and is retired half an hour after (SCHED-17)', async () => {
  const { system } = site
  system.prober.lead(SHOP, ADDRESSES)
  const before = site.served()
  const old = (await system.world.store.load(site.id))?.current?.certificate ?? ''
  let issued = false
  system.setPlan((_, call) => {
    issued ||= call === 'certificate'
    return issued && call === 'push' ? 'failed' : null
  })
  await site.patch({ secondaryHostnames: [SHOP] })
  await site.pass(10 * MINUTE)
  expect([system.ca.orders.length, site.served(), site.served(SHOP)]).toEqual([2, before, null])
  system.setPlan(null)
  await system.pass(10 * MINUTE, async () => (await site.diagnosis()).state === 'active')
  const live = system.world.now()
  expect(site.served()).not.toBe(before)
  expect(site.served(SHOP)).toBe(site.served())
  await site.pass(29 * MINUTE)
  expect((await system.world.store.certificate(old))?.sealedKey).not.toBeNull()
  await site.pass(7 * MINUTE)
  const retired = await system.world.store.certificate(old)
  expect(retired?.sealedKey).toBeNull()
  expect((retired?.retires ?? Infinity) - live).toBeLessThanOrEqual(30 * MINUTE)
})

test('a new name that does not lead to us leaves the old certificate serving', async () => {
  site.system.prober.lead(SHOP, ['198.51.100.77'])
  const before = site.served()
  await site.patch({ secondaryHostnames: [SHOP] })
  await site.pass(2 * HOUR)
  expect([site.served(), (await site.resource()).sslEnabled]).toEqual([before, true])
  expect((await site.diagnosis()).problems[0]).toMatchObject({ name: SHOP })
  // Mended, it goes on by itself.
  site.system.prober.lead(SHOP, ADDRESSES)
  await site.pass(16 * MINUTE)
  expect(site.served(SHOP)).not.toBeNull()
})

test('a dropped name is neither served nor ours any more', async () => {
  site.system.prober.lead(SHOP, ADDRESSES)
  await site.patch({ secondaryHostnames: [SHOP] })
  await site.pass(MINUTE)
  await site.patch({ secondaryHostnames: [] })
  await site.pass(MINUTE)
  expect([site.served(SHOP), site.system.edge.held('near', SHOP, 'config')]).toEqual([null, null])
  expect(site.served(HOST)).not.toBeNull()
})

test('the customer is warned beforehand: asked by a dry run, nothing is changed', async () => {
  const path = `/cdn/resources/${site.id}?dry_run=true`
  const before = await site.resource()
  const asked = await site.caller.call('PATCH', path, { secondaryHostnames: [SHOP] })
  expect(asked.headers.get('x-wellknown-warning')).toContain('at most 30 minutes')
  expect([asked.status, asked.body.secondaryHostnames]).toEqual([200, [SHOP]])
  const harmless = await site.caller.call('PATCH', path, { description: 'new' })
  expect(harmless.headers.get('x-wellknown-warning')).toBeNull()
  const off = await site.caller.call('PATCH', path, { sslEnabled: false, sslData: null, active: false })
  expect(off.status).toBe(200)
  expect((await site.caller.call('PATCH', path, { secondaryHostnames: ['*.a.example'] })).status).toBe(400)
  await site.pass(MINUTE)
  expect(await site.resource()).toEqual(before)
  expect([site.system.ca.orders.length, site.system.ca.revoked.length]).toEqual([1, 0])
})
