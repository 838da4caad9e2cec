// P15: renewal starts by the CA's own advice, else by a share of the lifetime, never at a fixed number of days.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { tellLifecycle } from '@wellknown/control/actions/tell-lifecycle.ts'
import { createSite, enableHttps } from '../system/customer.ts'
import { ADDRESSES, startMemorySystem, type MemorySystem } from '../system/memory-system.ts'

const HOST = 'www.customer.example'
const HOUR = 3_600_000
const DAY = 24 * HOUR
let system: MemorySystem
let site: number

beforeEach(async () => {
  system = await startMemorySystem()
  system.prober.lead(HOST, ADDRESSES)
  site = await createSite({ world: system.world, originAt: '198.51.100.9:80' }, HOST)
})
afterEach(() => system.close())

const load = async () => {
  const saved = await system.world.store.load(site)
  if (!saved) throw new Error('The resource is gone.')
  return saved
}
const goLive = async () => {
  await enableHttps(system.world, site)
  await system.pass(60_000, async () => (await load()).state.is === 'active')
}
const untilRenewed = (limit: number) => system.pass(limit, () => system.ca.orders.length === 2)

test('without advice a 90-day certificate is renewed with a third of its life left', async () => {
  await goLive()
  const { current } = await load()
  await untilRenewed(70 * DAY)
  const left = (current?.notAfter ?? 0) - system.world.now()
  expect(left / DAY).toBeGreaterThanOrEqual(29.9)
  expect(left / DAY).toBeLessThanOrEqual(32)
})

test('the CA’s window is kept, and the order says which certificate it follows', async () => {
  await goLive()
  const start = system.world.now() + 10 * DAY
  system.ca.advise({ start, end: start + DAY, explanationUrl: null, retryAt: null })
  // It is asked right after issuance, and then again within a day at the latest.
  await untilRenewed(12 * DAY)
  expect(system.world.now()).toBeGreaterThanOrEqual(start)
  expect(system.world.now()).toBeLessThanOrEqual(start + DAY + HOUR)
  expect(system.ca.orders.map(({ replaces }) => replaces)).toEqual([false, true])
})

test('of a window always the same instant is taken, until the window changes (SCHED-4)', async () => {
  await goLive()
  const start = system.world.now() + 20 * DAY
  const advise = (from: number) =>
    system.ca.advise({ start: from, end: from + 2 * DAY, explanationUrl: null, retryAt: null })
  const planned = async () => {
    const { state } = await load()
    return state.is === 'active' && state.until !== null ? state.until : 0
  }
  advise(start)
  await system.pass(25 * HOUR)
  const first = await planned()
  expect(first).toBeGreaterThanOrEqual(start)
  expect(first).toBeLessThanOrEqual(start + 2 * DAY)
  await system.pass(2 * DAY)
  expect(await planned()).toBe(first)
  advise(start + DAY)
  await system.pass(DAY)
  expect(await planned()).toBe(first + DAY)
})

test('a window that has passed means at once: a revocation is coming', async () => {
  await goLive()
  const past = system.world.now() - DAY
  system.ca.advise({
    start: past - DAY,
    end: past,
    explanationUrl: 'https://ca.test/incident',
    retryAt: null,
  })
  await untilRenewed(25 * HOUR)
  expect(system.ca.orders[1]?.issued).toBe(true)
  // The operator's log names the CA's reason.
  expect(system.log).toContainEqual(
    expect.objectContaining({
      event: 'renewal-advised',
      level: 'alarm',
      explanation: 'https://ca.test/incident',
    }),
  )
})

test('a CA that will not have the order as a successor is asked again without (ACME-40)', async () => {
  await goLive()
  system.ca.refuseReplaces()
  const past = system.world.now() - DAY
  system.ca.advise({ start: past - DAY, end: past, explanationUrl: null, retryAt: null })
  await untilRenewed(25 * HOUR)
  expect(system.ca.orders.map(({ replaces }) => replaces)).toEqual([false, false])
})

test('a renewal that the customer aborts is not begun again within a day, whatever the CA advises meanwhile', async () => {
  await goLive()
  const start = system.world.now() + 10 * DAY
  system.ca.advise({ start, end: start + DAY, explanationUrl: null, retryAt: null })
  system.prober.lead(HOST, null)
  await system.pass(12 * DAY, async () => (await load()).state.is === 'blocked')
  await tellLifecycle(system.world, site, { type: 'abort' })
  const aborted = system.world.now()
  system.prober.lead(HOST, ADDRESSES)
  // The CA is asked every six hours, and its window is open.
  await untilRenewed(2 * DAY)
  expect(system.world.now() - aborted).toBeGreaterThanOrEqual(DAY)
  expect(system.world.now() - aborted).toBeLessThanOrEqual(DAY + HOUR)
})
