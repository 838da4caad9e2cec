// A resource that is refused leaves nothing behind: no origin group, no place for a certificate, no name that is taken.

import { expect, test } from 'vitest'
import { certificateFor } from '../../edge/src/node/test-certificates.ts'
import { createCaller, HOST, type Caller } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const api = useApi()
const WISH = {
  cname: HOST,
  secondaryHostnames: ['also.customer.example'],
  origin: 'origin.customer.example',
  sslEnabled: true,
  ssl_automated: true,
}
const make = (by: Caller, body: object = WISH) => by.call('POST', '/cdn/resources', body)
async function left(by: Caller = api.caller): Promise<readonly number[]> {
  const lists = ['/cdn/resources', '/cdn/origin_groups', '/cdn/sslData']
  return Promise.all(lists.map(async (path) => (await by.call('GET', path)).body.length))
}

test('one call makes a resource, its origin group and its place, and a certificate comes of it', async () => {
  const made = await make(api.caller)
  expect([made.status, made.body]).toMatchObject([201, { sslEnabled: true, ssl_automated: true }])
  expect(await left()).toEqual([1, 1, 1])
  api.system.prober.lead('also.customer.example', ['198.51.100.1', '198.51.100.2'])
  await api.system.pass(5 * 60_000)
  const { id } = made.body
  expect((await api.caller.call('GET', `/cdn/resources/${id}`)).body.certificate.label).toBe('Success')
  const [place] = (await api.caller.call('GET', '/cdn/sslData')).body
  expect(place).toMatchObject({ id: made.body.sslData, name: `Let's Encrypt for ${HOST}`, automated: true })
})

test.each([
  ['a name of another resource', { secondaryHostnames: ['taken.customer.example'] }],
  ['a wildcard', { cname: '*.customer.example' }],
  ['an origin of ours', { origin: '127.0.0.1' }],
  ['no origin', { origin: undefined }],
  ['another’s certificate', { sslData: 999 }],
  ['an option that cannot be', { options: { use_rsa_le_cert: { enabled: 1 } } }],
])('a resource that is refused for %s leaves nothing', async (_, fault) => {
  const other = await createCaller(api.system.world, 'admin', 'other')
  await make(other, { cname: 'taken.customer.example', origin: 'origin.customer.example' })
  expect((await make(api.caller, { ...WISH, ...fault })).status).toBe(400)
  expect(await left()).toEqual([0, 0, 0])
  expect((await make(api.caller)).status).toBe(201)
  expect(await left()).toEqual([1, 1, 1])
})

test.each(['failed', 'failed-but-happened'] as const)(
  '%s: a resource whose making was cut off is there whole or not at all',
  async (fault) => {
    const { world } = api.system
    const createResource: typeof world.store.createResource = async (...given) => {
      if (fault === 'failed-but-happened') await world.store.createResource(...given)
      throw new Error('the process died here')
    }
    const dying = await createCaller(
      { ...world, store: { ...world.store, createResource } },
      'admin',
      'dying',
    )
    expect((await make(dying)).status).toBe(500)
    expect(await left(dying)).toEqual(fault === 'failed' ? [0, 0, 0] : [1, 1, 1])
    if (fault === 'failed') return
    const [made] = (await dying.call('GET', '/cdn/resources')).body
    expect(made).toMatchObject({ cname: HOST, sslEnabled: true, ssl_automated: true })
    expect((await make(dying)).status).toBe(400)
    expect(await left(dying)).toEqual([1, 1, 1])
  },
)

test('a step that is refused inside the transaction undoes the resource', async () => {
  const { world } = api.system
  const createResource: typeof world.store.createResource = (made, at, begin) =>
    world.store.createResource(made, at, (from) => {
      begin?.(from)
      throw new Error('refused')
    })
  const late = await createCaller({ ...world, store: { ...world.store, createResource } }, 'admin', 'late')
  expect((await make(late)).status).toBe(500)
  expect(await left(late)).toEqual([0, 0, 0])
})

test('a resource without HTTPS gets a place by the same word, keeps it, and finds it free again later', async () => {
  const { id } = (await make(api.caller, { cname: HOST, origin: 'origin.customer.example' })).body
  const patch = (body: object) => api.caller.call('PATCH', `/cdn/resources/${id}`, body)
  const on = { sslEnabled: true, ssl_automated: true }
  const { sslData } = (await patch(on)).body
  expect(sslData).toEqual(expect.any(Number))
  expect((await patch(on)).body.sslData).toBe(sslData)
  expect((await patch({ sslEnabled: false, sslData: null })).body.sslData).toBeNull()
  expect((await patch({ sslEnabled: true })).status).toBe(400)
  expect((await patch(on)).body.sslData).toBe(sslData)
  expect(await left()).toEqual([1, 1, 1])
  await patch({ sslEnabled: false, sslData: null })
  const dry = await api.caller.call('PATCH', `/cdn/resources/${id}?dry_run=true`, on)
  expect([dry.status, (await left()).at(-1)]).toEqual([200, 1])
})

test.each(['failed', 'failed-but-happened'] as const)(
  '%s: an import that was cut off leaves the certificate with its place, or neither',
  async (fault) => {
    const { id } = (await make(api.caller, { cname: HOST, origin: 'origin.customer.example' })).body
    const { chain, key } = await certificateFor(HOST)
    const { world } = api.system
    const transition: typeof world.store.transition = async (...given) => {
      if (fault === 'failed-but-happened') await world.store.transition(...given)
      throw new Error('the process died here')
    }
    const dying = await createCaller({ ...world, store: { ...world.store, transition } }, 'operator', 'dying')
    const theirs = { sslCertificate: chain, sslPrivateKey: key }
    expect((await dying.call('POST', `/operator/resources/${id}/import`, theirs)).status).toBe(500)
    const happened = fault === 'failed-but-happened'
    expect(await left()).toEqual([1, 1, happened ? 1 : 0])
    const found = (await api.caller.call('GET', `/cdn/resources/${id}`)).body
    expect(found).toMatchObject({ ssl_automated: happened, sslEnabled: happened })
  },
)
