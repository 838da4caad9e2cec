// P13: the CA's limits spend none of the five attempts; the reason and the time are shown.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { LETS_ENCRYPT } from '@wellknown/control/limits.ts'
import { createAutomated, createCaller, createGroup, type Caller } from '../system/caller.ts'
import { ADDRESSES, startMemorySystem, type MemorySystem } from '../system/memory-system.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Two certificates a domain and ten orders at once, and one more each hour. */
const LIMITS = {
  ...LETS_ENCRYPT,
  domain: { count: 2, refill: HOUR },
  orders: { count: 10, refill: HOUR },
}
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
  expect(await budgetOf('a.shared.example')).toMatchObject({ about: 'shared.example', count: 2, left: 0 })
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

test('runs that start at once share what the CA leaves: two go, the others are held with their time and follow one by one', async () => {
  const names = Array.from({ length: 8 }, (_, index) => `w${index}.shared.example`)
  const sites: { id: number }[] = []
  for (const name of names) sites.push(await ask(name))
  await system.pass(MINUTE)
  expect(system.ca.orders).toHaveLength(2)
  const diagnoses = await Promise.all(sites.map(({ id }) => diagnose(id)))
  const held = diagnoses.filter(({ label }) => label === 'Held')
  expect(held).toHaveLength(6)
  for (const { problems, next } of held) {
    expect(problems).toMatchObject([{ code: 'rate-limited' }])
    expect(Date.parse(next.at) - system.world.now()).toBeGreaterThan(HOUR - 2 * MINUTE)
  }
  for (let issued = 3; issued <= 8; issued++) {
    await system.pass(HOUR + 5 * MINUTE)
    expect(system.ca.orders).toHaveLength(issued)
  }
  await system.pass(MINUTE)
  for (const { id } of sites) expect((await diagnose(id)).label).toBe('Success')
})

test('a place that an attempt did not use is free again, and one that waits for the CA pays for its place once', async () => {
  system.ca.overload(system.world.now() + 30 * MINUTE, false)
  const first = await ask('a.shared.example')
  await ask('b.shared.example')
  await system.pass(20 * MINUTE)
  expect([system.ca.orders.length, (await budgetOf('a.shared.example')).left]).toEqual([0, 0])
  await caller.call('POST', `/cdn/resources/${first.id}/ssl/le/abort`)
  expect((await budgetOf('a.shared.example')).left).toBe(1)
  await system.pass(2 * HOUR)
  expect(system.ca.orders.map(({ names }) => names)).toEqual([['b.shared.example']])
  const failing = await ask('c.shared.example')
  system.ca.blind('c.shared.example')
  await system.pass(MINUTE)
  expect((await diagnose(failing.id)).problems).toMatchObject([{ code: 'ca-unauthorized' }])
  expect((await budgetOf('a.shared.example')).left).toBe(2)
})

test('how much is left is told to whose name it is: any other is a fault of `name`, but for operators', async () => {
  await ask('a.shared.example')
  const other = await createCaller(system.world, 'admin', 'other')
  const path = '/cdn/ssl/le/budget?name=a.shared.example'
  expect((await other.call('GET', path)).body.errors.name).toHaveLength(1)
  expect((await other.call('GET', '/cdn/ssl/le/budget?name=new.shared.example')).status).toBe(400)
  const operator = await createCaller(system.world, 'operator', 'operator')
  expect((await operator.call('GET', path)).body).toEqual((await caller.call('GET', path)).body)
})

test('a first certificate is asked for from the reserve; others wait until the time that is shown', async () => {
  const sites: { id: number }[] = []
  for (let index = 0; index < 9; index++) sites.push(await ask(`www.site${index}.example`))
  await system.pass(MINUTE)
  const renamed = sites[0]?.id ?? 0
  system.prober.lead('b.site0.example', ADDRESSES)
  await caller.call('PATCH', `/cdn/resources/${renamed}`, { secondaryHostnames: ['b.site0.example'] })
  await system.pass(MINUTE)
  const budget = (await caller.call('GET', '/cdn/ssl/le/budget?name=www.site0.example')).body
  const orders = budget.find(({ limit }: { limit: string }) => limit === 'orders')
  expect(orders).toMatchObject({ left: 1, reserve: 1 })
  expect(Date.parse(orders.next_free)).toBe(system.world.now())
  expect((await diagnose(renamed)).next.at).toBe(orders.next_free_again)
  const first = await ask('www.site9.example')
  await system.pass(MINUTE)
  expect((await diagnose(first.id)).label).toBe('Success')
  expect(system.ca.orders).toHaveLength(10)
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
  // The place that is free then belongs to the one that waits.
  expect(Date.parse((await budgetOf('a.shared.example')).next_free)).toBe(until + HOUR)
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

test('an operator reads what is left over all clients, what is spent, subject by subject, and who waits', async () => {
  const operator = await createCaller(system.world, 'operator', 'operator')
  const read = async (path: string) => (await operator.call('GET', `/operator/ca/${path}`)).body
  for (const name of ['a', 'b', 'c']) await ask(`${name}.customer.example`)
  await ask('www.other.example')
  await system.pass(5 * MINUTE)
  const { orders, spent, queue } = await read('budget')
  expect(orders).toMatchObject({ limit: 'orders', about: '', count: 10, left: 7 })
  expect(spent).toContainEqual({ limit: 'domain', count: 2, period_seconds: 7200, spent: 1 })
  // The third waits for its day, not for its turn.
  expect(queue).toEqual({ due: 0, oldest: null, phase: 'open', next_start: null, paused_until: null })
  const domains = await read('buckets?limit=1')
  expect(domains).toMatchObject({ count: 2, results: [{ about: 'customer.example', left: 0 }] })
  expect(Date.parse(domains.results[0].next_free)).toBeGreaterThan(system.world.now())
  expect(
    (await read('buckets?of=domain&ordering=full_at')).map((each: { about: string }) => each.about),
  ).toEqual(['other.example', 'customer.example'])
  expect(await read('buckets?of=failures')).toEqual([])
})
