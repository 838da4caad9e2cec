// P1: HTTPS with a free certificate is asked for while a resource is made or later, and takes effect at once.

import { expect, test } from 'vitest'
import { createAutomated, createGroup, createResource, fieldFault, HOST } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const MINUTE = 60_000
const api = useApi()
const status = async (ssl: number) =>
  (await api.caller.call('GET', `/cdn/sslData/${ssl}/status`)).body.latest_status?.status

test('asked for in the very call that makes the resource', async () => {
  const ssl = await createAutomated(api.caller)
  const id = await createResource(api.caller, { sslEnabled: true, sslData: ssl })
  expect((await api.caller.call('GET', `/cdn/resources/${id}`)).body.sslEnabled).toBe(true)
  await api.system.pass(MINUTE)
  expect(await status(ssl)).toBe('DONE')
})

test('asked for later on a resource that is there, with nothing else to save', async () => {
  const id = await createResource(api.caller)
  await api.system.pass(MINUTE)
  const ssl = await createAutomated(api.caller)
  await api.caller.call('PATCH', `/cdn/resources/${id}`, { sslEnabled: true, sslData: ssl })
  await api.system.pass(MINUTE)
  expect(await status(ssl)).toBe('DONE')
})

test('only for a name of the customer’s own: one under our zone is refused, in whatever spelling', async () => {
  const originGroup = await createGroup(api.caller)
  for (const cname of ['shop.cdn.example', 'CL-1.CDN.example.', 'cdn.example']) {
    const answer = await api.caller.call('POST', '/cdn/resources', { cname, originGroup })
    expect(answer.status).toBe(400)
    expect(answer.body.errors.cname[0]).toContain('which is ours')
  }
})

test('HTTPS without a certificate chosen is refused with what to give, and nothing is made', async () => {
  const originGroup = await createGroup(api.caller)
  const wish = { cname: HOST, originGroup, sslEnabled: true }
  expect((await api.caller.call('POST', '/cdn/resources', wish)).body).toEqual(
    fieldFault('sslData', 'Choose a certificate: give the id of one under /cdn/sslData.'),
  )
  expect((await api.caller.call('GET', '/cdn/resources')).body).toEqual([])
  expect((await api.caller.call('POST', '/cdn/resources', { ...wish, sslData: 99 })).body).toEqual(
    fieldFault('sslData', 'There is no certificate 99.'),
  )
})
