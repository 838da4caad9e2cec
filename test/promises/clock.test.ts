// Our clock is set wrong by a day, or put right again: no order is made twice, and no renewal missed.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, startSite, type Site } from '../system/site.ts'

let site: Site
beforeEach(async () => {
  site = await startSite()
})
afterEach(() => site.system.close())

const orders = () => site.system.ca.orders.map(({ issued }) => issued)
const state = async () => (await site.diagnosis()).state

/** Gets as far as an open order, whose token does not get to the edges. */
async function openOrder(count: number): Promise<void> {
  site.system.setPlan((_, call) =>
    site.system.ca.orders.length === count && call === 'push' ? 'failed' : null,
  )
  await site.system.pass(70 * DAY, () => site.system.ca.orders.length === count)
  site.system.setPlan(null)
}

describe.each([
  ['forth', DAY],
  ['back', -DAY],
])('a clock that jumps %s by a day', (_, by) => {
  test('in mid-order makes no second one, and the first is finished (SCHED-16)', async () => {
    await openOrder(1)
    expect(await state()).toBe('issuing')
    site.system.setClock(by)
    await site.pass(DAY + HOUR)
    expect([orders(), await state()]).toEqual([[true], 'active'])
    await site.pass(2 * DAY)
    expect(orders()).toEqual([true])
  })

  test('and is put right again in mid-renewal makes no second one either (SCHED-16)', async () => {
    await site.pass(MINUTE)
    await openOrder(2)
    site.system.setClock(by)
    await site.pass(MINUTE)
    site.system.setClock(-by)
    await site.pass(DAY + HOUR)
    expect([orders(), await state()]).toEqual([[true, true], 'active'])
    await site.pass(2 * DAY)
    expect(orders()).toEqual([true, true])
  })

  test('while all is quiet, and just before and after a renewal, misses none and makes none twice (SCHED-16)', async () => {
    await site.pass(MINUTE)
    const first = (await site.system.world.store.load(site.id))?.current
    await site.pass(30 * DAY)
    site.system.setClock(by)
    const due = Date.parse((await site.diagnosis()).next.at)
    await site.pass(due - site.system.world.now() - HOUR)
    site.system.setClock(-by)
    await site.system.pass(3 * DAY, () => orders().length === 2)
    expect((first?.notAfter ?? 0) - site.system.world.now()).toBeGreaterThan(28 * DAY)
    await site.pass(MINUTE)
    site.system.setClock(by)
    await site.pass(2 * DAY)
    expect([orders(), await state()]).toEqual([[true, true], 'active'])
  })
})
