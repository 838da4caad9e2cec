// P4 with real parts: a customer's DNS, our name server, and a CA that asks the public's.

import { Resolver } from 'node:dns/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAutomated, createCaller, createGroup, type Caller } from '../system/caller.ts'
import { until } from '../system/customer.ts'
import { startDelegation, type Delegation } from '../system/delegation.ts'
import { startPractice, type Practice } from '../system/practice.ts'
import { NODE_ADDRESS, WORKER_ADDRESS } from '../system/system.ts'
import { visitSecurely } from '../system/visit.ts'

const ZONE = 'customer.example'
const ELSEWHERE = '127.0.0.77'
const options = { use_dns01_le_challenge: { enabled: true, value: true } }
let delegation: Delegation
let practice: Practice
let caller: Caller
let originGroup: number
const seen: { name: unknown; ok: unknown }[] = []
const responder = new Resolver({ tries: 1, timeout: 2_000 })

beforeAll(async () => {
  delegation = await startDelegation(ZONE, [NODE_ADDRESS, WORKER_ADDRESS])
  const { settings, dns } = delegation
  const log = ({ event, name, ok }: Readonly<Record<string, unknown>>): void => {
    if (event === 'validated') seen.push({ name, ok })
  }
  practice = await startPractice({ settings, log }, dns)
  caller = await createCaller(practice.system.world)
  originGroup = await createGroup(caller)
  responder.setServers([delegation.responder])
})
afterAll(() => practice.close())

const create = (cname: string, more: object = {}) =>
  caller.call('POST', '/cdn/resources', { cname, originGroup, options, ...more })
const texts = (name: string): Promise<readonly string[][]> =>
  responder.resolveTxt(`_acme-challenge.${name}`).catch(() => [])

test('the refusal names the record; once it is set, a certificate comes for a name that leads elsewhere', async () => {
  const { system } = practice
  const host = `before.${ZONE}`
  delegation.dns.set(host, { a: [ELSEWHERE] })
  const refused = await create(host)
  const [fault] = refused.body.errors['options.use_dns01_le_challenge']
  const [, name, target] = /Set "(_acme-challenge\.\S+)\. CNAME (\S+)\."/.exec(fault) ?? []
  expect(name).toBe(`_acme-challenge.${host}`)
  delegation.dns.set(name ?? '', { cname: target ?? '' })

  const ssl = await createAutomated(caller, 'before')
  const { status, body } = await create(host, { sslEnabled: true, sslData: ssl })
  expect(status).toBe(201)
  const saved = await until(system.world, body.id, ({ state }) => state.is === 'active')
  expect(saved.current?.names).toEqual([host])
  // Who comes to our edge is served, whatever DNS says yet.
  const visited = await visitSecurely(NODE_ADDRESS, system.tlsPort, host, practice.ca.rootPem)
  expect(visited.serial).toBe(saved.current?.serial)
  expect(seen.filter(({ name }) => name === host).map(({ ok }) => ok)).toEqual(Array(6).fill(true))
})

test('a record delegated by NS will do as well, for each name of several', async () => {
  const names = [`ns.${ZONE}`, `cname.${ZONE}`] as const
  delegation.delegate(names[0], 'NS')
  delegation.delegate(names[1])
  const ssl = await createAutomated(caller, 'several')
  const { body } = await create(names[0], {
    secondaryHostnames: [names[1]],
    sslEnabled: true,
    sslData: ssl,
  })
  const { current } = await until(practice.system.world, body.id, ({ state }) => state.is === 'active')
  expect(current?.names).toEqual(names)
})

test('what hides or breaks a delegation is told, and nothing is asked of the CA', async () => {
  const { dns } = delegation
  const cases = [
    [`left.${ZONE}`, { txt: ['left over'] }, 'left over'],
    [`foreign.${ZONE}`, { ns: ['ns.other.example'] }, 'ns.other.example'],
    [`lame.${ZONE}`, { servfail: true as const }, 'SERVFAIL'],
    [`bogus.${ZONE}`, { dnssecBogus: 'no matching DS' }, 'no matching DS'],
  ] as const
  for (const [name, records, evidence] of cases) {
    dns.set(`_acme-challenge.${name}`, records)
    const { status, body } = await create(name)
    expect([status, body.errors['options.use_dns01_le_challenge'][0]]).toEqual([
      400,
      expect.stringContaining(evidence),
    ])
  }
  const twice = `twice.${ZONE}`
  dns.set(`_acme-challenge.${twice}.${ZONE}`, { ns: ['ns1.cdn.example'] })
  expect((await create(twice)).body.errors['options.use_dns01_le_challenge'][0]).toContain(
    `_acme-challenge.${twice}.${ZONE} exists`,
  )
})

test('values are answered while they are needed, and no longer', async () => {
  const { world } = practice.system
  const host = `gone.${ZONE}`
  delegation.delegate(host, 'NS')
  const ssl = await createAutomated(caller, 'gone')
  const { body } = await create(host, { sslEnabled: true, sslData: ssl })
  await until(world, body.id, ({ state }) => state.is === 'active')
  const [value] = (await world.store.attemptsWithValues(body.id)).flatMap(({ challenges }) => challenges)
  expect(await texts(host)).toEqual([[value?.value]])
  // Late perspectives may still look; a deleted resource leaves nothing at once.
  await caller.call('PATCH', `/cdn/resources/${body.id}`, { active: false })
  await caller.call('DELETE', `/cdn/resources/${body.id}`)
  while ((await world.store.load(body.id)) !== null) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await texts(host)).toEqual([])
})
