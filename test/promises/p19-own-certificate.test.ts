// P19: a customer's own certificate replaces the managed one without a revocation, and gives way to it again.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { certificateFor } from '../../edge/src/node/test-certificates.ts'
import { createAutomated, createCaller, createResource, HOST, type Caller } from '../system/caller.ts'
import { ADDRESSES, startMemorySystem, type MemorySystem } from '../system/memory-system.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
let system: MemorySystem
let caller: Caller
let managed: number
let site: number

beforeEach(async () => {
  system = await startMemorySystem()
  system.prober.lead(HOST, ADDRESSES)
  caller = await createCaller(system.world)
  managed = await createAutomated(caller)
  site = await createResource(caller, { sslEnabled: true, sslData: managed })
  await system.pass(MINUTE)
})
afterEach(() => system.close())

const upload = async (name: string, ...names: string[]): Promise<{ id: number; serial: string }> => {
  const { chain, key, serial } = await certificateFor(...names)
  const made = await caller.call('POST', '/cdn/sslData', { name, sslCertificate: chain, sslPrivateKey: key })
  expect(made.status).toBe(201)
  expect(JSON.stringify(made.body)).not.toContain('PRIVATE KEY')
  return { id: made.body.id, serial }
}
const attach = (sslData: number) =>
  caller.call('PATCH', `/cdn/resources/${site}`, { sslEnabled: true, sslData })
const served = () => {
  const document = system.edge.held('near', HOST, 'certificate')
  return document && 'serial' in document ? document.serial : null
}
const label = async () => (await caller.call('GET', `/cdn/resources/${site}/ssl/le/diagnosis`)).body.label

test('it replaces the managed one, which is neither revoked nor renewed, and is replaced by one again', async () => {
  const before = served()
  // It may hold names that are none of this resource's, and wildcards.
  const own = await upload('own', '*.customer.example', 'elsewhere.example')
  expect((await attach(own.id)).status).toBe(200)
  await system.pass(MINUTE)
  expect([served(), await label()]).toEqual([own.serial, 'Own certificate'])
  expect(own.serial).not.toBe(before)
  await system.pass(2 * 60 * MINUTE)
  expect([system.ca.orders.length, system.ca.revoked.length]).toEqual([1, 0])
  expect((await attach(managed)).status).toBe(200)
  await system.pass(MINUTE)
  expect(await label()).toBe('Success')
  expect(system.ca.orders).toHaveLength(2)
})

test('one that was replaced stays the customer’s, to be chosen again, until they delete it', async () => {
  const own = await upload('own', HOST)
  await attach(own.id)
  await system.pass(MINUTE)
  await attach(managed)
  await system.pass(2 * 60 * MINUTE)
  expect((await attach(own.id)).status).toBe(200)
  await system.pass(MINUTE)
  expect(served()).toBe(own.serial)
  const kept = (await system.world.store.sslDataList(caller.client)).find(({ id }) => id === own.id)
  await attach(managed)
  await system.pass(MINUTE)
  expect((await caller.call('DELETE', `/cdn/sslData/${own.id}`)).status).toBe(204)
  await system.pass(5 * MINUTE)
  expect((await system.world.store.certificate(kept?.certificate ?? ''))?.sealedKey).toBeNull()
})

test('a newer one under the same object is served in its place', async () => {
  const own = await upload('own', HOST)
  await attach(own.id)
  await system.pass(MINUTE)
  const next = await certificateFor(HOST)
  const body = { sslCertificate: next.chain, sslPrivateKey: next.key }
  expect((await caller.call('PATCH', `/cdn/sslData/${own.id}`, body)).status).toBe(200)
  await system.pass(MINUTE)
  expect(served()).toBe(next.serial)
})

test('one that does not fit is refused with its reason, and changes nothing', async () => {
  const before = served()
  const other = await upload('other', 'elsewhere.example')
  expect((await attach(other.id)).body.errors.sslData[0]).toContain(`does not cover ${HOST}`)
  const [one, two] = [await certificateFor(HOST), await certificateFor(HOST)]
  const make = async (body: object) =>
    (await caller.call('POST', '/cdn/sslData', { name: 'x', ...body })).body.errors
  expect(await make({ sslCertificate: one.chain, sslPrivateKey: two.key })).toHaveProperty('sslPrivateKey')
  expect(await make({ sslCertificate: one.key, sslPrivateKey: one.key })).toHaveProperty('sslCertificate')
  expect(await make({ sslCertificate: one.chain })).toHaveProperty('sslPrivateKey')
  expect(await make({})).toHaveProperty('sslCertificate')
  await system.pass(MINUTE)
  expect(served()).toBe(before)
})

test('when it runs out HTTPS goes off, and no visitor is shown an expired certificate', async () => {
  const own = await upload('own', HOST)
  await attach(own.id)
  await system.pass(MINUTE)
  await system.pass(2 * DAY)
  expect((await caller.call('GET', `/cdn/resources/${site}`)).body).toMatchObject({
    sslEnabled: false,
    sslData: own.id,
  })
  expect(served()).toBeNull()
})
