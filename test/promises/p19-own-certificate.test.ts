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
const stopPushes = () =>
  system.setPlan((port, call) => (port === 'edge' && call === 'push' ? 'failed' : null))
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

test('one that visitors are served cannot be deleted, whatever was chosen after it', async () => {
  const own = await upload('own', HOST)
  await attach(own.id)
  await system.pass(MINUTE)
  system.prober.lead(HOST, ['203.0.113.7'])
  expect((await attach(managed)).status).toBe(200)
  await system.pass(MINUTE)
  expect([served(), await label()]).toEqual([own.serial, 'Pre-validation failed'])
  const refused = await caller.call('DELETE', `/cdn/sslData/${own.id}`)
  expect([refused.status, refused.body.errors[0]]).toEqual([400, expect.stringContaining('still served')])
  await system.pass(10 * MINUTE)
  // Another certificate document is made and pushed.
  const versions = { options: { tls_versions: { enabled: true, value: ['TLSv1.3'] } } }
  expect((await caller.call('PATCH', `/cdn/resources/${site}`, versions)).status).toBe(200)
  await system.pass(MINUTE)
  expect(served()).toBe(own.serial)
  // Once HTTPS is off nobody is served it.
  const off = { sslEnabled: false, sslData: null }
  expect((await caller.call('PATCH', `/cdn/resources/${site}`, off)).status).toBe(200)
  expect((await caller.call('DELETE', `/cdn/sslData/${own.id}`)).status).toBe(204)
})

test('one cannot be deleted while another is on its way to take its place', async () => {
  const [one, two] = [await upload('one', HOST), await upload('two', HOST)]
  await attach(one.id)
  await system.pass(MINUTE)
  stopPushes()
  expect((await attach(two.id)).status).toBe(200)
  await system.pass(MINUTE)
  expect((await caller.call('DELETE', `/cdn/sslData/${one.id}`)).status).toBe(400)
  await system.pass(10 * MINUTE)
  system.setPlan(null)
  await system.pass(5 * MINUTE)
  expect(served()).toBe(two.serial)
  expect((await caller.call('DELETE', `/cdn/sslData/${one.id}`)).status).toBe(204)
})

test('a replacement that is refused is not saved: the API shows what was there before', async () => {
  const own = await upload('own', HOST)
  await attach(own.id)
  await system.pass(MINUTE)
  const shown = async () => (await caller.call('GET', `/cdn/sslData/${own.id}`)).body
  const before = await shown()
  const put = async (name: string, ...names: string[]) => {
    const { chain, key } = await certificateFor(...names)
    return caller.call('PUT', `/cdn/sslData/${own.id}`, { name, sslCertificate: chain, sslPrivateKey: key })
  }
  const elsewhere = await put('renamed', 'elsewhere.example')
  expect([elsewhere.status, elsewhere.body.errors.sslData[0]]).toEqual([
    400,
    `The certificate does not cover ${HOST}.`,
  ])
  expect(await shown()).toEqual(before)
  await upload('taken', HOST)
  expect((await put('taken', HOST)).body.errors).toHaveProperty('name')
  expect(await shown()).toEqual(before)
  // While the first replacement is under way a second has no place.
  stopPushes()
  expect((await put('own', HOST)).status).toBe(200)
  const first = await shown()
  expect(first).not.toEqual(before)
  expect((await put('own', HOST)).body.errors.sslData[0]).toContain('in progress')
  expect(await shown()).toEqual(first)
  system.setPlan(null)
  await system.pass(5 * MINUTE)
  expect((await caller.call('PATCH', `/cdn/resources/${site}`, { sslEnabled: true })).status).toBe(200)
})

test('no key is kept of a certificate that no object has and no visitor is served', async () => {
  const keys = async () => (await system.world.store.sealedKeys('certificate', '', 100)).length
  const managedOnly = await keys()
  const own = await upload('own', HOST)
  const { chain, key } = await certificateFor(HOST)
  const body = { name: 'own', sslCertificate: chain, sslPrivateKey: key }
  expect((await caller.call('POST', '/cdn/sslData', body)).body.errors).toHaveProperty('name')
  expect(await keys()).toBe(managedOnly + 1)
  expect((await caller.call('PUT', `/cdn/sslData/${own.id}`, body)).status).toBe(200)
  await system.pass(6 * MINUTE)
  expect(await keys()).toBe(managedOnly + 1)
  expect((await caller.call('DELETE', `/cdn/sslData/${own.id}`)).status).toBe(204)
  await system.pass(6 * MINUTE)
  expect(await keys()).toBe(managedOnly)
})

test('a key that is lost takes no certificate off the edges: an alarm stands until another is served', async () => {
  const own = await upload('own', HOST)
  await attach(own.id)
  await system.pass(MINUTE)
  const { store } = system.world
  const kept = (await store.sslDataList(caller.client)).find(({ id }) => id === own.id)
  const row = await store.certificate(kept?.certificate ?? '')
  if (row) await store.saveCertificate({ ...row, sealedKey: null })
  const versions = { options: { tls_versions: { enabled: true, value: ['TLSv1.3'] } } }
  await caller.call('PATCH', `/cdn/resources/${site}`, versions)
  await system.pass(5 * MINUTE)
  expect(served()).toBe(own.serial)
  const standing = async () => (await store.alarms([site])).map(({ event }) => event)
  expect(await standing()).toEqual(['certificate-key-gone'])
  await attach((await upload('next', HOST)).id)
  await system.pass(5 * MINUTE)
  expect(await standing()).toEqual([])
})

test('to attach one and to delete it at once leaves no resource with a certificate that is gone', async () => {
  for (let round = 1; round <= 6; round++) {
    const own = await upload(`own ${round}`, HOST)
    const [attached, deleted] = await Promise.all([
      attach(own.id),
      caller.call('DELETE', `/cdn/sslData/${own.id}`),
    ])
    expect([
      [200, 400],
      [400, 204],
    ]).toContainEqual([attached.status, deleted.status])
    const { sslData } = (await caller.call('GET', `/cdn/resources/${site}`)).body
    expect((await caller.call('GET', `/cdn/sslData/${sslData}`)).status).toBe(200)
    await system.pass(MINUTE)
  }
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
