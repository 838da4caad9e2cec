// P9: a wildcard name is refused with a clear message, before anything is ordered.

import { expect, test } from 'vitest'
import { createAutomated, createGroup, createResource } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const api = useApi()

test('a wildcard is refused as cname and as secondary hostname, and nothing is ordered (PRE-24)', async () => {
  const originGroup = await createGroup(api.caller)
  const ssl = await createAutomated(api.caller)
  const wish = { cname: '*.customer.example', originGroup, sslEnabled: true, sslData: ssl }
  const made = await api.caller.call('POST', '/cdn/resources', wish)
  expect([made.status, made.body.errors.cname[0]]).toEqual([
    400,
    "We cannot issue a Let's Encrypt certificate for a resource with a wildcard cname.",
  ])
  const other = await api.caller.call('POST', '/cdn/resources', { cname: 'w.customer.example', originGroup })
  const patch = { secondaryHostnames: ['*.customer.example'] }
  const changed = await api.caller.call('PATCH', `/cdn/resources/${other.body.id}`, patch)
  expect([changed.status, changed.body.errors.secondaryHostnames]).toEqual([400, expect.anything()])
  await api.system.pass(60_000)
  expect(api.system.ca.orders).toEqual([])
})

test.each([
  ['a.b.c.d.e.f.g.h.i.customer.example', 'at most 10'],
  ['a_b.customer.example', 'underscore'],
  ['co.uk', 'public suffix'],
  ['192.0.2.1', 'IP address'],
  ['localhost', 'full hostname'],
  ['https://www.customer.example/', 'hostname alone'],
])('%s is refused before any order, with what is wrong (PRE-25)', async (cname, words) => {
  const originGroup = await createGroup(api.caller)
  const made = await api.caller.call('POST', '/cdn/resources', { cname, originGroup })
  expect([made.status, made.body.errors.cname[0]]).toEqual([400, expect.stringContaining(words)])
})

test('capitals, a trailing dot and an international name become one spelling (PRE-25)', async () => {
  const id = await createResource(api.caller)
  const patch = { secondaryHostnames: ['SHOP.Customer.Example.', 'bücher.customer.example'] }
  const { secondaryHostnames } = (await api.caller.call('PATCH', `/cdn/resources/${id}`, patch)).body
  expect(secondaryHostnames).toEqual(['shop.customer.example', 'xn--bcher-kva.customer.example'])
})
