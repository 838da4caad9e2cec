// One hostname, one tenant: and whoever wants a name another had proves that it is theirs.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCaller, createResource, HOST, type Caller } from '../system/caller.ts'
import { ADDRESSES, startMemorySystem, type MemorySystem } from '../system/memory-system.ts'

const HOUR = 3_600_000
const CLAIM = `_wellknown-claim.${HOST}`
let system: MemorySystem
let second: Caller
beforeEach(async () => {
  system = await startMemorySystem()
  second = await createCaller(system.world, 'admin', 'second')
})
afterEach(() => system.close())

const add = (by: Caller, cname = HOST) =>
  by.call('POST', '/cdn/resources', { cname, origin: 'origin.customer.example' })

/** HOST was a first customer's, who has deleted it. */
async function release(): Promise<Caller> {
  const first = await createCaller(system.world, 'admin', 'first')
  const id = await createResource(first)
  await first.call('PATCH', `/cdn/resources/${id}`, { active: false })
  expect((await first.call('DELETE', `/cdn/resources/${id}`)).status).toBe(204)
  await system.pass(HOUR, async () => (await system.world.store.load(id)) === null)
  return first
}

test('a name in use elsewhere cannot be added (SEC-9)', async () => {
  await createResource(await createCaller(system.world, 'admin', 'first'))
  const { status, body } = await add(second)
  expect([status, body.errors.cname[0]]).toEqual([400, expect.stringMatching('in use')])
})

test('a released name is not another’s at once, nor ever without proof (SEC-10)', async () => {
  await release()
  system.prober.write(CLAIM, [`client-${second.client}`])
  expect((await add(second)).body.errors.cname[0]).toMatch(/after \d{4}-/)
  await system.pass(HOUR)
  system.prober.write(CLAIM, ['client-99'])
  const refused = await add(second)
  expect(refused.status).toBe(400)
  expect(refused.body.errors.cname[0]).toContain(`set the TXT record ${CLAIM} to "client-${second.client}"`)
  system.prober.write(CLAIM, null)
  expect((await add(second)).body.errors.cname[0]).toContain('could not be looked up')
  await system.pass(400 * 24 * HOUR)
  system.prober.write(CLAIM, [])
  expect((await add(second)).status).toBe(400)
})

test('a TXT record proves it, and an alias of the client’s own target does', async () => {
  await release()
  await system.pass(HOUR)
  system.prober.alias(HOST, `cl-${second.client + 1}.cdn.example`)
  expect((await add(second)).status).toBe(400)
  system.prober.alias(HOST, `cl-${second.client}.cdn.example`)
  expect((await add(second)).status).toBe(201)
})

test('as a secondary name it is proven as well, and the fault is told as the API does', async () => {
  await release()
  await system.pass(HOUR)
  const { id } = (await add(second, 'other.customer.example')).body
  const patch = () => second.call('PATCH', `/cdn/resources/${id}`, { secondaryHostnames: [HOST] })
  expect((await patch()).body.errors.secondaryHostnames).toContain('Prove that it is yours')
  system.prober.write(CLAIM, [`client-${second.client}`])
  expect((await patch()).status).toBe(200)
})

test('who had it adds it again without proof', async () => {
  const first = await release()
  expect((await add(first)).status).toBe(201)
})

const statusesOf = (answers: readonly { readonly status: number }[]): readonly number[] =>
  answers.map(({ status }) => status).toSorted((one, other) => one - other)

test('of two customers who add a name at once one has it, and it is told to the other (SEC-9)', async () => {
  const first = await createCaller(system.world, 'admin', 'first')
  const answers = await Promise.all([add(first), add(second), add(first), add(second)])
  expect(statusesOf(answers)).toEqual([201, 400, 400, 400])
  for (const { status, body } of answers) {
    if (status === 400) expect(body.errors.cname[0]).toContain('in use')
  }
})

test('of two customers who prove a released name at once one has it', async () => {
  await release()
  await system.pass(HOUR)
  const third = await createCaller(system.world, 'admin', 'third')
  system.prober.write(CLAIM, [`client-${second.client}`, `client-${third.client}`])
  const answers = await Promise.all([add(second), add(third)])
  expect(statusesOf(answers)).toEqual([201, 400])
})

test('a name that leads to us without a resource is ordered for by nobody (SEC-11)', async () => {
  system.prober.lead(HOST, ADDRESSES)
  await system.pass(24 * HOUR)
  expect([system.ca.orders, system.edge.held('near', HOST, 'config')]).toEqual([[], null])
})
