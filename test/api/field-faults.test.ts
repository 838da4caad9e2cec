// Whatever is put into a field: never a fault of ours, and what is refused is named.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { certificateFor } from '../../edge/src/node/test-certificates.ts'
import { createAutomated, createGroup, createResource } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const api = useApi()
const RUNS = 300
/** How a schema library speaks of what it was given. */
const SCHEMA_WORDS =
  /Invalid (?:input|option|type)|expected \w+, received|Too (?:small|big)|Unrecognized key|nonoptional/

const deep = (levels: number): unknown => (levels === 0 ? 'deep' : [deep(levels - 1)])
const HOSTILE: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  1e300,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  'x'.repeat(5_000),
  '\u0000',
  '\uD800',
  '\u202Egnp.exe',
  "'; DROP TABLE resource; --",
  '<script>alert(1)</script>',
  'a\r\nx-injected: 1',
  '../../etc/passwd',
  '９９９',
  [],
  ['x', 1, null],
  {},
  { __proto__: { polluted: true }, constructor: 1, toString: 2 },
  JSON.parse('{"__proto__": {"polluted": true}}'),
  { enabled: 'yes', value: 7 },
  deep(200),
]

test('no value of any field makes the API fail, and a refusal names the field', async () => {
  const { caller } = api
  const group = await createGroup(caller)
  const ssl = await createAutomated(caller)
  const resource = await createResourceIn(group)
  const rules = `/cdn/resources/${resource}/rules`
  const rule = (await caller.call('POST', rules, { name: 'r', rule: '/x', ruleType: 0 })).body.id
  const sources = [{ source: 'origin.customer.example', backup: false, enabled: true }]
  const target = {
    description: 'd',
    secondaryHostnames: [],
    originProtocol: 'HTTP',
    active: true,
    options: {},
  }
  const { chain, key } = await certificateFor('own.customer.example')
  // Names are unique: each call has its own.
  const calls: readonly (readonly [string, string, (unique: string) => Readonly<Record<string, unknown>>])[] =
    [
      [
        'POST',
        '/cdn/resources',
        (name) => ({ cname: `${name}.customer.example`, originGroup: group, ...target }),
      ],
      [
        'PATCH',
        `/cdn/resources/${resource}`,
        (name) => ({ name, sslEnabled: true, sslData: ssl, ...target }),
      ],
      ['PUT', `/cdn/resources/${resource}`, () => ({ originGroup: group, ...target })],
      ['POST', '/cdn/sslData', (name) => ({ name, automated: true, validate_root_ca: false })],
      ['POST', '/cdn/sslData', (name) => ({ name, sslCertificate: chain, sslPrivateKey: key })],
      ['PATCH', `/cdn/sslData/${ssl}`, (name) => ({ name })],
      ['POST', '/cdn/origin_groups', (name) => ({ name, use_next: true, sources })],
      ['PATCH', `/cdn/origin_groups/${group}`, (name) => ({ name, sources })],
      ['POST', rules, (name) => ({ name, rule: `/${name}`, ruleType: 0, weight: 1, options: {} })],
      ['PATCH', `${rules}/${rule}`, (name) => ({ name, rule: `/${name}`, options: {} })],
      ['POST', '/cdn/clients/me/tokens', (name) => ({ name, role: 'read', expires: null })],
      ['PATCH', '/cdn/clients/me', () => ({ utilization_level: 1 })],
      ['POST', '/cdn/rules/check', () => ({ rule: '/x', ruleType: 0 })],
    ]
  const cases = calls.flatMap(([method, path, bodyOf]) =>
    Object.keys(bodyOf('x')).map((field) => ({ method, path, bodyOf, field })),
  )
  let count = 0
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...cases), fc.constantFrom(...HOSTILE), async (each, value) => {
      const { method, path, bodyOf, field } = each
      const body = bodyOf(`n${count++}`)
      const answer = await caller.call(method, path, { ...body, [field]: value })
      expect(answer.status, `${method} ${path} ${field}`).toBeLessThan(500)
      expect(JSON.stringify(answer.body)).not.toMatch(SCHEMA_WORDS)
      if (answer.status < 400 || namesOf(answer.body).includes(field)) return
      // It was not this field: then the call is refused as things stand, whatever it holds.
      const plain = await caller.call(method, path, body)
      expect(plain.status, JSON.stringify(answer.body)).toBeGreaterThanOrEqual(400)
    }),
    { numRuns: RUNS },
  )
  expect(Reflect.get({}, 'polluted')).toBeUndefined()

  async function createResourceIn(originGroup: number): Promise<number> {
    const made = await caller.call('POST', '/cdn/resources', { cname: 'www.customer.example', originGroup })
    return made.body.id
  }
})

test('a body that is no object, or no JSON, is told so', async () => {
  const id = await createResource(api.caller)
  for (const body of ['[]', '"x"', '1', 'null', '{', '', '{"active": true,}']) {
    const answer = await api.caller.call('PATCH', `/cdn/resources/${id}`, body)
    expect([body, answer.status]).toEqual([body, 400])
    expect(JSON.stringify(answer.body).length).toBeGreaterThan(20)
  }
})

/** The fields a refusal speaks of: the keys, and the words of its sentences. */
function namesOf(body: { errors?: Record<string, unknown> }): readonly string[] {
  const said = Object.entries(body.errors ?? {}).flatMap(([key, texts]) => [key, JSON.stringify(texts)])
  return said.flatMap((text) => text.split(/[^A-Za-z_]+/))
}
