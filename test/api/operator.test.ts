import { expect, test } from 'vitest'
import { raiseAlarm } from '@wellknown/control/actions/alarm.ts'
import { createAutomated, createCaller, createResource, HOST } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const MINUTE = 60_000
const LINK = 'https://portal.ca.test/unpause?jwt=secret'
const api = useApi()

test('a pause shows the operator its link, the customer that we are held, and the log nothing of it', async () => {
  api.system.ca.pause(LINK)
  const ssl = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData: ssl })
  await api.system.pass(MINUTE)
  const told = (await api.caller.call('GET', `/cdn/resources/${id}/ssl/le/diagnosis`)).body
  expect(told).toMatchObject({ state: 'waiting', next: { who: 'operator', at: null } })
  const timeline = await api.caller.call('GET', `/cdn/resources/${id}/ssl/le/timeline`)
  expect(JSON.stringify([told, timeline.body])).not.toContain('secret')
  expect(JSON.stringify(api.system.log)).not.toContain('secret')
  expect(JSON.stringify(api.system.log)).toContain('ca-paused')

  expect((await api.caller.call('GET', '/operator/ca')).status).toBe(403)
  const operator = await createCaller(api.system.world, 'operator', 'operator')
  expect((await operator.call('GET', '/operator/ca')).body.unpause_link).toBe(LINK)
  expect((await operator.call('DELETE', '/operator/ca/unpause_link')).status).toBe(204)
  expect((await operator.call('GET', '/operator/ca')).body.unpause_link).toBeNull()
})

test('the operator sees every PoP with its clock', async () => {
  const operator = await createCaller(api.system.world, 'operator', 'operator')
  const pops = (await operator.call('GET', '/operator/pops')).body
  expect(pops).toMatchObject([
    { name: 'far', membership: 'in', skew_milliseconds: 0, terminates_tls: false },
    { name: 'near', membership: 'in', terminates_tls: true },
  ])
})

test('an operator makes a client, whose first token is shown once', async () => {
  const operator = await createCaller(api.system.world, 'operator', 'operator')
  const made = await operator.call('POST', '/operator/clients', { name: 'new' })
  expect(made.status).toBe(201)
  const authorization = `APIKey ${made.body.token.token}`
  const me = await operator.call('GET', '/cdn/clients/me', undefined, { authorization })
  expect(me.body).toMatchObject({ id: made.body.client.id, cname: `cl-${made.body.client.id}.cdn.example` })
  const tokens = await operator.call('GET', '/cdn/clients/me/tokens', undefined, { authorization })
  expect(JSON.stringify(tokens.body)).not.toContain(made.body.token.token)
  const [first] = tokens.body
  await operator.call('DELETE', `/cdn/clients/me/tokens/${first.id}`, undefined, { authorization })
  expect((await operator.call('GET', '/cdn/clients/me', undefined, { authorization })).status).toBe(401)
})

test('an operator reads whom everything is about by name: sites, holds, alarms, spent limits and the history', async () => {
  const { system, caller } = api
  const operator = await createCaller(system.world, 'operator', 'operator')
  const ssl = await createAutomated(caller)
  const id = await createResource(caller, { sslEnabled: true, sslData: ssl })
  system.ca.blind(true)
  await operator.call('POST', '/operator/hold', { scope: 'client', subject: '2', reason: 'r' })
  await system.pass(MINUTE)
  await raiseAlarm(system.world, { event: 'certificate-key-gone', subject: 'c', resource: id, detail: {} })
  await raiseAlarm(system.world, { event: 'customers-not-told', subject: '', resource: null, detail: {} })
  const read = async (path: string) => (await operator.call('GET', path)).body
  const whom = { client: caller.client, client_name: 'customer' }
  expect(await read('/operator/clients')).toMatchObject([{ name: 'customer' }, { name: 'operator' }])
  expect(await read('/operator/resources')).toMatchObject({ results: [{ ...whom, alarms: [whom] }] })
  expect(await read('/operator/alarms')).toMatchObject([whom, { client: null, client_name: null }])
  expect(await read('/operator/holds')).toMatchObject([{ subject: '2', client_name: 'operator' }])
  expect(await read('/operator/ca/buckets?of=failures')).toMatchObject([{ about: HOST, ...whom }])
  expect(await read('/operator/ca/budget')).toMatchObject({ orders: { client: null, client_name: null } })
  expect(await read(`/operator/audit?resource=${id}&limit=1`)).toMatchObject({ results: [whom] })
})

test('an answer carries the name of its request, by which the log finds who called what, and no more', async () => {
  const { caller, system } = api
  const answer = await caller.call('GET', '/cdn/resources?name=private', undefined, {
    'x-request-id': 'mine-12345',
  })
  expect(answer.headers.get('x-request-id')).toBe('mine-12345')
  const line = system.log.find(({ request }) => request === 'mine-12345')
  expect(line).toMatchObject({
    event: 'request',
    method: 'GET',
    path: '/cdn/resources',
    status: 200,
    client: caller.client,
  })
  expect(JSON.stringify(system.log)).not.toContain(caller.token)
  const forged = await caller.call('GET', '/cdn/resources', undefined, {
    'x-request-id': 'x", "event": "forged',
  })
  expect(forged.headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
})
