// A POST that is sent again because its answer got lost creates nothing twice.

import { issueToken } from '@wellknown/control/actions/issue-token.ts'
import { createApi } from '@wellknown/control/api/app.ts'
import { expect, test } from 'vitest'
import { createCaller, type Answer, type Caller } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const api = useApi()

const create = (name: string, key: string, by: Caller = api.caller): Promise<Answer> =>
  by.call('POST', '/cdn/sslData', { name, automated: true }, { 'idempotency-key': key })
const count = async (): Promise<number> => (await api.caller.call('GET', '/cdn/sslData')).body.length

test('the same request under the same key creates one thing, and gets the same answer for a day', async () => {
  const first = await create('le-1', '"8e03978e-40d5-43dd-bc93-6894a57f9324"')
  // Most clients leave the quotes out.
  const second = await create('le-1', '8e03978e-40d5-43dd-bc93-6894a57f9324')
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.body).toEqual(first.body)
  expect(second.headers.get('idempotency-replayed')).toBe('true')
  expect(await count()).toBe(1)
  await api.system.pass(DAY + MINUTE)
  // The key is forgotten: the request is judged anew, and the name is taken.
  expect((await create('le-1', '8e03978e-40d5-43dd-bc93-6894a57f9324')).status).toBe(400)
})

test('a refusal made nothing: the same request may be tried again once it can be granted', async () => {
  const { id } = (await create('le-1', 'a')).body
  expect((await create('le-1', 'b')).status).toBe(400)
  await api.caller.call('DELETE', `/cdn/sslData/${id}`)
  expect((await create('le-1', 'b')).status).toBe(201)
})

test('an answer that a higher token was given is never replayed to a lesser one', async () => {
  const { world } = api.system
  const app = createApi(world)
  const post = async (role: 'admin' | 'write') => {
    const { text } = await issueToken(world, { client: api.caller.client, name: role, role, expires: null })
    return app.request('/cdn/clients/me/tokens', {
      method: 'POST',
      headers: {
        authorization: `APIKey ${text}`,
        'content-type': 'application/json',
        'content-length': '30',
        'idempotency-key': 'k',
      },
      body: JSON.stringify({ name: 'ci', role: 'admin' }),
    })
  }
  expect((await post('admin')).status).toBe(201)
  const lesser = await post('write')
  expect(lesser.status).toBe(422)
  expect(await lesser.text()).not.toMatch(/"token"/)
})

test('of two at once one creates, and the other is told to wait or given its answer', async () => {
  const both = await Promise.all([create('le-1', 'k'), create('le-1', 'k')])
  expect(both.map(({ status }) => status)).toContain(201)
  for (const { status, body, headers } of both) {
    if (status === 201) continue
    expect([status, headers.get('retry-after')]).toEqual([409, '1'])
    expect(body.errors['Idempotency-Key']).toHaveLength(1)
  }
  expect(await count()).toBe(1)
})

test('a key that was used for another request is refused, and one that is no key is named', async () => {
  await create('le-1', 'k')
  const other = await create('le-2', 'k')
  expect([other.status, other.body.errors['Idempotency-Key'][0]]).toEqual([
    422,
    expect.stringContaining('another request'),
  ])
  expect((await create('le-3', 'two words')).body.errors['Idempotency-Key']).toHaveLength(1)
  expect((await create('le-3', 'x'.repeat(256))).status).toBe(400)
  expect(await count()).toBe(1)
})

test('a key is its client’s own', async () => {
  await create('le-1', 'k')
  const second = await createCaller(api.system.world, 'admin', 'second')
  expect((await create('le-1', 'k', second)).headers.get('idempotency-replayed')).toBeNull()
})

test('a request that failed but happened is not done again: the client is sent to look', async () => {
  const { world } = api.system
  const answerRequest = () => Promise.reject(new Error('the process died here'))
  const dying = await createCaller({ ...world, store: { ...world.store, answerRequest } })
  expect((await create('le-1', 'k', dying)).status).toBe(500)
  const again = () => create('le-1', 'k', dying)
  expect((await again()).body.errors['Idempotency-Key'][0]).toContain('under way')
  await api.system.pass(2 * MINUTE)
  const told = await again()
  expect([told.status, told.body.errors['Idempotency-Key'][0]]).toEqual([
    409,
    expect.stringContaining('cut off'),
  ])
  expect((await dying.call('GET', '/cdn/sslData')).body).toHaveLength(1)
})

test('an answer that holds a secret is kept sealed', async () => {
  const made = await api.caller.call(
    'POST',
    '/cdn/clients/me/tokens',
    { name: 'ci', role: 'read' },
    { 'idempotency-key': 'k' },
  )
  expect(made.status).toBe(201)
  const secret: string = made.body.token
  expect(secret.length).toBeGreaterThan(20)
  const kept = await api.system.world.store.openRequest({
    client: api.caller.client,
    key: 'k',
    fingerprint: '',
    started: 0,
  })
  expect(kept?.answer?.body).toMatch(/^1\./)
  expect(JSON.stringify(kept)).not.toContain(secret)
})
