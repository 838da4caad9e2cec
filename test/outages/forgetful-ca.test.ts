import { afterEach, beforeEach, expect, test } from 'vitest'
import { MINUTE, startSite, type Site } from '../system/site.ts'

let site: Site
beforeEach(async () => {
  site = await startSite()
})
afterEach(() => site.system.close())

test('a CA that forgets every order is asked ever more seldom, and spends no attempt', async () => {
  site.system.ca.forgetful(true)
  await site.pass(30 * MINUTE)
  expect(site.system.ca.orders.length).toBeLessThan(20)
  expect((await site.status()).attempts_count).toBe(0)
  site.system.ca.forgetful(false)
  await site.pass(60 * MINUTE)
  expect((await site.diagnosis()).label).toBe('Success')
})
