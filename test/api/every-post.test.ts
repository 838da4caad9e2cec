// Every POST of the API under an Idempotency-Key: sent again it does nothing twice, and gets the first answer.

import { expect, test } from 'vitest'
import { certificateFor } from '../../edge/src/node/test-certificates.ts'
import { createCaller, HOST, type Answer, type Caller } from '../system/caller.ts'
import { readDescription } from '../system/description.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { MINUTE, startSite } from '../system/site.ts'

test('every POST that is described does nothing twice under one key, and gives its first answer again', async () => {
  const site = await startSite()
  const { system, caller, id, ssl } = site
  const operator = await createCaller(system.world, 'operator', 'operator')
  const seen = new Set<string>()
  let keys = 0
  /** The call, twice. */
  async function post(template: string, by: Caller, body?: object, words: readonly unknown[] = []) {
    const rest = [...words]
    const path = template.replaceAll(/\{\w+\}/g, () => String(rest.shift()))
    const key = { 'idempotency-key': `key-${keys++}` }
    const first = await by.call('POST', path, body, key)
    expect([template, first.status < 300, first.body]).toEqual([template, true, first.body])
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    const again = await by.call('POST', path, body, key)
    expect([template, again.status, again.body]).toEqual([template, first.status, first.body])
    expect([template, again.headers.get('idempotency-replayed')]).toEqual([template, 'true'])
    seen.add(template)
    return first
  }
  const le = '/cdn/resources/{id}/ssl/le'
  const settle = () => site.pass(30 * MINUTE)
  await settle()

  await post('/cdn/sslData', caller, { name: 'le-2', automated: true })
  const sources = [{ source: 'origin.customer.example' }]
  const group = await post('/cdn/origin_groups', caller, { name: 'g', sources })
  const hosts = ['blocked.customer.example', 'held.customer.example']
  const [blocked, held] = await Promise.all(hosts.map((cname) => make(cname)))
  async function make(cname: string): Promise<Answer> {
    const body = { cname, secondaryHostnames: [`good.${cname}`], originGroup: group.body.id }
    return post('/cdn/resources', caller, body)
  }
  await post('/cdn/resources/{id}/rules', caller, { name: 'r', rule: '/a' }, [id])
  await post('/cdn/rules/check', caller, { rule: '/a' })
  await post('/cdn/clients/me/tokens', caller, { name: 'ci', role: 'read' })
  const client = await post('/operator/clients', operator, { name: 'new' })
  await post('/operator/clients/{id}/tokens', operator, { name: 'ci' }, [client.body.client.id])

  const hook = await post('/cdn/webhooks', caller, { url: 'https://hooks.customer.example/' })
  await post('/cdn/webhooks/{webhook_id}/secret', caller, undefined, [hook.body.id])
  await post('/cdn/webhooks/{webhook_id}/test', caller, undefined, [hook.body.id])
  await site.pass(MINUTE)
  const [sent] = (await caller.call('GET', `/cdn/webhooks/${hook.body.id}/deliveries`)).body
  const redeliver = '/cdn/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver'
  await post(redeliver, caller, undefined, [hook.body.id, sent.id])

  await post(`${le}/pre-validate`, caller, undefined, [id])
  await post(`${le}/rehearsals`, caller, {}, [id])
  await post('/cdn/sslData/{id}/renew', caller, undefined, [ssl])
  await post(`${le}/abort`, caller, undefined, [id])
  await post(`${le}/reissue`, caller, { revoke_old: false }, [id])
  system.ca.blind(true)
  await site.pass(MINUTE)
  await post('/cdn/sslData/{id}/force-retry', caller, undefined, [ssl])
  system.ca.blind(false)
  await settle()

  // One of its names leads elsewhere.
  const objects = await Promise.all(
    ['a', 'b'].map((name) => caller.call('POST', '/cdn/sslData', { name, automated: true })),
  )
  const issue = (made: Answer | undefined, object: Answer | undefined) =>
    caller.call('PATCH', `/cdn/resources/${made?.body.id}`, { sslEnabled: true, sslData: object?.body.id })
  for (const host of hosts) system.prober.lead(`good.${host}`, ADDRESSES)
  system.prober.lead(hosts[0] ?? '', ['203.0.113.9'])
  system.prober.lead(hosts[1] ?? '', ADDRESSES)
  await issue(blocked, objects[0])
  await site.pass(MINUTE)
  await post(`${le}/anyway`, caller, undefined, [blocked?.body.id])
  await settle()
  await caller.call('POST', `/cdn/resources/${blocked?.body.id}/ssl/le/abort`)
  await issue(blocked, objects[0])
  await site.pass(MINUTE)
  await post(`${le}/partial`, caller, undefined, [blocked?.body.id])

  system.ca.pause('https://portal.ca.test/unpause')
  await issue(held, objects[1])
  await site.pass(MINUTE)
  await post('/operator/resources/{id}/clear', operator, undefined, [held?.body.id])
  await post('/operator/clear', operator, { cause: 'ca-paused' })
  await post('/operator/hold', operator, { scope: 'all', reason: 'r' })
  await post('/operator/resume', operator, { scope: 'all' })
  await post('/operator/resources/{id}/suspend', operator, { reason: 'r' }, [id])
  await post('/operator/resources/{id}/unsuspend', operator, undefined, [id])
  await settle()
  const { chain, key } = await certificateFor(HOST)
  const theirs = { sslCertificate: chain, sslPrivateKey: key }
  await post('/operator/resources/{id}/import', operator, theirs, [id])
  await settle()
  await post(`${le}/revoke`, caller, { reason: 4 }, [id])
  const pop = { name: 'new', admin: 'https://new.edge.example', http: ['198.51.100.3:80'], tls: null }
  await post('/operator/pops', operator, pop)
  await post('/operator/pops/{name}/drain', operator, undefined, ['far'])
  await post('/operator/pops/{name}/out', operator, undefined, ['near'])

  const { paths } = await readDescription(system.world)
  const described = Object.entries(paths).flatMap(([path, { post: is }]) => (is ? [path] : []))
  expect(described.filter((path) => !seen.has(path))).toEqual([])
  await system.close()
})
