// Options as a customer meets them: checked where they are saved, kept as they came, and told where they do nothing.

import { describe, expect, test } from 'vitest'
import { config, type Config } from '@wellknown/wire'
import { createResource, HOST } from '../system/caller.ts'
import { startMemorySystem, type MemorySystem } from '../system/memory-system.ts'
import { createCaller } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const api = useApi()
const on = { enabled: true }
const LIST = { ...on, policy_type: 'deny', excepted_values: ['192.0.2.0/24'] }
const BROKEN = {
  ip_address_acl: { ...LIST, excepted_values: ['192.0.2.1', '::1', '10.0.0.0/8', '10.0.0.300'] },
  staticRequestHeaders: { ...on, value: { 'X-A': 'a\r\nX-B: b' } },
}
const PLACES = ['options.ip_address_acl.excepted_values[3]', 'options.staticRequestHeaders.value.X-A']

describe('a fault of an option is told with its place, and all of them at once', () => {
  test('when a resource is made or changed, and nothing is saved', async () => {
    const { call } = api.caller
    const id = await createResource(api.caller, { options: { ip_address_acl: LIST } })
    for (const [method, body] of [
      ['PATCH', { options: BROKEN }],
      ['PUT', { originGroup: 1, options: BROKEN }],
    ] as const) {
      const refused = await call(method, `/cdn/resources/${id}`, body)
      expect([method, refused.status, Object.keys(refused.body.errors)]).toEqual([method, 400, PLACES])
    }
    const wish = { cname: 'other.customer.example', originGroup: 1, options: BROKEN }
    expect(Object.keys((await call('POST', '/cdn/resources', wish)).body.errors)).toEqual(PLACES)
    expect((await call('GET', `/cdn/resources/${id}`)).body.options.ip_address_acl).toEqual(LIST)
  })

  test('when a rule is made or changed', async () => {
    const { call } = api.caller
    const rules = `/cdn/resources/${await createResource(api.caller)}/rules`
    const rule = { name: 'r', rule: '/x' }
    expect(Object.keys((await call('POST', rules, { ...rule, options: BROKEN })).body.errors)).toEqual(PLACES)
    const made = await call('POST', rules, { ...rule, options: { ip_address_acl: LIST } })
    const one = `${rules}/${made.body.id}`
    expect(Object.keys((await call('PATCH', one, { options: BROKEN })).body.errors)).toEqual(PLACES)
    expect(Object.keys((await call('PUT', one, { ...rule, options: BROKEN })).body.errors)).toEqual(PLACES)
    expect((await call('GET', one)).body.options).toEqual({ ip_address_acl: LIST })
  })
})

describe('what an option does not do is told', () => {
  test('by name with the answer, and with its reason edge by edge where it is asked for', async () => {
    const { call } = api.caller
    const options = {
      cors: { ...on, value: ['*'] },
      hostHeader: { ...on, value: 'origin.example' },
      ip_address_acl: LIST,
      gzipOn: { enabled: false, value: true },
      brotli_compression: null,
      redirect_http_to_https: { ...on, value: true },
    }
    const id = await createResource(api.caller)
    const saved = await call('PATCH', `/cdn/resources/${id}`, { options })
    expect(saved.body.options).toMatchObject(options)
    expect(saved.headers.get('x-wellknown-not-applied')).toBe('cors, hostHeader, redirect_http_to_https')
    const rule = {
      name: 'r',
      rule: '/x',
      originGroup: saved.body.originGroup,
      options: { slice: { ...on, value: true }, tls_versions: { ...on, value: [] } },
    }
    const made = await call('POST', `/cdn/resources/${id}/rules`, rule)
    expect(made.headers.get('x-wellknown-not-applied')).toBe('slice, tls_versions')
    const told = (await call('GET', `/cdn/resources/${id}/not_applied`)).body.not_applied
    expect(told.map(({ option, rule, pops }: Record<string, unknown>) => [option, rule, pops])).toEqual([
      ['cors', null, null],
      ['hostHeader', null, ['far']],
      ['redirect_http_to_https', null, ['far']],
      ['slice', made.body.id, null],
      ['tls_versions', made.body.id, null],
    ])
    expect(told[1].reason).toContain('Host')
  })

  test('what was saved before options were checked is named, with what is wrong with it', async () => {
    const { system, caller } = api
    const id = await createResource(caller)
    const before = { ip_address_acl: { ...LIST, excepted_values: ['everybody'] } }
    await system.world.store.updateResource(caller.client, id, { options: before }, system.world.now())
    const { not_applied: told } = (await caller.call('GET', `/cdn/resources/${id}/not_applied`)).body
    expect(told).toEqual([
      { option: 'ip_address_acl', rule: null, pops: null, reason: expect.stringContaining('192.0.2.0/24') },
    ])
  })

  test('of an origin group it is told where the group is saved, and where a resource or a rule is served from it', async () => {
    const { call } = api.caller
    const source = { source: 'a.customer.example', host_header_override: 'own.customer.example' }
    const sources = [source, { source: 'b.customer.example', backup: true }]
    const wish = { name: 'several', sources, path: '/deep', proxy_next_upstream: ['timeout', 'http_503'] }
    const group = await call('POST', '/cdn/origin_groups', wish)
    const names = ['path', 'proxy_next_upstream', 'host_header_override']
    expect(group.headers.get('x-wellknown-not-applied')).toBe(names.join(', '))
    const id = await createResource(api.caller)
    const rule = { name: 'r', rule: '/x', originGroup: group.body.id }
    const made = await call('POST', `/cdn/resources/${id}/rules`, rule)
    expect(made.headers.get('x-wellknown-not-applied')).toBe(names.join(', '))
    const moved = await call('PATCH', `/cdn/resources/${id}`, { originGroup: group.body.id })
    expect(moved.headers.get('x-wellknown-not-applied')).toBe(names.join(', '))
    const { not_applied: told } = (await call('GET', `/cdn/resources/${id}/not_applied`)).body
    expect(told.map(({ option, rule, pops }: Record<string, unknown>) => [option, rule, pops])).toEqual(
      [null, made.body.id].flatMap((of) => [
        ['path', of, null],
        ['proxy_next_upstream', of, null],
        ['host_header_override', of, ['far']],
      ]),
    )
    const path = `/cdn/origin_groups/${group.body.id}`
    const change = { path: '', proxy_next_upstream: null, use_next: false }
    const changed = await call('PATCH', path, change)
    expect(changed.headers.get('x-wellknown-not-applied')).toBe('use_next, host_header_override')
  })

  test('of another customer’s resource it is not', async () => {
    const id = await createResource(api.caller)
    const other = await createCaller(api.system.world, 'admin', 'other')
    expect((await other.call('GET', `/cdn/resources/${id}/not_applied`)).status).toBe(404)
  })
})

describe('what keeps visitors out and cannot be read any more', () => {
  const sent = (system: MemorySystem): Config => {
    const document = system.edge.held('near', HOST, 'config')
    if (document === null || !('payload' in document)) throw new Error('Nothing is configured.')
    return config.parse(JSON.parse(document.payload).config)
  }
  const alarms = async ({ world }: MemorySystem) =>
    (await world.store.alarms()).filter(({ event }) => event === 'site-shut')

  test('keeps everybody out; the customer is told, and an alarm stands, until it is given anew', async () => {
    const { system, caller } = api
    const id = await createResource(caller)
    const unreadable = { ip_address_acl: { ...LIST, policy_type: 'perhaps' } }
    const rules = `/cdn/resources/${id}/rules`
    const rule = (
      await caller.call('POST', rules, { name: 'r', rule: '^/x', options: { ip_address_acl: LIST } })
    ).body
    await system.world.store.updateResource(caller.client, id, { options: unreadable }, system.world.now())
    await system.world.store.updateRule(id, rule.id, { rule: '^/(x' }, system.world.now())
    await system.pass(1000)
    const shut = { enabled: true, policy: 'deny', ranges: [] }
    expect(sent(system)).toMatchObject({
      options: { ip_address_acl: shut },
      rules: [{ id: rule.id, options: { ip_address_acl: shut } }],
    })
    expect(await alarms(system)).toMatchObject([
      {
        resource: id,
        detail: {
          unread: [
            { option: 'ip_address_acl', rule: null },
            { option: 'rule', rule: rule.id },
          ],
        },
      },
    ])
    const { not_applied: told } = (await caller.call('GET', `/cdn/resources/${id}/not_applied`)).body
    expect(told).toEqual([
      {
        option: 'ip_address_acl',
        rule: null,
        pops: null,
        reason: expect.stringContaining('keeps everybody out'),
      },
      { option: 'rule', rule: rule.id, pops: null, reason: expect.stringContaining('is refused') },
    ])
    await caller.call('PATCH', `/cdn/resources/${id}`, { options: { ip_address_acl: LIST } })
    await caller.call('PATCH', `${rules}/${rule.id}`, { rule: '^/x' })
    await system.pass(1000)
    expect(sent(system)).toMatchObject({ options: { ip_address_acl: { ranges: ['192.0.2.0/24'] } } })
    expect(await alarms(system)).toEqual([])
  })

  test('a rule’s own origin group is asked, and follows when it is changed', async () => {
    const { system, caller } = api
    const id = await createResource(caller)
    const source = (name: string) => ({ source: name, backup: false, enabled: true })
    const wish = { name: 'of the rule', sources: [source('rule.customer.example')] }
    const group = (await caller.call('POST', '/cdn/origin_groups', wish)).body.id
    await caller.call('POST', `/cdn/resources/${id}/rules`, { name: 'r', rule: '^/x', originGroup: group })
    await system.pass(1000)
    const asked = () => sent(system).rules[0]?.options.sources
    expect(asked()).toEqual({ enabled: true, sources: [{ source: 'rule.customer.example', backup: false }] })
    await caller.call('PATCH', `/cdn/origin_groups/${group}`, { sources: [source('moved.customer.example')] })
    await system.pass(1000)
    expect(asked()).toMatchObject({ sources: [{ source: 'moved.customer.example' }] })
  })
})

test('a list of countries is refused while an edge cannot tell them, by that edge’s name; switched off it is kept', async () => {
  const system = await startMemorySystem({ countries: ['near'] })
  const caller = await createCaller(system.world)
  const country = { ...LIST, excepted_values: ['GB'] }
  const id = await createResource(caller, { options: { country_acl: { ...country, enabled: false } } })
  for (const [method, path, body] of [
    ['PATCH', `/cdn/resources/${id}`, {}],
    ['POST', `/cdn/resources/${id}/rules`, { name: 'r', rule: '/x' }],
    ['POST', '/cdn/resources', { cname: 'other.customer.example', originGroup: 1 }],
  ] as const) {
    const refused = await caller.call(method, path, { ...body, options: { country_acl: country } })
    expect([path, refused.status]).toEqual([path, 400])
    expect(refused.body.errors['options.country_acl'][0]).toContain(': far.')
  }
  await system.close()
})

test('a list of countries is taken where every edge can tell them', async () => {
  const country = { ...LIST, excepted_values: ['GB'] }
  const id = await createResource(api.caller, { options: { country_acl: country } })
  expect((await api.caller.call('GET', `/cdn/resources/${id}/not_applied`)).body.not_applied).toEqual([])
})

describe('a resource has its share of an edge', () => {
  test('of tables: those of user agents and rewrites count with those of its rules', async () => {
    const { call } = api.caller
    const id = await createResource(api.caller)
    const rules = `/cdn/resources/${id}/rules`
    const patterned = {
      user_agent_acl: { ...LIST, excepted_values: ['~[xa].{9}$'] },
      rewrite: { ...on, body: '^/.{7}a.*$ /x' },
    }
    const change = async (options: object) => {
      const { status, body } = await call('PATCH', `/cdn/resources/${id}`, { options })
      return [status, status === 400 ? JSON.stringify(body.errors.options).includes('65536') : true]
    }
    const activate = async (rule: number, active: boolean) =>
      (await call('PATCH', `${rules}/${rule}`, { active })).status
    const made: number[] = []
    for (let n = 0; ; n++) {
      const { status, body } = await call('POST', rules, { name: `r${n}`, rule: `/.*[${n}a].{9}$` })
      if (status !== 201) break
      made.push(body.id)
    }
    const [last = 0] = made.slice(-1)
    for (const [name, option] of Object.entries(patterned)) {
      expect([name, await change({ [name]: option })]).toEqual([name, [400, true]])
      const rule = { name: 'over', rule: '/over', options: { [name]: option } }
      expect([name, (await call('POST', rules, rule)).status]).toEqual([name, 400])
      expect(await activate(last, false)).toBe(200)
      expect([name, await change({ [name]: option })]).toEqual([name, [200, true]])
      expect(await activate(last, true), name).toBe(400)
      expect([name, await change({ [name]: null })]).toEqual([name, [200, true]])
      expect(await activate(last, true)).toBe(200)
    }
  })

  test('of text: so many addresses fit, and no more', async () => {
    const { call } = api.caller
    const id = await createResource(api.caller)
    const text = 'x'.repeat(200_000)
    const first = await call('PATCH', `/cdn/resources/${id}`, { options: { cors: { ...on, value: [text] } } })
    expect(first.status).toBe(200)
    const rule = { name: 'r', rule: '/x', options: { cors: { ...on, value: [text] } } }
    const over = await call('POST', `/cdn/resources/${id}/rules`, rule)
    expect([over.status, JSON.stringify(over.body)]).toEqual([400, expect.stringContaining('262144')])
    expect((await call('POST', `/cdn/resources/${id}/rules`, { ...rule, active: false })).status).toBe(201)
  })
})
