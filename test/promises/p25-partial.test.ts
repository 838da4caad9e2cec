// P25: one bad name of several does not hold up the others, and a name that is covered is never dropped.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOST } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { DAY, HOUR, MINUTE, startSite, type Site } from '../system/site.ts'

const SHOP = 'shop.customer.example'
const BLOG = 'blog.customer.example'
const ELSEWHERE = ['198.51.100.77']
let site: Site
beforeEach(async () => {
  site = await startSite()
})
afterEach(() => site.system.close())

const partial = () => site.post(`/cdn/resources/${site.id}/ssl/le/partial`)
const covered = async () => (await site.system.world.store.load(site.id))?.current?.names.toSorted()

/** The first certificate is asked for HOST, SHOP and BLOG, of which SHOP leads elsewhere. */
async function askForThree(): Promise<void> {
  site.system.prober.lead(SHOP, ELSEWHERE)
  site.system.prober.lead(BLOG, ADDRESSES)
  await site.patch({ secondaryHostnames: [SHOP, BLOG] })
  await site.pass(MINUTE)
}

test('the names that pass are issued for on the customer’s word; the rest joins by itself', async () => {
  await askForThree()
  expect((await site.diagnosis()).part).toEqual({ names: [HOST, BLOG], left_out: [SHOP] })
  expect(site.served()).toBeNull()
  expect((await partial()).status).toBe(201)
  await site.pass(MINUTE)
  expect(await covered()).toEqual([BLOG, HOST].toSorted())
  expect([site.served(BLOG) === site.served(), site.served(SHOP)]).toEqual([true, null])
  expect((await site.resource()).sslEnabled).toBe(true)
  expect(await site.diagnosis()).toMatchObject({ label: 'Success', left_out: [SHOP] })

  await site.pass(3 * HOUR)
  expect(site.system.ca.orders).toHaveLength(1)
  site.system.prober.lead(SHOP, ADDRESSES)
  await site.pass(16 * MINUTE)
  expect(await covered()).toEqual([BLOG, HOST, SHOP].toSorted())
  expect(site.served(SHOP)).toBe(site.served())
  expect((await site.diagnosis()).left_out).toEqual([])
})

test('what is left out neither holds up a renewal nor costs the CA an order, for as long as it stays wrong', async () => {
  await site.system.close()
  site = await startSite({ lifetime: 160 * HOUR })
  await askForThree()
  await partial()
  await site.pass(5 * DAY)
  expect(await covered()).toEqual([BLOG, HOST].toSorted())
  expect(site.system.ca.orders).toHaveLength(2)
  expect((await site.diagnosis()).left_out).toEqual([SHOP])
  expect(await site.told()).toEqual([])
})

test('a name that the CA refuses by itself is put off again, and the others go on', async () => {
  await askForThree()
  await partial()
  await site.pass(MINUTE)
  // Our look passes; the CA's perspectives see something else.
  site.system.ca.blind(SHOP)
  site.system.prober.lead(SHOP, ADDRESSES)
  await site.pass(3 * HOUR)
  expect(await covered()).toEqual([BLOG, HOST].toSorted())
  expect(await site.diagnosis()).toMatchObject({ state: 'active', left_out: [SHOP] })
  const orders = site.system.ca.orders.length
  await site.pass(20 * HOUR)
  expect(site.system.ca.orders).toHaveLength(orders)
  // Force retry looks at once.
  site.system.ca.blind(false)
  expect((await site.post(`/cdn/sslData/${site.ssl}/force-retry`)).status).toBe(201)
  await site.pass(MINUTE)
  expect(await covered()).toEqual([BLOG, HOST, SHOP].toSorted())
})

test('a covered name that fails is never dropped: there is no part to issue', async () => {
  site.system.prober.lead(SHOP, ADDRESSES)
  await site.patch({ secondaryHostnames: [SHOP] })
  await site.pass(MINUTE)
  site.system.prober.lead(SHOP, ELSEWHERE)
  site.system.prober.lead(BLOG, ADDRESSES)
  await site.patch({ secondaryHostnames: [SHOP, BLOG] })
  await site.pass(MINUTE)
  expect((await site.diagnosis()).part).toBeNull()
  const answer = await partial()
  expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringMatching('covered now')])
  expect(await covered()).toEqual([HOST, SHOP].toSorted())
})

test('a new name that fails beside those that are served is put off without an order', async () => {
  await site.pass(MINUTE)
  const before = site.served()
  site.system.prober.lead(SHOP, ELSEWHERE)
  await site.patch({ secondaryHostnames: [SHOP] })
  await site.pass(MINUTE)
  await partial()
  await site.pass(HOUR)
  expect([site.served(), site.system.ca.orders.length]).toEqual([before, 1])
  expect(await site.diagnosis()).toMatchObject({ label: 'Success', left_out: [SHOP] })
  // Taken back, nothing is missing any more.
  await site.patch({ secondaryHostnames: [] })
  await site.pass(MINUTE)
  expect([(await site.diagnosis()).left_out, site.system.ca.orders.length]).toEqual([[], 1])
})

test('off and on again, what is kept serves at once, and the missing name is asked for again', async () => {
  await askForThree()
  await partial()
  await site.pass(MINUTE)
  const before = site.served()
  await site.patch({ sslEnabled: false })
  await site.pass(MINUTE)
  expect(site.served()).toBeNull()
  await site.patch({ sslEnabled: true, sslData: site.ssl })
  await site.pass(MINUTE)
  expect([site.served(), (await site.resource()).sslEnabled]).toEqual([before, true])
  expect((await site.diagnosis()).problems[0]).toMatchObject({ name: SHOP })
})
