import { expect, test } from 'vitest'
import { ADDRESSES } from '../system/memory-system.ts'
import { createAutomated, createResource, fieldFault, HOST } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const MINUTE = 60_000
const api = useApi()

test('each refusal is the API’s literal', async () => {
  const free = await createAutomated(api.caller, 'free')
  const literal = async (method: string, path: string) => (await api.caller.call(method, path)).body
  const unattached = fieldFault('certificate', 'Certificate is not attached to a resource.')
  expect(await literal('GET', `/cdn/sslData/${free}/status`)).toEqual(unattached)
  expect(await literal('POST', `/cdn/sslData/${free}/renew`)).toEqual(unattached)
  expect(await literal('POST', `/cdn/sslData/${free}/force-retry`)).toEqual(unattached)

  const ssl = await createAutomated(api.caller, 'used')
  const id = await createResource(api.caller, { sslEnabled: true, sslData: ssl })
  expect(await literal('GET', `/cdn/sslData/${ssl}/status`)).toEqual(
    fieldFault('certificate', "Let's Encrypt certificate issuing is not started yet."),
  )
  expect(await literal('POST', `/cdn/sslData/${ssl}/renew`)).toEqual(
    fieldFault('resource', 'Certificate issuing process has already been launched.'),
  )
  expect((await literal('POST', `/cdn/sslData/${ssl}/force-retry`)).errors.certificate[0]).toContain(
    'until the current attempt completes',
  )
  await api.system.pass(MINUTE)
  expect(await literal('POST', `/cdn/sslData/${ssl}/force-retry`)).toEqual(
    fieldFault('certificate', 'The certificate issuance process has already been completed.'),
  )
  const second = await createAutomated(api.caller, 'second')
  const taken = await api.caller.call('POST', '/cdn/resources', {
    cname: 'b.customer.example',
    origin: 'origin.customer.example',
    sslEnabled: true,
    sslData: ssl,
  })
  expect(taken.body.errors.sslData[0]).toContain('already attached to another resource')
  expect((await api.caller.call('DELETE', `/cdn/sslData/${ssl}`)).status).toBe(400)
  expect((await api.caller.call('DELETE', `/cdn/sslData/${second}`)).status).toBe(204)
  expect(id).toBeGreaterThan(0)
})

test('a certificate asked for at creation comes, and its status tells it', async () => {
  const ssl = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData: ssl })
  expect((await api.caller.call('GET', `/cdn/resources/${id}`)).body).toMatchObject({
    sslEnabled: true,
    sslData: ssl,
  })
  await api.system.pass(MINUTE)
  const status = (await api.caller.call('GET', `/cdn/sslData/${ssl}/status`)).body
  expect(status).toMatchObject({
    active: false,
    attempts_count: 1,
    next_attempt_time: null,
    resource: id,
    latest_status: { status: 'DONE', error: '', details: '', retry_after: null },
  })
  expect(status.started).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  const without = (
    await api.caller.call('GET', `/cdn/sslData/${ssl}/status?exclude=statuses&exclude=started`)
  ).body
  expect(Object.keys(without)).not.toContain('statuses')
  expect(Object.keys(without)).not.toContain('started')
  const object = (await api.caller.call('GET', `/cdn/sslData/${ssl}`)).body
  expect(object).toMatchObject({ automated: true, cert_subject_alt: HOST, hasRelatedResources: true })
  expect(JSON.stringify(object)).not.toContain('PRIVATE KEY')
})

test('letting HTTPS and the certificate go revokes it; the object stays and issues anew', async () => {
  const ssl = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData: ssl })
  await api.system.pass(MINUTE)
  const off = await api.caller.call('PATCH', `/cdn/resources/${id}`, { sslEnabled: false, sslData: null })
  expect(off.body).toMatchObject({ sslEnabled: false, sslData: null })
  await api.system.pass(MINUTE)
  expect(api.system.ca.revoked).toHaveLength(1)
  await api.caller.call('PATCH', `/cdn/resources/${id}`, { sslEnabled: true, sslData: ssl })
  await api.system.pass(MINUTE)
  expect((await api.caller.call('GET', `/cdn/sslData/${ssl}/status`)).body.latest_status.status).toBe('DONE')
  expect(api.system.ca.orders).toHaveLength(2)
})

test('disabling keeps the certificate: enabling again orders nothing', async () => {
  const ssl = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData: ssl })
  await api.system.pass(MINUTE)
  expect((await api.caller.call('PATCH', `/cdn/resources/${id}`, { sslEnabled: false })).body).toMatchObject({
    sslEnabled: false,
    sslData: ssl,
  })
  await api.system.pass(MINUTE)
  await api.caller.call('PATCH', `/cdn/resources/${id}`, { sslEnabled: true, sslData: ssl })
  await api.system.pass(MINUTE)
  expect((await api.caller.call('GET', `/cdn/resources/${id}`)).body.sslEnabled).toBe(true)
  expect([api.system.ca.orders.length, api.system.ca.revoked.length]).toEqual([1, 0])
})

test('a changed hostname reissues, and the answer warns of it', async () => {
  api.system.prober.lead('shop.customer.example', ADDRESSES)
  const ssl = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData: ssl })
  await api.system.pass(MINUTE)
  const answer = await api.caller.call('PATCH', `/cdn/resources/${id}`, {
    secondaryHostnames: ['shop.customer.example'],
  })
  expect(answer.headers.get('x-wellknown-warning')).toContain('at most 30 minutes')
  await api.system.pass(MINUTE)
  const { cert_subject_alt: names } = (await api.caller.call('GET', `/cdn/sslData/${ssl}`)).body
  expect(names).toBe(`${HOST}, shop.customer.example`)
})

test('pre-validation answers 201 when the names lead here, else 400 with each problem', async () => {
  const id = await createResource(api.caller)
  expect((await api.caller.call('POST', `/cdn/resources/${id}/ssl/le/pre-validate`)).status).toBe(201)
  api.system.prober.lead(HOST, null)
  const answer = await api.caller.call('POST', `/cdn/resources/${id}/ssl/le/pre-validate`)
  expect(answer.status).toBe(400)
  expect(answer.body.errors[0]).toContain('Problem detected:')
  expect(answer.body.errors[0]).toContain(HOST)
})

test('a name that leads elsewhere is diagnosed, and can be asked for anyway', async () => {
  api.system.prober.lead(HOST, ['198.51.100.77'])
  const ssl = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData: ssl })
  await api.system.pass(MINUTE)
  const found = (await api.caller.call('GET', `/cdn/resources/${id}/ssl/le/diagnosis`)).body
  expect(found).toMatchObject({
    label: 'Pre-validation failed',
    next: { who: 'customer' },
    problems: [{ code: 'cname-missing', name: HOST, who_acts: 'customer' }],
  })
  expect((await api.caller.call('POST', `/cdn/resources/${id}/ssl/le/anyway`)).status).toBe(201)
  await api.system.pass(MINUTE)
  // The CA was asked, and its word counts as an attempt.
  const { attempts_count: attempts, latest_status: latest } = (
    await api.caller.call('GET', `/cdn/sslData/${ssl}/status`)
  ).body
  expect([attempts, latest.status, latest.error]).toEqual([1, 'FAILED', 'CaUnauthorized'])
})

test('abort ends the process as cancelled', async () => {
  api.system.edge.setReachable('far', false)
  const ssl = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData: ssl })
  await api.system.pass(MINUTE)
  expect((await api.caller.call('POST', `/cdn/resources/${id}/ssl/le/abort`)).status).toBe(201)
  expect((await api.caller.call('POST', `/cdn/resources/${id}/ssl/le/abort`)).status).toBe(400)
  expect((await api.caller.call('GET', `/cdn/resources/${id}`)).body.sslEnabled).toBe(false)
})

test('the rollout names each edge with what it holds and serves', async () => {
  const ssl = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData: ssl })
  await api.system.pass(MINUTE)
  const rollout = (await api.caller.call('GET', `/cdn/resources/${id}/ssl/le/rollout`)).body
  expect(rollout.map(({ pop }: { pop: string }) => pop)).toEqual(['far', 'near'])
  const near = rollout[1].hosts[0]
  expect(near.serial).toMatch(/^[0-9A-F]+$/)
  for (const { wanted, held } of near.documents) expect(held).toBe(wanted)
  const timeline = (await api.caller.call('GET', `/cdn/resources/${id}/ssl/le/timeline`)).body
  const told = timeline.map(({ event }: { event: string }) => event)
  for (const event of ['enable', 'passed', 'issued', 'live']) expect(told).toContain(event)
})
