// P22: renewal checks that the name still leads to us; who has left is told, and who returns is served.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOST } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { DAY, HOUR, MINUTE, startSite, type Site } from '../system/site.ts'

const LIFETIME = 160 * HOUR
let site: Site
beforeEach(async () => {
  site = await startSite({ lifetime: LIFETIME })
  await site.pass(MINUTE)
})
afterEach(() => site.system.close())

test('a customer who has left costs the CA no order, and is served again once back (SCHED-20, SEC-12)', async () => {
  await site.pass(3 * DAY)
  site.system.prober.lead(HOST, ['203.0.113.9'])
  await site.pass(LIFETIME)
  expect(site.system.ca.orders).toHaveLength(1)
  expect((await site.resource()).sslEnabled).toBe(false)
  expect((await site.diagnosis()).next.who).toBe('customer')
  site.system.prober.lead(HOST, ADDRESSES)
  await site.pass(DAY)
  expect((await site.resource()).sslEnabled).toBe(true)
  expect(site.served()).not.toBeNull()
})
