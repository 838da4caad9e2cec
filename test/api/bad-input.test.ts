import { expect, test } from 'vitest'
import {
  createAutomated,
  createCaller,
  createGroup,
  createResource,
  fieldFault,
  HOST,
} from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const api = useApi()

test('names the field and what to give', async () => {
  const group = await createGroup(api.caller)
  const make = (body: unknown) => api.caller.call('POST', '/cdn/resources', body)
  expect((await make({ originGroup: group })).body).toEqual(
    fieldFault('cname', 'This field is required: give a string.'),
  )
  expect((await make({ cname: HOST })).body).toEqual(
    fieldFault('originGroup', 'Give either "origin" or "originGroup".'),
  )
  expect((await make({ cname: HOST, originGroup: group, active: 'yes' })).body).toEqual(
    fieldFault('active', 'Give true or false.'),
  )
  expect((await make('{')).body).toEqual({ message: 'The body is not valid JSON.' })
  for (const id of ['999', 'abc', '-1', '1.5']) {
    expect(await api.caller.call('GET', `/cdn/resources/${id}`)).toMatchObject({
      status: 404,
      body: { message: 'Not found.' },
    })
  }
})

test('what is missing or of another kind is told as what to give, never in the words of a schema', async () => {
  const { caller } = api
  const id = await createResource(caller)
  const { originGroup: group } = (await caller.call('GET', `/cdn/resources/${id}`)).body
  const operator = await createCaller(api.system.world, 'operator', 'operator')
  const faults = [
    ['PUT', `/cdn/resources/${id}`, { active: true }, 'originGroup', 'This field is required: give a value.'],
    ['POST', '/cdn/sslData', { automated: true }, 'name', 'This field is required: give a value.'],
    ['POST', '/cdn/origin_groups', { name: 'g' }, 'sources', 'This field is required: give a value.'],
    ['POST', '/cdn/origin_groups', { name: 'g', sources: [] }, 'sources', 'Give at least 1 in this list.'],
    ['PATCH', `/cdn/origin_groups/${group}`, { name: '' }, 'name', 'Give at least 1 character.'],
    ['PATCH', `/cdn/resources/${id}`, { originGroup: 1.5 }, 'originGroup', 'Give a whole number.'],
    ['PATCH', `/cdn/resources/${id}`, { secondaryHostnames: 'a' }, 'secondaryHostnames', 'Give a list.'],
    ['PATCH', `/cdn/resources/${id}`, { name: 'x'.repeat(300) }, 'name', 'Give at most 255 characters.'],
    [
      'POST',
      `/cdn/resources/${id}/rules`,
      { name: 'r', rule: '/a', weight: 0 },
      'weight',
      'Give a number from 1 on.',
    ],
    [
      'POST',
      '/cdn/clients/me/tokens',
      { name: 't', expires: 'soon' },
      'expires',
      'Give a time such as 2026-01-31T10:00:00Z.',
    ],
    [
      'POST',
      '/operator/hold',
      { scope: 'all', reason: 'x', sbject: 'y' },
      'sbject',
      'There is no such field here. Leave it out, or mend its name.',
    ],
    ['GET', '/cdn/resources?limit=0', undefined, 'limit', 'Give a number from 1 on.'],
    ['GET', '/cdn/resources?limit=many', undefined, 'limit', 'Give a number.'],
  ] as const
  for (const [method, path, body, field, wish] of faults) {
    const answer = await operator.call(method, path, body)
    const own = answer.status === 404 ? await caller.call(method, path, body) : answer
    expect([method, path, own.status, own.body]).toEqual([method, path, 400, fieldFault(field, wish)])
  }
})

test('a change of nothing changes nothing, and one of what there is not is not found', async () => {
  const id = await createResource(api.caller)
  const { originGroup: group } = (await api.caller.call('GET', `/cdn/resources/${id}`)).body
  const rule = { name: 'r', rule: '/a', ruleType: 0 }
  const made = await api.caller.call('POST', `/cdn/resources/${id}/rules`, rule)
  for (const path of [`/cdn/origin_groups/${group}`, `/cdn/resources/${id}/rules/${made.body.id}`]) {
    const before = await api.caller.call('GET', path)
    expect(before.status).toBe(200)
    expect(await api.caller.call('PATCH', path, {})).toMatchObject({ status: 200, body: before.body })
  }
  for (const path of ['/cdn/origin_groups/999', `/cdn/resources/${id}/rules/999`]) {
    expect((await api.caller.call('PATCH', path, {})).status).toBe(404)
  }
})

test('a wildcard, an address and a name of ours are refused as cname', async () => {
  const group = await createGroup(api.caller)
  const make = async (cname: string) =>
    (await api.caller.call('POST', '/cdn/resources', { cname, originGroup: group })).body
  expect(await make('*.customer.example')).toEqual(
    fieldFault('cname', "We cannot issue a Let's Encrypt certificate for a resource with a wildcard cname."),
  )
  expect((await make('192.0.2.1')).errors.cname).toHaveLength(1)
  expect((await make('shop.cdn.example')).errors.cname[0]).toContain('lies under cdn.example')
})

test.each(['127.0.0.1', '10.0.0.1:8080', '169.254.169.254', '[::1]', '::ffff:127.0.0.1', 'localhost'])(
  'an origin at %s is refused',
  async (source) => {
    const made = await api.caller.call('POST', '/cdn/origin_groups', { name: 'g', sources: [{ source }] })
    expect(made.status).toBe(400)
    expect(made.body.errors.sources).toHaveLength(1)
    expect(
      (await api.caller.call('POST', '/cdn/resources', { cname: HOST, origin: source })).body.errors.origin,
    ).toHaveLength(1)
  },
)

test('a hostname in use is a clash, told under its field', async () => {
  await createResource(api.caller)
  const other = await createCaller(api.system.world, 'admin', 'other')
  const group = await createGroup(other)
  const first = await other.call('POST', '/cdn/resources', { cname: HOST, originGroup: group })
  expect(first.body.errors.cname[0]).toContain('is in use')
  const second = await other.call('POST', '/cdn/resources', {
    cname: 'b.customer.example',
    secondaryHostnames: [HOST],
    originGroup: group,
  })
  expect(typeof second.body.errors.secondaryHostnames).toBe('string')
})

test('a pattern that cannot be run is refused with its place', async () => {
  const id = await createResource(api.caller)
  const answer = await api.caller.call('POST', `/cdn/resources/${id}/rules`, { name: 'r', rule: '/(a)\\1' })
  expect(answer.body.errors.rule[0]).toMatch(/not a valid regular expression.*character \d/)
  const make = (name: string, rule: string) =>
    api.caller.call('POST', `/cdn/resources/${id}/rules`, { name, rule })
  await make('a', '/a')
  expect((await make('b', '/a')).body).toEqual(fieldFault('rule', 'The field rule_string must be unique.'))
  expect((await make('a', '/b')).body).toEqual(fieldFault('name', 'This field should be unique.'))
})

test('an origin group in use is refused in the API’s odd shape', async () => {
  const id = await createResource(api.caller)
  const { originGroup } = (await api.caller.call('GET', `/cdn/resources/${id}`)).body
  const answer = await api.caller.call('DELETE', `/cdn/origin_groups/${originGroup}`)
  expect([answer.status, Object.keys(answer.body)]).toEqual([400, ['name']])
})

test('without limit a bare array, with limit a page', async () => {
  for (const name of ['a', 'b', 'c']) await createAutomated(api.caller, name)
  expect((await api.caller.call('GET', '/cdn/sslData?automated=true')).body).toHaveLength(3)
  const page = (await api.caller.call('GET', '/cdn/sslData?automated=true&limit=2')).body
  expect(page).toMatchObject({ count: 3, previous: null, results: [{ name: 'a' }, { name: 'b' }] })
  const next = (await api.caller.call('GET', page.next)).body
  expect(next).toMatchObject({ next: null, results: [{ name: 'c' }] })
  expect((await api.caller.call('GET', '/cdn/sslData?limit=0')).status).toBe(400)
})

test('what no field may hold is refused under the field, before anything is read into it', async () => {
  const id = await createResource(api.caller)
  const before = (await api.caller.call('GET', `/cdn/resources/${id}`)).body
  const patch = (body: string) => api.caller.call('PATCH', `/cdn/resources/${id}`, body)
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
  for (const [body, field, words] of [
    ['{"name":"a\\u0000b"}', 'name', 'NUL'],
    ['{"description":"\\ud800"}', 'description', 'surrogate'],
    ['{"options":{"cors":{"value":"\\udc00"}}}', 'options.cors.value', 'surrogate'],
    ['{"options":{"__proto__":{"enabled":true}}}', 'options.__proto__', 'Leave it out'],
    ['{"__proto__":{"active":false}}', '__proto__', 'Leave it out'],
    ['{"originGroup":9007199254740993}', 'originGroup', 'Give a number'],
    ['{"originGroup":1e400}', 'originGroup', 'Give a number'],
    [`{"options":${nested(30)}}`, 'options', 'at most 20 deep'],
    [`{"options":${nested(100_000)}}`, 'options', 'at most 20 deep'],
  ] as const) {
    const answer = await patch(body)
    expect([body.slice(0, 50), answer.status, Object.keys(answer.body.errors)]).toEqual([
      body.slice(0, 50),
      400,
      [field],
    ])
    expect(answer.body.errors[field][0]).toContain(words)
  }
  expect((await api.caller.call('GET', `/cdn/resources/${id}`)).body).toEqual(before)
})

test('a label twice in a row is warned of, when the resource is made and when it is renamed (PRE-26)', async () => {
  const originGroup = await createGroup(api.caller)
  const made = await api.caller.call('POST', '/cdn/resources', {
    cname: 'www.www.customer.example',
    originGroup,
  })
  expect([made.status, made.headers.get('x-wellknown-warning')]).toEqual([
    201,
    expect.stringContaining('www.www'),
  ])
  const { id } = made.body
  const patch = (name: string) =>
    api.caller.call('PATCH', `/cdn/resources/${id}`, { secondaryHostnames: [name] })
  expect((await patch('a.b.b.customer.example')).headers.get('x-wellknown-warning')).toContain('b.b')
})
