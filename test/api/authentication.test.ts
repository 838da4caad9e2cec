import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAutomated, createCaller, createResource, HOST, type Caller } from '../system/caller.ts'
import { ADDRESSES, startMemorySystem, type MemorySystem } from '../system/memory-system.ts'

let system: MemorySystem
let caller: Caller

beforeEach(async () => {
  system = await startMemorySystem()
  system.prober.lead(HOST, ADDRESSES)
  caller = await createCaller(system.world)
})
afterEach(() => system.close())

test('says what is wrong with the credentials, whatever the scheme’s case', async () => {
  const ask = (authorization: string) => caller.call('GET', '/cdn/clients/me', undefined, { authorization })
  expect(await ask(`apikey ${caller.token}`)).toMatchObject({ status: 200 })
  expect(await ask(`Bearer ${caller.token}`)).toMatchObject({ status: 200 })
  expect(await ask('APIKey nonsense')).toMatchObject({
    status: 401,
    body: { message: 'Token is invalid or expired' },
  })
  expect(await ask('Basic eDp5')).toMatchObject({
    status: 401,
    body: { message: 'Given token not valid for any token type' },
  })
})

test('every call of the description wants a token', async () => {
  const { body } = await caller.call('GET', '/openapi.json')
  const calls = Object.entries<Record<string, unknown>>(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method.toUpperCase(), path.replace(/\{\w+\}/g, '1')] as const),
  )
  expect(calls.length).toBeGreaterThan(35)
  for (const [method, path] of calls) {
    const answer = await caller.call(method, path, undefined, { authorization: '' })
    expect(answer.status, `${method} ${path}`).toBe(401)
  }
})

test('a tenant sees nothing of another: each id of theirs is not found', async () => {
  const id = await createResource(caller)
  const ssl = await createAutomated(caller)
  const group = (await caller.call('GET', '/cdn/origin_groups')).body[0].id
  const rule = (await caller.call('POST', `/cdn/resources/${id}/rules`, { name: 'r', rule: '/x' })).body.id
  const other = await createCaller(system.world, 'admin', 'other')
  const { body } = await caller.call('GET', '/openapi.json')
  const bodies: Record<string, unknown> = {
    '/cdn/origin_groups/{id}': { name: 'n', sources: [{ source: 'o.customer.example' }] },
    '/cdn/resources/{id}/rules': { name: 'n', rule: '/n' },
    '/cdn/resources/{id}/rules/{rule_id}': { name: 'n', rule: '/n' },
    '/cdn/resources/{id}': { originGroup: group },
  }
  for (const [path, methods] of Object.entries<Record<string, unknown>>(body.paths)) {
    if (!path.includes('{id}')) continue
    const owned = path.startsWith('/cdn/sslData') ? ssl : path.startsWith('/cdn/origin') ? group : id
    const url = path.replace('{id}', String(owned)).replace('{rule_id}', String(rule))
    for (const method of Object.keys(methods)) {
      const sent = method === 'get' || method === 'delete' ? undefined : (bodies[path] ?? {})
      const answer = await other.call(method.toUpperCase(), url, sent)
      expect(answer.status, `${method} ${url}`).toBe(404)
    }
  }
})

test('a read token reads and changes nothing', async () => {
  const reader = await createCaller(system.world, 'read', 'reader')
  expect((await reader.call('GET', '/cdn/resources')).status).toBe(200)
  expect((await reader.call('POST', '/cdn/sslData', { name: 'x', automated: true })).status).toBe(403)
  expect((await reader.call('GET', '/cdn/clients/me/tokens')).status).toBe(403)
  expect((await caller.call('GET', '/operator/clients')).status).toBe(403)
})
