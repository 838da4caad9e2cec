import { expect, test } from 'vitest'
import { createAutomated, createCaller, createResource } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const api = useApi()

test('says what is wrong with the credentials, whatever the scheme’s case', async () => {
  const ask = (authorization: string) =>
    api.caller.call('GET', '/cdn/clients/me', undefined, { authorization })
  expect(await ask(`apikey ${api.caller.token}`)).toMatchObject({ status: 200 })
  expect(await ask(`Bearer ${api.caller.token}`)).toMatchObject({ status: 200 })
  expect(await ask('APIKey nonsense')).toMatchObject({
    status: 401,
    body: { message: 'Token is invalid or expired' },
  })
  expect(await ask('Basic eDp5')).toMatchObject({
    status: 401,
    body: { message: 'Given token not valid for any token type' },
  })
})

test('every call of the description wants a token, but the guide for people', async () => {
  const { body } = await api.caller.call('GET', '/openapi.json')
  const guarded = Object.entries<Record<string, unknown>>(body.paths).filter(
    ([path]) => !path.startsWith('/guide'),
  )
  const calls = guarded.flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method.toUpperCase(), path.replace(/\{\w+\}/g, '1')] as const),
  )
  expect(calls.length).toBeGreaterThan(35)
  for (const [method, path] of calls) {
    const answer = await api.caller.call(method, path, undefined, { authorization: '' })
    expect(answer.status, `${method} ${path}`).toBe(401)
  }
})

test('a tenant sees nothing of another: each id of theirs is not found (SEC-35)', async () => {
  const id = await createResource(api.caller)
  const ssl = await createAutomated(api.caller)
  const group = (await api.caller.call('GET', '/cdn/origin_groups')).body[0].id
  const rule = (await api.caller.call('POST', `/cdn/resources/${id}/rules`, { name: 'r', rule: '/x' })).body
    .id
  const other = await createCaller(api.system.world, 'admin', 'other')
  const { body } = await api.caller.call('GET', '/openapi.json')
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
      // What is the operator's is nobody else's, whatever it is about.
      expect(answer.status, `${method} ${url}`).toBe(path.startsWith('/operator/') ? 403 : 404)
    }
  }
})

test('a read token reads and changes nothing', async () => {
  const reader = await createCaller(api.system.world, 'read', 'reader')
  expect((await reader.call('GET', '/cdn/resources')).status).toBe(200)
  expect((await reader.call('POST', '/cdn/sslData', { name: 'x', automated: true })).status).toBe(403)
  expect((await reader.call('GET', '/cdn/clients/me/tokens')).status).toBe(403)
  expect((await api.caller.call('GET', '/operator/clients')).status).toBe(403)
})
