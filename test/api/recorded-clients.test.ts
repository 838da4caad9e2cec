import { expect, test } from 'vitest'
import { createGroup, createResource, HOST } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const MINUTE = 60_000
const api = useApi()

test('a resource is deleted when it is not active, and leaves the edges', async () => {
  const id = await createResource(api.caller)
  await api.system.pass(MINUTE)
  expect((await api.caller.call('DELETE', `/cdn/resources/${id}`)).body.errors).toHaveLength(1)
  expect((await api.caller.call('PATCH', `/cdn/resources/${id}`, { active: false })).body.status).toBe(
    'suspended',
  )
  expect((await api.caller.call('DELETE', `/cdn/resources/${id}`)).status).toBe(204)
  expect((await api.caller.call('GET', `/cdn/resources/${id}`)).status).toBe(404)
  await api.system.pass(MINUTE)
  expect(api.system.edge.held('near', HOST, 'config')).toBeNull()
  expect(await api.system.world.store.load(id)).toBeNull()
})

test('requests of the Go and Python clients, as recorded, are answered as documented', async () => {
  const group = await createGroup(api.caller)
  const made = await api.caller.call('POST', '/cdn/resources', { cname: HOST, originGroup: group })
  const id = made.body.id
  expect(made.body).toMatchObject({ status: 'processed', sslEnabled: false, sslData: null, is_primary: null })
  // GO1
  const go = await api.caller.call('POST', '/cdn/sslData', {
    name: 'le-1',
    sslCertificate: '',
    sslPrivateKey: '',
    automated: true,
    validate_root_ca: false,
  })
  expect(go).toMatchObject({
    status: 201,
    body: { name: 'le-1', automated: true, deleted: false, cert_issuer: null },
  })
  const ssl = go.body.id
  expect(
    await api.caller.call('PATCH', `/cdn/sslData/${ssl}`, { name: 'le-2', validate_root_ca: false }),
  ).toMatchObject({
    status: 200,
    body: { id: ssl, name: 'le-2' },
  })
  const put = {
    description: '',
    active: true,
    originGroup: group,
    secondaryHostnames: null,
    sslEnabled: false,
    proxy_ssl_enabled: false,
    proxy_ssl_ca: null,
    proxy_ssl_data: null,
  }
  expect((await api.caller.call('PUT', `/cdn/resources/${id}`, put)).status).toBe(200)
  // PY
  expect(await api.caller.call('POST', '/cdn/sslData', { name: 'le-3', automated: true })).toMatchObject({
    status: 201,
  })
  expect((await api.caller.call('GET', '/cdn/sslData?automated=true&limit=1000')).body).toMatchObject({
    count: 2,
  })
  expect(
    await api.caller.call('PATCH', `/cdn/resources/${id}`, { sslData: ssl, sslEnabled: true }),
  ).toMatchObject({
    status: 200,
    body: { sslData: ssl, sslEnabled: true },
  })
  expect(
    await api.caller.call('PATCH', `/cdn/resources/${id}`, { sslData: null, sslEnabled: false }),
  ).toMatchObject({
    status: 200,
    body: { sslData: null, sslEnabled: false },
  })
  // An empty body under a JSON content type.
  api.system.prober.lead(HOST, null)
  await api.caller.call('PATCH', `/cdn/resources/${id}`, { sslData: ssl, sslEnabled: true })
  await api.system.pass(MINUTE)
  const retry = await api.caller.call('POST', `/cdn/sslData/${ssl}/force-retry`, undefined, {
    'content-type': 'application/json',
  })
  expect(retry.status).toBe(201)
  // GO1 again
  expect((await api.caller.call('PATCH', `/cdn/resources/${id}`, { active: false })).body.active).toBe(false)
  expect((await api.caller.call('DELETE', `/cdn/resources/${id}`)).status).toBe(204)
})
