// Every list comes whole or in pages, sorted and chosen as asked, and says which wish it does not know.

import { expect, test } from 'vitest'
import { createAutomated, createGroup, createResource } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { createCaller } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const MINUTE = 60_000
const api = useApi()

type Parameter = { readonly name: string }

test('every list of the description is cut and sorted, and refuses what it cannot be sorted by under its name', async () => {
  const operator = await createCaller(api.system.world, 'operator', 'operator')
  const id = await createResource(operator)
  const hook = await operator.call('POST', '/cdn/webhooks', { url: 'https://hooks.customer.example/' })
  const { body } = await operator.call('GET', '/openapi.json')
  const lists = Object.entries<Record<string, { parameters?: Parameter[] }>>(body.paths).filter(
    ([, { get }]) => get?.parameters?.some(({ name }) => name === 'limit'),
  )
  expect(lists.length).toBeGreaterThanOrEqual(16)
  for (const [path, { get }] of lists) {
    const names = get?.parameters?.map(({ name }) => name)
    expect(names, path).toEqual(expect.arrayContaining(['limit', 'offset', 'ordering']))
    const clients = path.startsWith('/operator/clients/')
    const url = path
      .replace('{id}', String(clients ? operator.client : id))
      .replace('{webhook_id}', hook.body.id)
    const page = await operator.call('GET', `${url}?limit=1`)
    expect([path, page.status, Object.keys(page.body)]).toEqual([
      path,
      200,
      expect.arrayContaining(['count', 'next', 'previous', 'results']),
    ])
    const faulty = await operator.call('GET', `${url}?ordering=nothing&limit=0`)
    expect([path, faulty.status, Object.keys(faulty.body.errors)]).toEqual([
      path,
      400,
      expect.arrayContaining(['limit', 'ordering']),
    ])
  }
})

test('resources are found by certificate, expiry and text, and sorted; what has no certificate comes last', async () => {
  const { call } = api.caller
  const originGroup = await createGroup(api.caller)
  for (const [cname, extra] of [
    ['b.customer.example', { name: 'Shop' }],
    ['c.customer.example', {}],
    ['a.customer.example', { secondaryHostnames: ['shop.customer.example'] }],
  ] as const) {
    if (cname !== 'c.customer.example') api.system.prober.lead(cname, ADDRESSES)
    api.system.prober.lead('shop.customer.example', ADDRESSES)
    const sslData = await createAutomated(api.caller, cname)
    const wish = { cname, originGroup, sslEnabled: true, sslData, ...extra }
    expect((await call('POST', '/cdn/resources', wish)).status).toBe(201)
    await api.system.pass(MINUTE)
  }
  const find = async (query: string): Promise<string> => {
    const { body } = await call('GET', `/cdn/resources?${query}`)
    return body.map(({ cname }: { cname: string }) => cname.slice(0, 1)).join('')
  }
  expect(await find('')).toBe('bca')
  expect(await find('ordering=cname')).toBe('abc')
  expect(await find('ordering=-cname')).toBe('cba')
  expect(await find('ordering=valid_until')).toBe('bac')
  expect(await find('ordering=-valid_until')).toBe('abc')
  expect(await find('search=SHOP&ordering=cname')).toBe('ab')
  expect(await find('certificate_label=Success&ordering=id')).toBe('ba')
  expect(await find('certificate_state=blocked')).toBe('c')
  const ends = new Date(api.system.world.now() + 80 * 24 * 60 * MINUTE).toISOString()
  expect([await find(`valid_until_gte=${ends}`), await find(`valid_until_lte=${ends}`)]).toEqual(['ba', ''])
  const { body } = await call('GET', '/cdn/resources?search=customer&ordering=-id&limit=2&offset=1')
  expect(body).toMatchObject({ count: 3, next: null, results: [{ id: 2 }, { id: 1 }] })
  const next = new URL(body.previous)
  expect(Object.fromEntries(next.searchParams)).toEqual({
    search: 'customer',
    ordering: '-id',
    limit: '2',
    offset: '0',
  })
  for (const wish of [
    'certificate_state=x',
    'certificate_label=x',
    'status=x',
    'sslData_in=a',
    'valid_until_lte=x',
  ]) {
    const faulty = await call('GET', `/cdn/resources?${wish}`)
    expect([faulty.status, Object.keys(faulty.body.errors)]).toEqual([400, [wish.split('=')[0]]])
  }
})

test('an operator finds one client’s resources by text, those first whose certificate ends first', async () => {
  const operator = await createCaller(api.system.world, 'operator', 'operator')
  const sslData = await createAutomated(api.caller)
  await createResource(api.caller, { sslEnabled: true, sslData })
  await createResource(operator, { cname: 'late.customer.example' })
  await api.system.pass(MINUTE)
  const find = async (query: string) =>
    (await operator.call('GET', `/operator/resources?${query}`)).body.results
  expect(await find(`client=${api.caller.client}&search=WWW`)).toMatchObject([{ client: api.caller.client }])
  expect(await find('search=nothing')).toEqual([])
  expect(await find('ordering=valid_until')).toMatchObject([{ id: 1 }, { id: 2, valid_until: null }])
})

test('an operator finds what fails now, what has little of its life left, and PoPs and alarms page by page', async () => {
  const { world } = api.system
  const operator = await createCaller(world, 'operator', 'operator')
  const sslData = await createAutomated(api.caller)
  await createResource(api.caller, { sslEnabled: true, sslData })
  const lost = await createAutomated(operator)
  await createResource(operator, { cname: 'lost.customer.example', sslEnabled: true, sslData: lost })
  await api.system.pass(MINUTE)
  const find = async (query: string): Promise<number[]> =>
    (await operator.call('GET', `/operator/resources?${query}`)).body.results.map(
      ({ id }: { id: number }) => id,
    )
  expect([await find('failing=true'), await find('failing=false')]).toEqual([[2], [1]])
  expect(await find('label=Success&client=1')).toEqual([1])
  expect([await find('life_left_below=0.5'), await find('life_left_below=1')]).toEqual([[], [1]])
  const faulty = await operator.call('GET', '/operator/resources?life_left_below=2&label=Good')
  expect([faulty.status, Object.keys(faulty.body.errors)]).toEqual([400, ['label', 'life_left_below']])

  for (const event of ['a', 'b'])
    await world.store.raiseAlarm({ event, subject: '', resource: null, since: world.now(), detail: {} })
  const read = async (path: string) => (await operator.call('GET', path)).body
  expect(await read('/operator/alarms?ordering=-event&limit=1')).toMatchObject({
    count: 2,
    results: [{ event: 'b' }],
  })
  expect(await read('/operator/alarms?event=a')).toMatchObject([{ event: 'a' }])
  expect(await read('/operator/pops?ordering=-name&limit=1')).toMatchObject({
    count: 2,
    results: [{ name: 'near' }],
  })
  expect(await read('/operator/pops?membership=out')).toEqual([])
  expect(await read('/operator/pops?search=FA')).toMatchObject([{ name: 'far' }])
})
