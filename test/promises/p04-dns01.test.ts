// P4: DNS-01 for names whose validation record is delegated to us, wherever the names themselves lead.

import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  createAutomated,
  createCaller,
  createGroup,
  HOST,
  type Answer,
  type Caller,
} from '../system/caller.ts'
import { startMemorySystem, type MemorySystem } from '../system/memory-system.ts'
import { DAY, MINUTE } from '../system/site.ts'

const SHOP = 'shop.customer.example'
const ON = { use_dns01_le_challenge: { enabled: true, value: true } }
const OFF = { use_dns01_le_challenge: { enabled: false, value: true } }
let system: MemorySystem
let caller: Caller
let ssl: number
let originGroup: number

beforeEach(async () => {
  system = await startMemorySystem()
  // Nothing of ours answers there.
  system.prober.lead(HOST, ['203.0.113.9'])
  caller = await createCaller(system.world)
  ssl = await createAutomated(caller)
  originGroup = await createGroup(caller)
})
afterEach(() => system.close())

const create = (extra: object): Promise<Answer> =>
  caller.call('POST', '/cdn/resources', { cname: HOST, originGroup, ...extra })
const enable = (id: number, more: object = {}) =>
  caller.call('PATCH', `/cdn/resources/${id}`, { sslEnabled: true, sslData: ssl, ...more })
const diagnosis = async (id: number) =>
  (await caller.call('GET', `/cdn/resources/${id}/ssl/le/diagnosis`)).body
const stepOf = async (id: number) => (await system.world.store.openAttempts(id)).at(-1)?.step
const pass = (milliseconds: number) => system.pass(milliseconds)

test('a certificate comes before the switch of DNS, without a look at where the name leads', async () => {
  system.delegate(HOST)
  const { status, body } = await create({ options: ON })
  expect(status).toBe(201)
  await enable(body.id)
  await pass(MINUTE)
  expect(await diagnosis(body.id)).toMatchObject({ state: 'active', label: 'Success' })
  expect(system.ca.orders).toHaveLength(1)
  // Nothing of the challenge is left, in DNS or at the edges.
  await pass(5 * MINUTE)
  expect(system.dns.count()).toBe(0)
  // It is renewed in the same way.
  await pass(70 * DAY)
  expect(system.ca.orders).toHaveLength(2)
  expect((await diagnosis(body.id)).state).toBe('active')
  expect(system.dns.count()).toBe(0)
})

test('without the delegation the option is refused, and the answer has the record for each name', async () => {
  system.delegate(SHOP)
  const { status, body } = await create({ secondaryHostnames: [SHOP, `a.${SHOP}`], options: ON })
  const [fault] = body.errors['options.use_dns01_le_challenge']
  expect(status).toBe(400)
  for (const name of [HOST, `a.${SHOP}`]) {
    expect(fault).toContain(`Set "_acme-challenge.${name}. CNAME ${system.dns.aliasOf(name)}."`)
  }
  expect(fault).not.toContain(`"_acme-challenge.${SHOP}. `)
})

test('an alias of the name that is ours for it will do; another name’s will not', async () => {
  const record = `_acme-challenge.${HOST}`
  system.prober.serve(record, { CNAME: [system.dns.aliasOf(SHOP) ?? ''] })
  expect((await create({ options: ON })).status).toBe(400)
  system.prober.serve(record, { CNAME: [system.dns.aliasOf(HOST) ?? ''] })
  system.prober.serve(system.dns.aliasOf(HOST) ?? '', { TXT: [] })
  const { body } = await create({ options: ON })
  await enable(body.id)
  await pass(MINUTE)
  expect((await diagnosis(body.id)).state).toBe('active')
})

test('a delegation that is gone blocks the next order with the cause, and costs no attempt', async () => {
  system.delegate(HOST)
  const { body } = await create({ options: ON })
  await enable(body.id)
  await pass(MINUTE)
  system.delegate(HOST, false)
  system.prober.serve(`_acme-challenge.${HOST}`, { TXT: ['left-over'] })
  await pass(61 * DAY)
  expect(system.ca.orders).toHaveLength(1)
  const { problems, next } = await diagnosis(body.id)
  expect([problems[0].code, next.who]).toEqual(['delegation-hidden', 'customer'])
  expect(problems[0].evidence).toContain('left-over')
  // What lives goes on serving; once the delegation is back, the renewal follows by itself.
  expect((await caller.call('GET', `/cdn/resources/${body.id}`)).body.sslEnabled).toBe(true)
  system.delegate(HOST)
  await pass(DAY)
  expect(system.ca.orders).toHaveLength(2)
  expect((await diagnosis(body.id)).state).toBe('active')
})

test('an aborted, a deleted and a failed attempt leave nothing in DNS', async () => {
  system.delegate(HOST)
  const { body } = await create({ options: ON })
  system.ca.blind(true)
  await enable(body.id)
  await pass(2 * MINUTE)
  await pass(5 * MINUTE)
  expect([system.ca.orders.length, system.dns.count()]).toEqual([1, 0])
  // A value that one nameserver does not give keeps an attempt before its gate.
  const stop = async (how: () => Promise<unknown>): Promise<void> => {
    let asked = 0
    system.setPlan((port, call) => {
      if (port === 'dns' && call === 'present' && ++asked > 1) system.prober.serve('ns2.cdn.example', null)
      return null
    })
    system.prober.serve('ns2.cdn.example', { A: ['198.51.100.53'] })
    await caller.call('POST', `/cdn/sslData/${ssl}/force-retry`)
    await pass(5_000)
    expect([await stepOf(body.id), system.dns.count()]).toEqual(['confirm', 1])
    await how()
    await pass(MINUTE)
    expect(system.dns.count()).toBe(0)
  }
  await stop(() => caller.call('POST', `/cdn/resources/${body.id}/ssl/le/abort`))
  await enable(body.id)
  await stop(async () => {
    await caller.call('PATCH', `/cdn/resources/${body.id}`, { active: false })
    await caller.call('DELETE', `/cdn/resources/${body.id}`)
  })
  await pass(10 * MINUTE)
  expect(await system.world.store.load(body.id)).toBeNull()
  expect(system.dns.count()).toBe(0)
})

test('the option acts on the next attempt; one that is under way ends as it began', async () => {
  system.delegate(HOST)
  const { body } = await create({ options: ON })
  system.setPlan((port, call) => (port === 'dns' && call === 'present' ? 'failed' : null))
  await enable(body.id)
  await pass(MINUTE)
  expect(await diagnosis(body.id)).toMatchObject({
    state: 'waiting',
    problems: [{ code: 'dns-host-unavailable' }],
  })
  await caller.call('PATCH', `/cdn/resources/${body.id}`, { options: OFF })
  system.setPlan(null)
  await pass(10 * MINUTE)
  expect((await diagnosis(body.id)).state).toBe('active')
  await caller.call('POST', `/cdn/sslData/${ssl}/renew`)
  await pass(MINUTE)
  // HTTP-01 looks where the name leads.
  expect(await diagnosis(body.id)).toMatchObject({ problems: [{ code: 'left' }] })
})

test('a CAA record that allows another way only is told before the CA is asked', async () => {
  system.delegate(HOST)
  const forbid = (methods: string) =>
    system.prober.serve('customer.example', {
      CAA: [{ flags: 0, tag: 'issue', value: `letsencrypt.org; validationmethods=${methods}` }],
    })
  forbid('http-01')
  const { body } = await create({ options: ON })
  await enable(body.id)
  await pass(MINUTE)
  expect(await diagnosis(body.id)).toMatchObject({
    state: 'blocked',
    problems: [{ code: 'caa-method', name: HOST }],
  })
  expect(system.ca.orders).toEqual([])
  forbid('dns-01')
  await pass(20 * MINUTE)
  expect((await diagnosis(body.id)).state).toBe('active')
})
