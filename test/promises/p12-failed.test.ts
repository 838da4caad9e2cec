// P11, P12: five attempts, fifteen minutes apart; then Failed. What lives keeps serving.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAY, MINUTE, startSite, type Site } from '../system/site.ts'

let site: Site
beforeEach(async () => {
  site = await startSite()
})
afterEach(() => site.system.close())

test('without a certificate: each failure is shown with the next time, after the fifth HTTPS is off and the choice kept (SCHED-1)', async () => {
  site.system.ca.blind(true)
  await site.pass(MINUTE)
  const first = await site.status()
  expect(first).toMatchObject({ active: true, attempts_count: 1, latest_status: { status: 'FAILED' } })
  expect(first.latest_status.details).toContain('It said something else.')
  const gap = (Date.parse(first.next_attempt_time) - Date.parse(first.latest_status.created)) / MINUTE
  expect(gap).toBe(15)
  expect((await site.resource()).sslEnabled).toBe(true)
  await site.pass(58 * MINUTE)
  expect((await site.status()).attempts_count).toBe(4)
  await site.pass(10 * MINUTE)
  const last = await site.status()
  expect([last.active, last.attempts_count, last.statuses.length]).toEqual([false, 5, 5])
  expect(await site.resource()).toMatchObject({ sslEnabled: false, sslData: site.ssl })
  expect((await site.diagnosis()).label).toBe('Failed')
  expect(await site.told()).toEqual(['issue-failed'])
  // Nothing is tried any more by itself: the customer's is the next move.
  await site.pass(DAY)
  expect(site.system.ca.orders).toHaveLength(5)
  site.system.ca.blind(false)
  expect((await site.post(`/cdn/sslData/${site.ssl}/renew`)).status).toBe(201)
  await site.pass(MINUTE)
  expect((await site.resource()).sslEnabled).toBe(true)
})

test('force retry starts the next attempt now', async () => {
  site.system.ca.blind(true)
  await site.pass(MINUTE)
  site.system.ca.blind(false)
  expect((await site.post(`/cdn/sslData/${site.ssl}/force-retry`)).status).toBe(201)
  await site.pass(MINUTE)
  expect(await site.status()).toMatchObject({
    active: false,
    attempts_count: 2,
    latest_status: { status: 'DONE' },
  })
})

test('with a certificate that lives: it keeps serving, HTTPS stays on, and the all-clear follows', async () => {
  await site.pass(MINUTE)
  const before = site.served()
  site.system.ca.blind(true)
  await site.post(`/cdn/sslData/${site.ssl}/renew`)
  await site.pass(90 * MINUTE)
  expect((await site.diagnosis()).label).toBe('Failed')
  expect((await site.resource()).sslEnabled).toBe(true)
  expect(site.served()).toBe(before)
  expect(await site.told()).toEqual(['renewal-failed'])
  site.system.ca.blind(false)
  await site.pass(2 * DAY)
  expect((await site.diagnosis()).label).toBe('Success')
  expect(site.served()).not.toBe(before)
  expect(await site.told()).toEqual(['renewal-failed', 'recovered'])
})
