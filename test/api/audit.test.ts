// What happened, and who called for what, stands in a history that its client reads and that nobody changes unseen.

import { expect, test } from 'vitest'
import { createAutomated, createCaller, createResource, fieldFault } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const MINUTE = 60_000
const api = useApi()

test('a client reads who called for what, and what came of it, newest first; never what was in a call (SEC-34)', async () => {
  const { call } = api.caller
  const sslData = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData })
  await api.system.pass(MINUTE)
  const secret = 'a secret description'
  await call('PATCH', `/cdn/resources/${id}`, { description: secret, options: {} })
  const { body } = await call('GET', '/cdn/audit')
  expect(body[0]).toMatchObject({
    resource: id,
    event: 'called',
    detail: {
      method: 'PATCH',
      path: `/cdn/resources/${id}`,
      status: 200,
      token: { name: 'test', role: 'admin' },
      fields: ['description', 'options'],
    },
  })
  expect(JSON.stringify(body)).not.toContain(secret)
  const events = body.map(({ event }: { event: string }) => event)
  expect(events).toEqual(expect.arrayContaining(['enable', 'issued', 'live']))
})

test('what changed nothing is no entry: refusals, dry runs, checks, and answers given again', async () => {
  const { call } = api.caller
  const id = await createResource(api.caller)
  const { length } = (await call('GET', '/cdn/audit')).body
  expect((await call('PATCH', `/cdn/resources/${id}`, { active: 'no' })).status).toBe(400)
  await call('PATCH', `/cdn/resources/${id}?dry_run=on`, { active: false })
  await call('POST', '/cdn/rules/check', { rule: '/x' })
  for (let time = 0; time < 2; time++) {
    await call('POST', '/cdn/sslData', { name: 'le', automated: true }, { 'idempotency-key': 'one' })
  }
  expect((await call('GET', '/cdn/audit')).body).toHaveLength(length + 1)
})

test('the history is cut in pages and chosen by resource, event and time; a wrong wish is told under its name', async () => {
  const { call } = api.caller
  const read = async (query: string) => (await call('GET', `/cdn/audit?${query}`)).body
  const id = await createResource(api.caller)
  await api.system.pass(MINUTE)
  await call('PATCH', `/cdn/resources/${id}`, { active: false })
  const { results, count, next } = await read('limit=2&ordering=id')
  expect([results.length, count]).toEqual([2, (await read('')).length])
  expect((await call('GET', next)).body.results[0].id).toBeGreaterThan(results[1].id)
  expect(await read(`resource=${id}&event=suspend`)).toHaveLength(1)
  const [last] = await read('')
  expect(await read(`since=${last.at}`)).toMatchObject([{ event: 'called' }, { event: 'suspend' }])
  expect((await read(`until=${last.at}`)).length).toBe(count - 2)
  expect(await read('ordering=name')).toEqual(fieldFault('ordering', 'Give id or -id.'))
  expect(await read('since=yesterday')).toEqual(
    fieldFault('since', 'Give a time such as 2026-01-31T10:00:00Z.'),
  )
})

test('a client keeps the history of a resource that is gone, and sees nothing of another’s', async () => {
  const { call } = api.caller
  const id = await createResource(api.caller, { active: false })
  await call('DELETE', `/cdn/resources/${id}`)
  await api.system.pass(MINUTE)
  expect(await api.system.world.store.load(id)).toBeNull()
  expect((await call('GET', `/cdn/audit?resource=${id}`)).body.length).toBeGreaterThan(2)
  const other = await createCaller(api.system.world, 'admin', 'other')
  expect((await other.call('GET', `/cdn/audit?resource=${id}`)).body).toEqual([])
})

test('an operator reads the history of all, and is told whether anybody has changed it (SEC-34)', async () => {
  const operator = await createCaller(api.system.world, 'operator', 'operator')
  await createResource(api.caller)
  await api.system.pass(MINUTE)
  const { client } = api.caller
  const mine = (await operator.call('GET', `/operator/audit?client=${client}`)).body
  expect(mine[0]).toMatchObject({ client, sealed: true })
  const entries = (await operator.call('GET', '/operator/audit?limit=1')).body.count
  const whole = { state: 'whole', broken_at: null, entries, sealed: entries }
  expect((await operator.call('GET', '/operator/audit/chain')).body).toEqual(whole)
  const { world } = api.system
  const store = { ...world.store, verifyHistory: async () => 7 }
  const warned = await createCaller({ ...world, store }, 'operator', 'operator')
  expect((await warned.call('GET', '/operator/audit/chain')).body).toMatchObject({
    state: 'broken',
    broken_at: 7,
  })
  expect((await api.caller.call('GET', '/operator/audit/chain')).status).toBe(403)
})
