// An operator sees what a client sees, changes nothing by it, and the client can read that they did.

import { expect, test } from 'vitest'
import { createCaller, createResource, HOST, type Answer, type Caller } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const MINUTE = 60_000
const AS = 'x-wellknown-as-client'
const api = useApi()

const operate = (): Promise<Caller> => createCaller(api.system.world, 'operator', 'operator')
const viewed = async (by: Caller): Promise<Answer['body'][]> =>
  (await by.call('GET', '/cdn/audit?event=viewed&ordering=id')).body

test('an operator reads as a client what a read token of that client reads, and nothing of any other', async () => {
  const { caller, system } = api
  const id = await createResource(caller)
  const operator = await operate()
  const other = await createCaller(system.world, 'admin', 'other')
  const as = (path: string, client: number | string = caller.client) =>
    operator.call('GET', path, undefined, { [AS]: String(client) })
  expect((await operator.call('GET', `/cdn/resources/${id}`)).status).toBe(404)
  expect((await as('/cdn/resources')).body).toEqual((await caller.call('GET', '/cdn/resources')).body)
  expect((await as(`/cdn/resources/${id}`)).body).toMatchObject({ id, cname: HOST })
  expect((await as('/cdn/clients/me')).body.id).toBe(caller.client)
  expect((await as('/cdn/clients/me/token')).body.role).toBe('read')
  expect((await as('/cdn/clients/me/tokens')).status).toBe(403)
  expect((await as(`/cdn/resources/${id}`, other.client)).status).toBe(404)
  for (const nobody of ['999', '0', 'x', '1 or 1=1', ''])
    expect((await as('/cdn/resources', nobody)).status).toBe(404)
  const actions = (await as(`/cdn/resources/${id}/ssl/le/actions`)).body
  expect(actions.every((each: { accepted: boolean }) => !each.accepted)).toBe(true)
})

test('a view changes nothing, is nobody else’s than an operator’s, and is no way to the operator’s calls', async () => {
  const { caller } = api
  const id = await createResource(caller)
  const operator = await operate()
  const headers = { [AS]: String(caller.client) }
  for (const [method, path] of [
    ['DELETE', `/cdn/resources/${id}`],
    ['POST', '/cdn/clients/me/tokens'],
    ['PATCH', `/cdn/resources/${id}`],
    ['GET', '/operator/clients'],
  ] as const) {
    const { status, body } = await operator.call(method, path, method === 'GET' ? undefined : {}, headers)
    expect([path, status, body.reason]).toEqual([
      path,
      403,
      expect.stringContaining('calls below /cdn/ that read'),
    ])
  }
  expect((await caller.call('GET', '/cdn/resources', undefined, headers)).status).toBe(403)
  expect(await viewed(caller)).toEqual([])
})

test('every view stands in the client’s history before it is answered: by whom and of what, once in a quarter of an hour', async () => {
  const { caller, system } = api
  const id = await createResource(caller)
  const operator = await operate()
  const as = (path: string) => operator.call('GET', path, undefined, { [AS]: String(caller.client) })
  await Promise.all([as('/cdn/resources'), as('/cdn/sslData'), as(`/cdn/resources/${id}`)])
  await as(`/cdn/resources/${id}/ssl/le/diagnosis`)
  expect(await viewed(caller)).toMatchObject([
    { resource: null, detail: { token: { name: 'test', role: 'operator' } } },
    { resource: id, detail: { path: `/cdn/resources/${id}` } },
  ])
  await system.pass(20 * MINUTE)
  await as(`/cdn/resources/${id}`)
  expect(await viewed(caller)).toHaveLength(3)
  // What is another's is not shown, and leaves nothing in its history.
  const other = await createCaller(system.world, 'admin', 'other')
  const answer = await operator.call('GET', `/cdn/resources/${id}`, undefined, { [AS]: String(other.client) })
  expect(answer.status).toBe(404)
  expect(await viewed(caller)).toHaveLength(3)
  expect(await viewed(other)).toMatchObject([{ resource: null }])
})

test('a view that cannot be noted is not given', async () => {
  const { caller, system } = api
  const operator = await operate()
  const { note } = system.world.store
  Object.assign(system.world.store, { note: () => Promise.reject(new Error('disk full')) })
  const as = () => operator.call('GET', '/cdn/resources', undefined, { [AS]: String(caller.client) })
  expect((await as()).status).toBe(500)
  Object.assign(system.world.store, { note })
  expect((await as()).status).toBe(200)
  expect(await viewed(caller)).toHaveLength(1)
})

test('a view follows the client’s events, in a place of the operator’s own, for as long as the operator’s token is good', async () => {
  const { caller, system } = api
  const operator = await operate()
  const stream = await operator.open('/cdn/events?after=0', { [AS]: String(caller.client) })
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  while (!text.includes('"viewed"')) text += (await reader?.read())?.value ?? ''
  const [token] = await system.world.store.tokens(operator.client)
  await system.world.store.deleteToken(operator.client, token?.id ?? 0)
  await createResource(caller)
  await caller.call('PATCH', '/cdn/clients/me', { utilization_level: 1 })
  for (let done = false; !done;) done = (await reader?.read())?.done ?? true
})
