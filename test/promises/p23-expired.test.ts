// P23: at expiry without a successor HTTPS goes off, once it is told, and attempts go on, rarely, while the name leads to us.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOST } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { DAY, HOUR, MINUTE, startSite, type Site } from '../system/site.ts'

const LIFETIME = 160 * HOUR
let site: Site
beforeEach(async () => {
  site = await startSite({ lifetime: LIFETIME })
  await site.pass(MINUTE)
  site.system.ca.blind(true)
  await site.pass(LIFETIME)
})
afterEach(() => site.system.close())

test('HTTPS is off, the choice is kept, Failed (expired) is shown, one message is sent, and attempts go on rarely', async () => {
  expect(await site.resource()).toMatchObject({ sslEnabled: false, sslData: site.ssl })
  expect([site.served(), (await site.diagnosis()).label]).toEqual([null, 'Failed (expired)'])
  const before = site.system.ca.orders.length
  await site.pass(4 * DAY)
  const tried = site.system.ca.orders.length - before
  // A series of five a day.
  expect(tried).toBeGreaterThanOrEqual(10)
  expect(tried).toBeLessThanOrEqual(25)
  expect((await site.told()).filter((message) => message === 'expired')).toHaveLength(1)
  site.system.ca.blind(false)
  await site.pass(DAY + HOUR)
  expect([(await site.resource()).sslEnabled, (await site.told()).at(-1)]).toEqual([true, 'recovered'])
})

test('a name that leads elsewhere costs the CA nothing, until it is back', async () => {
  site.system.prober.lead(HOST, ['203.0.113.9'])
  await site.pass(DAY)
  const before = site.system.ca.orders.length
  await site.pass(2 * DAY)
  expect(site.system.ca.orders).toHaveLength(before)
  site.system.ca.blind(false)
  site.system.prober.lead(HOST, ADDRESSES)
  await site.pass(2 * HOUR)
  expect((await site.resource()).sslEnabled).toBe(true)
})

test('a resource that is not active orders nothing; active again, it is checked first', async () => {
  await site.patch({ active: false })
  const before = site.system.ca.orders.length
  await site.pass(3 * DAY)
  expect(site.system.ca.orders).toHaveLength(before)
  site.system.prober.lead(HOST, ['203.0.113.9'])
  await site.patch({ active: true })
  await site.pass(MINUTE)
  expect((await site.diagnosis()).state).toBe('blocked')
  expect(site.system.ca.orders).toHaveLength(before)
})
