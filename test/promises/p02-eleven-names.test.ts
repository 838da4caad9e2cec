// P2: one certificate covers a resource's cname and its secondary hostnames, eleven names at most.

import { expect, test } from 'vitest'
import { createAutomated, createResource, HOST } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { useApi } from '../system/use-api.ts'

const MINUTE = 60_000
const api = useApi()
const names = (count: number) => Array.from({ length: count }, (_, at) => `n${at}.customer.example`)

test('eleven names, one order, one certificate', async () => {
  const secondaryHostnames = names(10)
  for (const name of secondaryHostnames) api.system.prober.lead(name, ADDRESSES)
  const ssl = await createAutomated(api.caller)
  await createResource(api.caller, { secondaryHostnames, sslEnabled: true, sslData: ssl })
  await api.system.pass(2 * MINUTE)
  const { cert_subject_alt: covered } = (await api.caller.call('GET', `/cdn/sslData/${ssl}`)).body
  expect(covered.split(', ').toSorted()).toEqual([HOST, ...secondaryHostnames].toSorted())
  expect(api.system.ca.orders).toHaveLength(1)
  const serials = [HOST, ...secondaryHostnames].map((host) => {
    const document = api.system.edge.held('near', host, 'certificate')
    return document && 'serial' in document ? document.serial : null
  })
  expect(new Set(serials).size).toBe(1)
})

test('an eleventh secondary hostname is refused; doubles in other spellings count once', async () => {
  const id = await createResource(api.caller)
  const patch = (secondaryHostnames: readonly string[]) =>
    api.caller.call('PATCH', `/cdn/resources/${id}`, { secondaryHostnames })
  const refused = await patch(names(11))
  expect([refused.status, refused.body.errors.secondaryHostnames[0]]).toEqual([
    400,
    'A resource has at most 10 secondary hostnames.',
  ])
  const doubled = await patch([...names(10), 'N0.customer.example.', HOST])
  expect(doubled.body.secondaryHostnames).toEqual(names(10))
})
