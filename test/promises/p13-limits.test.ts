// P13: the CA's limits spend none of the five attempts; the reason and the time are shown.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { LETS_ENCRYPT } from '@wellknown/control/limits.ts'
import { createAutomated, createCaller, createGroup, type Caller } from '../system/caller.ts'
import { ADDRESSES, startMemorySystem, type MemorySystem } from '../system/memory-system.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Two certificates a domain at once, and one more each hour. */
const LIMITS = { ...LETS_ENCRYPT, domain: { count: 2, refill: HOUR } }
let system: MemorySystem
let caller: Caller
let group: number

beforeEach(async () => {
  system = await startMemorySystem({ limits: LIMITS })
  caller = await createCaller(system.world)
  group = await createGroup(caller)
})
afterEach(() => system.close())

async function ask(cname: string): Promise<{ id: number; ssl: number }> {
  system.prober.lead(cname, ADDRESSES)
  const ssl = await createAutomated(caller, cname)
  const body = { cname, originGroup: group, sslEnabled: true, sslData: ssl }
  const made = await caller.call('POST', '/cdn/resources', body)
  expect(made.status).toBe(201)
  return { id: made.body.id, ssl }
}
const diagnose = async (id: number) =>
  (await caller.call('GET', `/cdn/resources/${id}/ssl/le/diagnosis`)).body
const budgetOf = async (name: string) =>
  (await caller.call('GET', `/cdn/ssl/le/budget?name=${name}`)).body.find(
    ({ limit }: { limit: string }) => limit === 'domain',
  )

test('what the CA would refuse is not asked: it is held with the time, costs no attempt, and goes on by itself (SCHED-21)', async () => {
  await ask('a.shared.example')
  await ask('b.shared.example')
  await system.pass(MINUTE)
  expect(await budgetOf('c.shared.example')).toMatchObject({ about: 'shared.example', count: 2, left: 0 })
  const third = await ask('c.shared.example')
  const elsewhere = await ask('d.other.example')
  await system.pass(MINUTE)
  expect(system.ca.orders).toHaveLength(3)
  expect((await diagnose(elsewhere.id)).label).toBe('Success')
  const held = await diagnose(third.id)
  expect(held).toMatchObject({ label: 'Held', problems: [{ code: 'rate-limited' }] })
  const { next_free: free } = await budgetOf('c.shared.example')
  expect(held.next.at).toBe(free)
  const retry = await caller.call('POST', `/cdn/sslData/${third.ssl}/force-retry`)
  expect([retry.status, Number(retry.headers.get('retry-after')) > 0]).toEqual([429, true])
  await system.pass(HOUR + MINUTE)
  expect((await diagnose(third.id)).label).toBe('Success')
  const { attempts_count: attempts } = (await caller.call('GET', `/cdn/sslData/${third.ssl}/status`)).body
  expect(attempts).toBe(1)
})

test('asking the CA anyway is a 429 with the time where its limits leave no room', async () => {
  await ask('a.shared.example')
  await ask('b.shared.example')
  await system.pass(MINUTE)
  const third = await ask('c.shared.example')
  system.prober.lead('c.shared.example', ['198.51.100.77'])
  await system.pass(MINUTE)
  expect((await diagnose(third.id)).state).toBe('blocked')
  const answer = await caller.call('POST', `/cdn/resources/${third.id}/ssl/le/anyway`)
  expect(answer.status).toBe(429)
  expect((await diagnose(third.id)).state).toBe('blocked')
})

test('the CA’s own refusal is believed, shown as RateLimited, and kept for all others of the domain (SCHED-3, ACME-15)', async () => {
  const until = system.world.now() + 5 * HOUR
  system.ca.limit(
    'too many certificates (50) already issued for "shared.example" in the last 168h0m0s',
    until,
  )
  const first = await ask('a.shared.example')
  await system.pass(MINUTE)
  const status = (await caller.call('GET', `/cdn/sslData/${first.ssl}/status`)).body
  expect(status.latest_status).toMatchObject({ status: 'FAILED', error: 'RateLimited' })
  expect([status.active, status.attempts_count]).toEqual([true, 0])
  expect(Date.parse(status.latest_status.retry_after)).toBe(until)
  expect(Date.parse((await budgetOf('b.shared.example')).next_free)).toBe(until)
  await system.pass(5 * HOUR)
  expect((await diagnose(first.id)).label).toBe('Success')
})

test('a renewal of the same names costs neither an order nor the domain', async () => {
  await ask('a.shared.example')
  const { ssl } = await ask('b.shared.example')
  await system.pass(MINUTE)
  expect((await caller.call('POST', `/cdn/sslData/${ssl}/renew`)).status).toBe(201)
  await system.pass(MINUTE)
  expect(system.ca.orders).toHaveLength(3)
})

test('the same names five times in a week, and the sixth waits for the time that is shown (SCHED-22)', async () => {
  const { id, ssl } = await ask('a.shared.example')
  await system.pass(MINUTE)
  const renew = () => caller.call('POST', `/cdn/sslData/${ssl}/renew`)
  for (let issued = 2; issued <= 5; issued++) {
    expect((await renew()).status).toBe(201)
    await system.pass(MINUTE)
    expect(system.ca.orders).toHaveLength(issued)
  }
  await renew()
  await system.pass(MINUTE)
  const buckets = (await caller.call('GET', '/cdn/ssl/le/budget?name=a.shared.example')).body
  const set = buckets.find(({ limit }: { limit: string }) => limit === 'set')
  expect(set).toMatchObject({ count: 5, left: 0 })
  const held = await diagnose(id)
  expect(held).toMatchObject({
    state: 'waiting',
    problems: [{ code: 'rate-limited' }],
    next: { at: set.next_free },
  })
  expect(Date.parse(set.next_free) - system.world.now()).toBeGreaterThan(33 * HOUR)
  expect(system.ca.orders).toHaveLength(5)
  await system.pass(34 * HOUR)
  expect(system.ca.orders).toHaveLength(6)
  expect((await diagnose(id)).label).toBe('Success')
})
