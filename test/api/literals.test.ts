// Error literals, list shapes and objects of the CDN API that no other suite here asks for.

import { expect, test } from 'vitest'
import { certificateFor } from '../../edge/src/node/test-certificates.ts'
import { createAutomated, createGroup, createResource, fieldFault, HOST } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const MINUTE = 60_000
const api = useApi()

async function upload(name: string, ...names: string[]): Promise<number> {
  const { chain, key } = await certificateFor(...names)
  const body = { name, sslCertificate: chain, sslPrivateKey: key }
  return (await api.caller.call('POST', '/cdn/sslData', body)).body.id
}

test('a customer’s own certificate has no issue process', async () => {
  const own = await upload('own', HOST)
  await createResource(api.caller, { sslEnabled: true, sslData: own })
  const said = async (method: string, call: string) =>
    (await api.caller.call(method, `/cdn/sslData/${own}/${call}`)).body
  expect(await said('GET', 'status')).toEqual(
    fieldFault('certificate', "Status is available for Let's Encrypt certificates only."),
  )
  expect(await said('POST', 'renew')).toEqual(
    fieldFault('certificate', "Certificate doesn't support automatic renewal."),
  )
  expect(await said('POST', 'force-retry')).toEqual(
    fieldFault('certificate', "Force retry is not allowed for non-Let's Encrypt certificates."),
  )
})

test('while a certificate is on its way no other is attached', async () => {
  // It is never seen serving.
  api.system.setPlan((port, call) => (port === 'edge' && call === 'observe' ? 'failed' : null))
  const ssl = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData: ssl })
  await api.system.pass(MINUTE)
  const own = await upload('own', HOST)
  const refused = await api.caller.call('PATCH', `/cdn/resources/${id}`, { sslEnabled: true, sslData: own })
  expect([refused.status, refused.body.errors.sslData[0]]).toEqual([
    400,
    expect.stringContaining('current issuing attempt is in progress'),
  ])
  api.system.setPlan(null)
  await api.system.pass(MINUTE)
  expect(
    (await api.caller.call('PATCH', `/cdn/resources/${id}`, { sslEnabled: true, sslData: own })).status,
  ).toBe(200)
})

test('a list comes bare without a limit, and in pages with one', async () => {
  for (const name of ['a', 'b', 'c']) await createAutomated(api.caller, name)
  const get = async (query: string) => (await api.caller.call('GET', `/cdn/sslData${query}`)).body
  expect((await get('')).map(({ name }: { name: string }) => name)).toEqual(['a', 'b', 'c'])
  const first = await get('?limit=2')
  expect([first.count, first.previous, first.results.length]).toEqual([3, null, 2])
  const { pathname, search } = new URL(first.next)
  const second = (await api.caller.call('GET', `${pathname}${search}`)).body
  expect([second.results.length, second.next]).toEqual([1, null])
  expect(new URL(second.previous).searchParams.get('offset')).toBe('0')
  for (const query of ['?limit=0', '?limit=1001', '?offset=-1', '?limit=x']) {
    expect((await api.caller.call('GET', `/cdn/sslData${query}`)).status).toBe(400)
  }
})

test('certificates are found by kind, by resource and by their end', async () => {
  const own = await upload('own', HOST)
  const managed = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData: managed })
  await api.system.pass(MINUTE)
  const found = async (query: string) =>
    (await api.caller.call('GET', `/cdn/sslData?${query}`)).body.map((each: { id: number }) => each.id)
  expect(await found('automated=true')).toEqual([managed])
  expect(await found('automated=false')).toEqual([own])
  expect(await found(`resource_id=${id}`)).toEqual([managed])
  const late = new Date(api.system.world.now() + 400 * 24 * 60 * MINUTE).toISOString()
  expect(await found(`validity_not_after_lte=${late}`)).toEqual([own, managed])
  const soon = new Date(api.system.world.now() + MINUTE).toISOString()
  expect(await found(`validity_not_after_lte=${soon}`)).toEqual([])
  expect((await api.caller.call('GET', `/cdn/sslData/${managed}/usage`)).body).toEqual({
    resources: [{ id, cname: HOST, status: 'active' }],
  })
})

test('a managed certificate is renamed by PUT without a certificate, and keeps its id', async () => {
  const ssl = await createAutomated(api.caller)
  const put = { name: 'le-2', automated: true, validate_root_ca: false }
  expect((await api.caller.call('PUT', `/cdn/sslData/${ssl}`, put)).body).toMatchObject({
    id: ssl,
    name: 'le-2',
  })
})

test('PATCH merges options key by key, PUT replaces them', async () => {
  const group = await createGroup(api.caller)
  const made = await api.caller.call('POST', '/cdn/resources', { cname: HOST, originGroup: group })
  const path = `/cdn/resources/${made.body.id}`
  const option = { enabled: true, value: true }
  await api.caller.call('PATCH', path, { options: { redirect_http_to_https: option } })
  const both = (await api.caller.call('PATCH', path, { options: { http3_enabled: option } })).body.options
  expect([both.redirect_http_to_https, both.http3_enabled]).toEqual([option, option])
  const put = { originGroup: group, options: { http3_enabled: option } }
  const one = (await api.caller.call('PUT', path, put)).body.options
  expect([one.redirect_http_to_https, one.http3_enabled]).toEqual([null, option])
})

test('a PUT with HTTPS off that leaves the certificate out lets it go', async () => {
  const ssl = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData: ssl })
  await api.system.pass(MINUTE)
  const { originGroup } = (await api.caller.call('GET', `/cdn/resources/${id}`)).body
  const put = await api.caller.call('PUT', `/cdn/resources/${id}`, { originGroup, sslEnabled: false })
  expect(put.body).toMatchObject({ sslEnabled: false, sslData: null })
})
