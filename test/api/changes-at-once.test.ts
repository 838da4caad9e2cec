// Calls are granted whole or not at all, also those that change one resource at the same time.

import type { QueryOptions, RecordType } from '@wellknown/control/adapters/prober/port.ts'
import { expect, test } from 'vitest'
import { createAutomated, createCaller, createResource, fieldFault, HOST } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { useApi } from '../system/use-api.ts'

const MINUTE = 60_000
const SHOP = 'shop.customer.example'
const api = useApi()
const on = { enabled: true, value: true }

/** A client whose first look-up of a delegation takes until `go` is called; `asked` resolves once it has begun. */
async function createSlowCaller() {
  let go = (): void => undefined
  let begin = (): void => undefined
  const gate = new Promise<void>((resolve) => void (go = resolve))
  const asked = new Promise<void>((resolve) => void (begin = resolve))
  const { world } = api.system
  const prober = {
    ...world.prober,
    query: async <Type extends RecordType>(name: string, type: Type, options?: QueryOptions) => {
      if (name.startsWith('_acme-challenge.')) {
        begin()
        await gate
      }
      return world.prober.query(name, type, options)
    },
  }
  const caller = await createCaller({ ...world, prober })
  return { caller, asked, go: () => go() }
}

test.each(['off', 'active'])(
  'of two changes at the same time neither undoes the other, with the certificate %s',
  async (state) => {
    const { caller, asked, go } = await createSlowCaller()
    for (const name of [HOST, SHOP]) {
      api.system.prober.lead(name, ADDRESSES)
      api.system.delegate(name)
    }
    const sslData = await createAutomated(caller)
    const id = await createResource(caller, state === 'active' ? { sslEnabled: true, sslData } : {})
    await api.system.pass(MINUTE)
    const path = `/cdn/resources/${id}`
    const slow = caller.call('PATCH', path, {
      secondaryHostnames: [SHOP],
      options: { use_dns01_le_challenge: on },
    })
    await asked
    const quick = { options: { gzipOn: on }, proxy_ssl_enabled: true, description: 'quick' }
    expect((await caller.call('PATCH', path, quick)).status).toBe(200)
    go()
    expect((await slow).status).toBe(200)
    const { body } = await caller.call('GET', path)
    expect(body).toMatchObject({ proxy_ssl_enabled: true, description: 'quick', secondaryHostnames: [SHOP] })
    expect(body.options).toMatchObject({ gzipOn: on, use_dns01_le_challenge: on })
  },
)

test('what was looked at is what is saved: a name that comes meanwhile is looked at as well', async () => {
  const { caller, asked, go } = await createSlowCaller()
  api.system.delegate(HOST)
  const id = await createResource(caller)
  const path = `/cdn/resources/${id}`
  const slow = caller.call('PATCH', path, { options: { use_dns01_le_challenge: on } })
  await asked
  await caller.call('PATCH', path, { secondaryHostnames: [SHOP] })
  go()
  const answer = await slow
  expect([answer.status, JSON.stringify(answer.body)]).toEqual([400, expect.stringContaining(SHOP)])
  expect((await caller.call('GET', path)).body).toMatchObject({
    secondaryHostnames: [SHOP],
    options: { use_dns01_le_challenge: null },
  })
})

test('a dry run refuses what would be refused: a name in use, and what the certificate’s state does not allow', async () => {
  const { call } = api.caller
  const sslData = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData })
  const other = await createCaller(api.system.world, 'admin', 'other')
  const origin = 'origin.customer.example'
  await other.call('POST', '/cdn/resources', { cname: SHOP, origin })
  const path = `/cdn/resources/${id}`
  const another = await createAutomated(api.caller, 'le-2')
  for (const wish of [
    { secondaryHostnames: [SHOP] },
    { sslEnabled: true, sslData: another },
    { active: false, sslEnabled: true, sslData: another },
  ]) {
    const before = (await call('GET', path)).body
    const asked = await call('PATCH', `${path}?dry_run=true`, wish)
    expect((await call('GET', path)).body).toEqual(before)
    const done = await call('PATCH', path, wish)
    expect([asked.status, asked.body]).toEqual([400, done.body])
    // A wish is granted whole or not at all.
    expect((await call('GET', path)).body).toEqual(before)
  }
})

test('a dry run answers what the call would: here HTTPS off and the certificate let go', async () => {
  const sslData = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData })
  await api.system.pass(MINUTE)
  const path = `/cdn/resources/${id}`
  const wish = { sslEnabled: false, sslData: null, active: false }
  const asked = await api.caller.call('PATCH', `${path}?dry_run=true`, wish)
  expect((await api.caller.call('GET', path)).body).toMatchObject({ sslEnabled: true, sslData })
  const done = await api.caller.call('PATCH', path, wish)
  expect({ ...asked.body, updated: null }).toEqual({ ...done.body, updated: null })
  const late = await api.caller.call('PATCH', `${path}?dry_run=true`, { sslEnabled: true, sslData })
  expect(late.body).toEqual(fieldFault('resource', 'The resource is not active. Activate it first.'))
})

test('a resource whose certificate is refused leaves nothing behind: no name, no origin group, nothing for an edge', async () => {
  const { call } = api.caller
  const sslData = await createAutomated(api.caller)
  await createResource(api.caller, { sslEnabled: true, sslData })
  const groups = (await call('GET', '/cdn/origin_groups')).body
  const wanted = await api.system.world.store.wantedAfter('', 100)
  for (const wish of [
    { sslEnabled: true, sslData },
    { sslEnabled: true, sslData: 999 },
    { sslEnabled: true },
    { sslEnabled: true, sslData: await createAutomated(api.caller, 'le-2'), active: false },
    { secondaryHostnames: [HOST] },
  ]) {
    const refused = await call('POST', '/cdn/resources', {
      cname: SHOP,
      origin: 'new.customer.example',
      ...wish,
    })
    expect(refused.status, JSON.stringify(wish)).toBe(400)
  }
  expect((await call('GET', '/cdn/resources')).body).toHaveLength(1)
  expect((await call('GET', '/cdn/origin_groups')).body).toEqual(groups)
  expect(await api.system.world.store.wantedAfter('', 100)).toEqual(wanted)
  const other = await createCaller(api.system.world, 'admin', 'other')
  const origin = 'origin.customer.example'
  expect((await other.call('POST', '/cdn/resources', { cname: SHOP, origin })).status).toBe(201)
})

test('a certificate that goes elsewhere while a resource is made leaves neither the resource nor its origin group', async () => {
  const { world } = api.system
  let elsewhere = (): Promise<unknown> => Promise.resolve()
  const store = {
    ...world.store,
    createResource: async (...given: Parameters<typeof world.store.createResource>) => {
      await elsewhere()
      return world.store.createResource(...given)
    },
  }
  const caller = await createCaller({ ...world, store })
  const mine = await createAutomated(caller)
  const first = await createResource(caller)
  elsewhere = () => caller.call('PATCH', `/cdn/resources/${first}`, { sslEnabled: true, sslData: mine })
  const wish = { cname: SHOP, origin: 'o.customer.example', sslEnabled: true, sslData: mine }
  expect((await caller.call('POST', '/cdn/resources', wish)).status).toBe(400)
  await api.system.pass(MINUTE)
  expect((await caller.call('GET', '/cdn/resources')).body).toMatchObject([{ id: first }])
  expect((await caller.call('GET', '/cdn/origin_groups')).body).toHaveLength(1)
  expect(api.system.edge.held('near', SHOP, 'config')).toBeNull()
})
