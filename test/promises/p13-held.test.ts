// P13: an outage of the CA or an operator's hold spends no attempt; reason and time are shown, and all goes on by itself.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAutomated, createCaller, HOST, type Caller } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { DAY, HOUR, MINUTE, startSite, type Site } from '../system/site.ts'

let site: Site
let operator: Caller
beforeEach(async () => {
  site = await startSite()
  operator = await createCaller(site.system.world, 'operator', 'operator')
})
afterEach(() => site.system.close())

const order = (path: 'hold' | 'resume', body: object) => operator.call('POST', `/operator/${path}`, body)
const listed = async (query = '') => (await operator.call('GET', `/operator/resources${query}`)).body
const renew = () => site.post(`/cdn/sslData/${site.ssl}/renew`)

test('a CA that names a time is left alone by everybody until then, over a restart, and no attempt is spent (ACME-16, SCHED-23)', async () => {
  const until = site.system.world.now() + 40 * MINUTE
  site.system.ca.overload(until, true)
  await site.pass(MINUTE)
  const held = await site.diagnosis()
  expect(held).toMatchObject({ label: 'Held', problems: [{ code: 'ca-unavailable' }] })
  expect(Date.parse(held.next.at)).toBe(until)
  expect(site.system.ca.turnedAway()).toBe(1)
  const retry = await site.post(`/cdn/sslData/${site.ssl}/force-retry`)
  expect([retry.status, Number(retry.headers.get('retry-after'))]).toEqual([429, 39 * 60])
  site.system.restart()
  await site.pass(30 * MINUTE)
  expect(site.system.ca.turnedAway()).toBe(1)
  expect((await site.status()).attempts_count).toBe(0)
  await site.pass(11 * MINUTE)
  expect(await site.diagnosis()).toMatchObject({ label: 'Success' })
  expect((await site.status()).attempts_count).toBe(1)
})

test('a CA that only fails is asked ever more seldom, and all goes on when it is back', async () => {
  site.system.ca.overload(site.system.world.now() + 6 * HOUR, false)
  await site.pass(5 * HOUR)
  expect(site.system.ca.turnedAway()).toBeLessThan(20)
  expect((await site.status()).attempts_count).toBe(0)
  await site.pass(2 * HOUR)
  expect((await site.diagnosis()).label).toBe('Success')
})

test('a word of the CA that would stop us for a year is believed for an hour', async () => {
  site.system.ca.overload(site.system.world.now() + 365 * DAY, true)
  await site.pass(MINUTE)
  site.system.ca.overload(0, true)
  await site.pass(HOUR)
  expect((await site.diagnosis()).label).toBe('Success')
})

test('an operator’s hold is shown to the customer in its words, orders nothing, and leaves what serves alone', async () => {
  await site.pass(MINUTE)
  const served = site.served()
  const reason = 'The CA has an incident.'
  expect((await order('hold', { scope: 'all', reason })).status).toBe(201)
  await renew()
  await site.pass(2 * DAY)
  expect([site.system.ca.orders.length, site.served()]).toEqual([1, served])
  const held = await site.diagnosis()
  expect(held).toMatchObject({ state: 'waiting', next: { who: 'operator', at: null } })
  expect(held.problems[0]).toMatchObject({ code: 'operator-hold', evidence: reason })
  expect((await site.post(`/cdn/sslData/${site.ssl}/force-retry`)).status).toBe(400)
  expect((await listed('?state=waiting&cause=operator-hold')).results).toMatchObject([
    { id: site.id, cname: HOST, evidence: reason },
  ])
  expect((await operator.call('GET', '/operator/holds')).body).toMatchObject([
    { scope: 'all', subject: '', reason, by: expect.stringContaining('of client') },
  ])
  expect((await order('resume', { scope: 'all' })).status).toBe(201)
  await site.pass(MINUTE)
  expect(site.system.ca.orders).toHaveLength(2)
  expect((await site.diagnosis()).label).toBe('Success')
  const audit = await site.system.world.store.history(0)
  expect(audit.map(({ event }) => event).filter((event) => event !== 'called')).toEqual(['hold', 'resume'])
})

test('a hold covers its client, its name or its CA only, and ends where no other one covers it too', async () => {
  const { client } = site.caller
  const { directory } = site.system.world.ca
  for (const [scope, subject] of [
    ['client', String(operator.client)],
    ['name', 'other.customer.example'],
  ]) {
    expect((await order('hold', { scope, subject, reason: 'others' })).status).toBe(201)
  }
  await site.pass(MINUTE)
  expect((await site.diagnosis()).label).toBe('Success')
  for (const [scope, subject] of [
    ['client', String(client)],
    ['name', HOST],
    ['ca', directory],
  ]) {
    await order('hold', { scope, subject, reason: `the ${scope}` })
  }
  await renew()
  await site.pass(MINUTE)
  await order('resume', { scope: 'client', subject: String(client) })
  await order('resume', { scope: 'ca', subject: directory })
  await site.pass(HOUR)
  expect([(await site.diagnosis()).state, site.system.ca.orders.length]).toEqual(['waiting', 1])
  await order('resume', { scope: 'name', subject: HOST })
  await site.pass(MINUTE)
  expect(site.system.ca.orders).toHaveLength(2)
})

test('an order that is at the CA goes to its end, and revoking is never held', async () => {
  // Our edges are slow to confirm, so that the order stays open.
  site.system.edge.setReachable('far', false)
  site.system.prober.lead(HOST, ADDRESSES.slice(0, 1))
  let ordered = false
  site.system.setPlan((port, call) => {
    if (port === 'ca' && call === 'createOrder') ordered = true
    return ordered && port === 'ca' && call === 'finalize' ? 'failed' : null
  })
  site.system.edge.setReachable('far', true)
  await site.pass(MINUTE)
  expect(site.system.ca.orders).toHaveLength(1)
  await order('hold', { scope: 'all', reason: 'an incident' })
  site.system.setPlan(null)
  await site.pass(15 * MINUTE)
  expect((await site.diagnosis()).label).toBe('Success')
  await site.patch({ sslEnabled: false, sslData: null })
  await site.pass(MINUTE)
  expect(site.system.ca.revoked).toHaveLength(1)
})

test('a name the CA has paused is not asked for until an operator says it is mended (SCHED-24)', async () => {
  site.system.ca.pause('https://portal.ca.test/unpause?jwt=secret')
  await site.pass(MINUTE)
  site.system.ca.pause(null)
  expect((await site.post(`/cdn/sslData/${site.ssl}/force-retry`)).status).toBe(400)
  await site.pass(DAY)
  expect(site.system.ca.orders).toHaveLength(0)
  expect((await operator.call('POST', `/operator/resources/${site.id}/clear`)).status).toBe(201)
  await site.pass(MINUTE)
  expect((await site.diagnosis()).label).toBe('Success')
  expect((await operator.call('POST', `/operator/resources/${site.id}/clear`)).status).toBe(400)
})

test('a wrong order names its field, a customer may give none, and what is not held cannot be resumed', async () => {
  const field = async (body: object) =>
    Object.keys((await order('hold', { reason: 'r', ...body })).body.errors)
  expect(await field({ scope: 'everything' })).toEqual(['scope'])
  expect(await field({ scope: 'client', subject: '999' })).toEqual(['subject'])
  expect(await field({ scope: 'name', subject: 'no name' })).toEqual(['subject'])
  expect(await field({ scope: 'ca', subject: 'https://elsewhere.test' })).toEqual(['subject'])
  expect(await field({ scope: 'all', subject: 'x' })).toEqual(['subject'])
  expect(await field({ scope: 'all', reason: ' ' })).toEqual(['reason'])
  expect((await order('resume', { scope: 'all' })).status).toBe(404)
  expect((await site.caller.call('POST', '/operator/hold', { scope: 'all', reason: 'r' })).status).toBe(403)
  expect((await listed()).counts).toEqual([{ state: 'checking', cause: null, count: 1 }])
  expect((await operator.call('GET', '/operator/resources?state=lost')).status).toBe(400)
})

test('after an outage each that waits for its turn is told when it is expected to start, never an instant that has passed, and starts about then', async () => {
  const { world } = site.system
  const first = { scope: 'all', reason: 'until all are there' } as const
  await order('hold', first)
  const others: number[] = []
  for (let index = 0; index < 3; index++) {
    const cname = `w${index}.customer.example`
    site.system.prober.lead(cname, ADDRESSES)
    const ssl = await createAutomated(site.caller, cname)
    const body = { cname, originGroup: 1, sslEnabled: true, sslData: ssl }
    others.push((await site.caller.call('POST', '/cdn/resources', body)).body.id)
  }
  await site.pass(MINUTE)
  const ids = [site.id, ...others]
  // The CA takes nothing, and does not say for how long.
  site.system.ca.overload(world.now() + 20 * MINUTE, false)
  await order('resume', { scope: 'all' })
  const diagnose = async (id: number) =>
    (await site.caller.call('GET', `/cdn/resources/${id}/ssl/le/diagnosis`)).body
  const promised = new Map<number, number>()
  const late: string[] = []
  for (let waiting = ids.length; waiting > 0;) {
    await site.pass(MINUTE)
    waiting = 0
    for (const id of ids) {
      const { state, next, problems } = await diagnose(id)
      if (state === 'active') continue
      waiting++
      if (state !== 'waiting') continue
      const at = Date.parse(next.at)
      if (at < world.now()) late.push(`${id}: ${next.at}`)
      expect(problems).toHaveLength(1)
      promised.set(id, at)
    }
  }
  expect(late).toEqual([])
  expect([...promised.keys()].toSorted((one, other) => one - other)).toEqual(ids)
  for (const id of ids) {
    expect((await diagnose(id)).label).toBe('Success')
    const began = (await world.store.history(id)).findLast(({ event }) => event === 'due')?.at ?? 0
    expect(Math.abs(began - (promised.get(id) ?? 0))).toBeLessThan(3 * MINUTE)
  }
})
