// What a body holds and we do not know is let pass and named.

import { expect, test } from 'vitest'
import { createAutomated, createGroup, createResource } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const api = useApi()
const HEADER = 'x-wellknown-ignored'

test('a member that means nothing is named, on whatever call it comes; what is meant is done all the same', async () => {
  const ssl = await createAutomated(api.caller)
  const id = await createResource(api.caller)
  const group = (await api.caller.call('GET', '/cdn/origin_groups')).body[0].id
  const sources = [
    { source: 'a.customer.example', weight: 1 },
    { source: 'b.customer.example', weight: 2, host_headr: 'x' },
  ]
  for (const [method, path, body, ignored] of [
    ['PATCH', `/cdn/sslData/${ssl}`, { nme: 'x' }, 'nme'],
    ['PUT', `/cdn/origin_groups/${group}`, { name: 'g', sources }, 'sources.weight, sources.host_headr'],
    ['PATCH', `/cdn/resources/${id}`, { description: 'd', ssl_enabled: true }, 'ssl_enabled'],
    ['POST', `/cdn/resources/${id}/rules`, { name: 'r', rule: '/r', 'a b\r\n': 1 }, 'a%20b%0D%0A'],
    ['PATCH', '/cdn/notifications/settings', { recipient: [] }, 'recipient'],
    ['POST', `/cdn/resources/${id}/ssl/le/abort`, { force: true }, 'force'],
    // Refused, and named beside it.
    ['PATCH', `/cdn/resources/${id}`, { active: 'no', actve: true }, 'actve'],
  ] as const) {
    const answer = await api.caller.call(method, path, body)
    expect([path, answer.headers.get(HEADER)]).toEqual([path, ignored])
  }
  expect((await api.caller.call('GET', `/cdn/resources/${id}`)).body.description).toBe('d')
})

test('what clients send as recorded, options of any name, and what is refused as a whole are not named', async () => {
  const originGroup = await createGroup(api.caller)
  const go = { name: 'le-1', sslCertificate: '', sslPrivateKey: '', automated: true, validate_root_ca: false }
  const made = await api.caller.call('POST', '/cdn/sslData', go)
  const site = await api.caller.call('POST', '/cdn/resources', {
    cname: 'www.customer.example',
    originGroup,
    options: { some_day: { enabled: true, value: { deep: 1 } } },
  })
  const put = await api.caller.call('PUT', `/cdn/resources/${site.body.id}`, {
    description: '',
    active: true,
    originGroup,
    secondaryHostnames: null,
    sslEnabled: false,
    proxy_ssl_enabled: false,
    proxy_ssl_ca: null,
    proxy_ssl_data: null,
  })
  expect([made, site, put].map(({ headers }) => headers.get(HEADER))).toEqual([null, null, null])
})

test('the description says of each call that takes a body that the header may come', async () => {
  const { body } = await api.caller.call('GET', '/openapi.json')
  const told = body.paths['/cdn/sslData/{id}'].patch.responses['200'].headers
  expect(Object.keys(told)).toContain('X-Wellknown-Ignored')
})
