// P16, P23: a renewal is tried to the end of the lifetime, ever rarer; at the end HTTPS goes off, and attempts go on.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, startSite, type Site } from '../system/site.ts'

let site: Site
beforeEach(async () => {
  // Months are looked through hour by hour, not every five minutes.
  site = await startSite({ houseEvery: HOUR })
  await site.pass(MINUTE)
})
afterEach(() => site.system.close())

test('series by series to the end, then off with one mail, and on again by itself (SCHED-19)', async () => {
  const before = site.served()
  await site.pass(58 * DAY)
  site.system.ca.blind(true)
  await site.pass(31 * DAY)
  const tried = site.system.ca.orders.length - 1
  // Five a series; the first day every few hours at most, later once a day.
  expect(tried).toBeGreaterThan(5 * 20)
  expect(tried).toBeLessThan(5 * 60)
  expect([site.served(), (await site.resource()).sslEnabled]).toEqual([before, true])
  await site.pass(2 * DAY)
  expect([site.served(), (await site.resource()).sslEnabled]).toEqual([null, false])
  expect((await site.diagnosis()).label).toBe('Failed (expired)')
  const told = await site.told()
  expect(told.filter((message) => message === 'renewal-failed')).toHaveLength(1)
  // When a half, a quarter and an eighth of the window is left.
  expect(told.filter((message) => message === 'expiring')).toHaveLength(3)
  expect(told.filter((message) => message === 'expired')).toHaveLength(1)
  site.system.ca.blind(false)
  await site.pass(DAY + HOUR)
  expect((await site.resource()).sslEnabled).toBe(true)
  expect(site.served()).not.toBeNull()
  expect((await site.told()).at(-1)).toBe('recovered')
})

test('an inactive resource orders nothing; when it is active again it is checked first', async () => {
  expect((await site.patch({ active: false })).body.status).toBe('suspended')
  await site.pass(70 * DAY)
  expect(site.system.ca.orders).toHaveLength(1)
  await site.patch({ active: true })
  await site.pass(MINUTE)
  expect(site.system.ca.orders).toHaveLength(2)
})

test('the CA’s advice is shown with the page that explains it (SCHED-9)', async () => {
  const start = site.system.world.now() + 20 * DAY
  const explanationUrl = 'https://ca.test/incident'
  site.system.ca.advise({ start, end: start + DAY, explanationUrl, retryAt: null })
  await site.pass(25 * HOUR)
  const { advice } = await site.diagnosis()
  expect([Date.parse(advice.start), advice.explanation_url]).toEqual([start, explanationUrl])
  expect(JSON.stringify(site.system.log)).toContain(explanationUrl)
})
