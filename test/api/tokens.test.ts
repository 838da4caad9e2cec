// API tokens: each does what its role allows, until its time has come or it is deleted.

import { expect, test } from 'vitest'
import { createCaller, fieldFault, type Caller } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const api = useApi()

const TOKENS = '/cdn/clients/me/tokens'
const make = async (wish: object, by: Caller = api.caller) => (await by.call('POST', TOKENS, wish)).body
const ask = (text: string, method: string, path: string, body?: unknown) =>
  api.caller.call(method, path, body, { authorization: `APIKey ${text}` })

test('a token does what its role allows and is told so where it may not', async () => {
  const allowed = {
    read: [200, 403, 403],
    write: [200, 201, 403],
    admin: [200, 201, 200],
  }
  for (const [role, statuses] of Object.entries(allowed)) {
    const { token } = await make({ name: role, role })
    const read = await ask(token, 'GET', '/cdn/resources')
    const write = await ask(token, 'POST', '/cdn/sslData', { name: role, automated: true })
    const admin = await ask(token, 'GET', TOKENS)
    expect([read.status, write.status, admin.status], role).toEqual(statuses)
    expect((await ask(token, 'GET', '/operator/clients')).body.reason).toBe(
      `This call wants a token of the role operator; this one is of the role ${role}.`,
    )
    expect((await ask(token, 'GET', '/cdn/clients/me/token')).body).toMatchObject({ name: role, role })
  }
})

test('a token ends at its time, and the answer says that it was this', async () => {
  const expires = new Date(api.system.world.now() + DAY).toISOString()
  const { token } = await make({ name: 'ci', role: 'read', expires })
  expect((await ask(token, 'GET', '/cdn/resources')).status).toBe(200)
  await api.system.pass(DAY)
  const late = await ask(token, 'GET', '/cdn/resources')
  expect([late.status, late.body]).toEqual([
    401,
    {
      message: 'Token is invalid or expired',
      reason: `The token expired at ${expires}. Ask an admin of the client for a new one.`,
    },
  ])
  expect((await ask('nonsense', 'GET', '/cdn/resources')).body.reason).toBe('There is no such token.')
  const past = await make({ name: 'x', expires })
  expect(past).toEqual(fieldFault('expires', 'Give a time in the future, or null.'))
})

test('the text is shown once, when it was used last to the minute, at no more than one write a minute', async () => {
  const { store } = api.system.world
  let writes = 0
  const counting = {
    ...store,
    touchToken: async (...given: Parameters<typeof store.touchToken>) => {
      writes++
      await store.touchToken(...given)
    },
  }
  const caller = await createCaller({ ...api.system.world, store: counting })
  for (let time = 0; time < 5; time++) await caller.call('GET', '/cdn/resources')
  expect(writes).toBe(1)
  const { body } = await caller.call('GET', TOKENS)
  expect(body).toMatchObject([{ name: 'test', role: 'admin', expires: null }])
  expect(Date.parse(body[0].last_used)).toBe(api.system.world.now())
  expect(JSON.stringify(body)).not.toContain(caller.token)
  const made = await make({ name: 'ci' }, caller)
  expect(JSON.stringify((await caller.call('GET', '/cdn/audit')).body)).not.toContain(made.token)
})

test('nobody gives or takes away more than they have', async () => {
  const operator = await createCaller(api.system.world, 'operator', 'operator')
  const { token: admin } = await make({ name: 'admin', role: 'admin' }, operator)
  const [own] = (await operator.call('GET', TOKENS)).body
  const made = await ask(admin, 'POST', TOKENS, { name: 'x', role: 'operator' })
  expect(made.body).toEqual(fieldFault('role', 'Only an operator can make an operator’s token.'))
  expect((await ask(admin, 'DELETE', `${TOKENS}/${own.id}`)).status).toBe(403)
  const theirs = (await api.caller.call('GET', TOKENS)).body[0].id
  expect((await ask(admin, 'DELETE', `${TOKENS}/${theirs}`)).status).toBe(404)
})

test('an operator makes a token for a client who has lost theirs, and deletes the lost one', async () => {
  const operator = await createCaller(api.system.world, 'operator', 'operator')
  const path = `/operator/clients/${api.caller.client}/tokens`
  const [lost] = (await operator.call('GET', path)).body
  const { token } = (await operator.call('POST', path, { name: 'new', role: 'admin' })).body
  expect((await operator.call('DELETE', `${path}/${lost.id}`)).status).toBe(204)
  expect((await api.caller.call('GET', '/cdn/resources')).status).toBe(401)
  expect((await ask(token, 'GET', '/cdn/clients/me')).body.id).toBe(api.caller.client)
  expect((await operator.call('GET', '/operator/clients/999/tokens')).status).toBe(404)
})
