// Whoever copies an example out of the description and sends it is not refused.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAutomated, createCaller, HOST, type Caller } from '../system/caller.ts'
import { isObject, type Json } from './json.ts'
import { MINUTE, startSite, type Site } from '../system/site.ts'
import { describeNow } from './snapshot.ts'

let site: Site
let operator: Caller
let document: Json
beforeAll(async () => {
  document = await describeNow()
  site = await startSite()
  operator = await createCaller(site.system.world, 'operator', 'operator')
  await site.pass(MINUTE)
})
afterAll(() => site.system.close())

/** What the description sends with a call. */
function exampleOf(call: string): Json {
  const [method = '', path = ''] = call.split(' ')
  const keys = ['paths', path, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'example']
  const found = keys.reduce<unknown>((within, key) => (isObject(within) ? within[key] : undefined), document)
  if (!isObject(found)) throw new Error(`${call} has no example.`)
  return found
}

test('what is sent in the examples is taken', async () => {
  const { caller, id, system } = site
  const sent = async (call: string, by = caller, ids: readonly unknown[] = [], change: object = {}) => {
    const [method = '', template = ''] = call.split(' ')
    const rest = [...ids]
    const path = template.replaceAll(/\{\w+\}/g, () => String(rest.shift()))
    const answer = await by.call(method, path, { ...exampleOf(call), ...change })
    expect([call, answer.status < 300, answer.body]).toEqual([call, true, answer.body])
    return answer.body
  }
  const group = await sent('POST /cdn/origin_groups', caller, [], { name: 'another' })
  await sent('PATCH /cdn/origin_groups/{id}', caller, [group.id])
  await sent('PUT /cdn/origin_groups/{id}', caller, [group.id], { name: 'another' })
  const made = await sent('POST /cdn/resources')
  expect(made.cname).toBe('www.example.com')
  await sent('PATCH /cdn/resources/{id}', caller, [made.id])
  const sslData = await createAutomated(caller, 'another')
  await caller.call('PATCH', `/cdn/resources/${made.id}`, { sslEnabled: false, sslData: null })
  await sent('PUT /cdn/resources/{id}', caller, [made.id], { originGroup: group.id, sslData })
  const rule = await sent('POST /cdn/resources/{id}/rules', caller, [id])
  await sent('PATCH /cdn/resources/{id}/rules/{rule_id}', caller, [id, rule.id])
  await sent('PUT /cdn/resources/{id}/rules/{rule_id}', caller, [id, rule.id])
  await sent('POST /cdn/rules/check')
  await sent('POST /cdn/sslData', await createCaller(system.world, 'write', 'fresh'))
  await sent('PATCH /cdn/sslData/{id}', caller, [sslData])
  const expires = new Date(system.world.now() + 60 * MINUTE).toISOString()
  await sent('POST /cdn/clients/me/tokens', caller, [], { expires })
  await sent('PATCH /cdn/clients/me')
  await sent('PATCH /cdn/notifications/settings')
  await sent('PUT /cdn/notifications/settings')
  const hook = await sent('POST /cdn/webhooks')
  await sent('PATCH /cdn/webhooks/{webhook_id}', caller, [hook.id])
  await sent('POST /cdn/resources/{id}/ssl/le/rehearsals', caller, [id], { names: [HOST] })
  await sent('POST /cdn/resources/{id}/ssl/le/reissue', caller, [id])
  await sent('POST /cdn/resources/{id}/ssl/le/revoke', caller, [id])
  await sent('POST /operator/clients', operator)
  await sent('POST /operator/hold', operator)
  await sent('POST /operator/resume', operator)
  await sent('POST /operator/clear', operator)
  await sent('POST /operator/resources/{id}/suspend', operator, [id])
  await sent('POST /operator/pops', operator)
})
