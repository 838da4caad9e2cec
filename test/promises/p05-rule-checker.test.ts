import { cpuUsage } from 'node:process'
import { describe, expect, test } from 'vitest'
import { createCaller, createResource, fieldFault, type Answer } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'

const api = useApi()
const check = (rule: string, ruleType?: 0 | 1): Promise<Answer> =>
  api.caller.call('POST', '/cdn/rules/check', { rule, ...(ruleType !== undefined && { ruleType }) })

const PRODUCT_PAGE = '((?!(jpeg|gif|png|pdf|jpg|css|js|woff|woff2|ttf)).)*$'
const CHALLENGE = /^\/\.well-known\/acme-challenge\/[A-Za-z0-9_-]{43}$/

describe('a customer learns how much of the challenge traffic a rule would catch (P5)', () => {
  test('/* would catch all of it, and does no harm here', async () => {
    const { status, body } = await check('/*')
    expect(status).toBe(200)
    expect(body).toMatchObject({
      verdict: 'all',
      share: { percent: '100.000000', fraction: '1/1' },
      caught: expect.stringMatching(CHALLENGE),
      escaping: null,
      any_length: 'all',
    })
    expect(body.elsewhere).toContain('every challenge')
    expect(body.here).toContain('no harm')
  })

  test.each([
    [`^/${PRODUCT_PAGE}`, 0],
    [PRODUCT_PAGE, 1],
  ] as const)('the product page’s pattern, %s, would catch 98.886083 %%', async (rule, ruleType) => {
    const { body } = await check(rule, ruleType)
    expect(body).toMatchObject({ verdict: 'some', share: { percent: '98.886083' }, any_length: 'some' })
    // V8 says the same of the two examples.
    const oracle = new RegExp(ruleType === 1 ? `/${rule}` : rule)
    expect(body.caught).toMatch(CHALLENGE)
    expect(body.escaping).toMatch(CHALLENGE)
    expect([oracle.test(body.caught), oracle.test(body.escaping)]).toEqual([true, false])
    expect(body.elsewhere).toContain('98.886083 %')
    const [numerator, denominator] = body.share.fraction.split('/').map(BigInt)
    expect(Math.round(Number((numerator * 10n ** 10n) / denominator) / 100)).toBe(98_886_083)
  })

  test('^/(a+)+$ would catch none of it', async () => {
    expect((await check('^/(a+)+$')).body).toMatchObject({
      verdict: 'never',
      share: { percent: '0.000000', fraction: '0/1' },
      caught: null,
      escaping: expect.stringMatching(CHALLENGE),
      any_length: 'never',
    })
  })

  test('a pattern that catches only tokens of another length is told apart', async () => {
    expect((await check('^/[^/]+/[^/]+/[^/]{44}')).body).toMatchObject({
      verdict: 'never',
      any_length: 'some',
    })
  })

  test('what is checked is what is saved: the same patterns are refused by both, in the same words', async () => {
    const resource = await createResource(api.caller)
    for (const rule of [String.raw`^/(.)\1`, 'no-slash', '^/a++', '/a{2500}', `/${'a'.repeat(300)}`]) {
      const checked = await check(rule)
      const saved = await api.caller.call('POST', `/cdn/resources/${resource}/rules`, { name: 'r', rule })
      expect([rule, checked.status, saved.status]).toEqual([rule, 400, 400])
      expect(Object.keys(checked.body.errors)).toEqual(['rule'])
      if (rule.length <= 300) expect(checked.body).toEqual(saved.body)
    }
  })

  test('the reason and the place stand under the field', async () => {
    expect((await check(String.raw`^/(.)\1`)).body).toEqual(
      fieldFault(
        'rule',
        'This is not a valid regular expression here: Back-references are not supported. (at character 6)',
      ),
    )
    expect((await check('')).status).toBe(400)
    expect((await api.caller.call('POST', '/cdn/rules/check', { ruleType: 0 })).body).toEqual(
      fieldFault('rule', 'This field is required: give a string.'),
    )
    expect((await api.caller.call('POST', '/cdn/rules/check', { rule: '/', ruleType: 2 })).body).toEqual(
      fieldFault('ruleType', 'Give 0 or 1.'),
    )
  })
})

const nonsense = Array.from({ length: 10_000 }, (_, n) => '([{?*+\\|^$.)]}a1'[(n * n + 7 * n) % 16]).join('')

/** Milliseconds of the processor, since others may be at work on this machine. Our part as a client is in it. */
async function cost(rule: string, status: number): Promise<number> {
  await check('/warm-up')
  const before = cpuUsage()
  const answer = await check(rule)
  const { user, system } = cpuUsage(before)
  expect(answer.status).toBe(status)
  return (user + system) / 1_000
}

test.each([
  ['/*', '/*', 200],
  ['the product page’s pattern', `/${PRODUCT_PAGE}`, 200],
  ['the same at the start of the path', `^/${PRODUCT_PAGE}`, 200],
  ['^/(a+)+$', '^/(a+)+$', 200],
  [String.raw`^/(.)\1`, String.raw`^/(.)\1`, 400],
  ['10 KB of nonsense', nonsense, 400],
  ['10 KB of nonsense behind a /', `/${nonsense}`, 400],
] as const)('%s is answered within 100 ms', async (_, rule, status) => {
  expect(await cost(rule, status)).toBeLessThan(100)
})

test.each([
  ['too many states', '/.*a.{12}$', 400],
  ['large formulas', `/${'(?:.*|(?=.*a)|.{0,9})'.repeat(13)}x`, 400],
  ['repetition of nothing', '/(?:(?:(?:){4000}){4000}){4000}', 400],
  ['repetition of repetition', '/((((((a?){9}){9}){9}){9}){9}){9}', 400],
  ['forks in a loop', `^/(${'(|)'.repeat(90)})*$`, 200],
] as const)(
  'a hostile pattern, %s, costs less than half a second of the processor',
  async (_, rule, status) => {
    expect(await cost(rule, status)).toBeLessThan(500)
  },
)

test('the active rules of a resource share 64 KB of tables; what would take them beyond is neither saved nor switched on', async () => {
  const resource = await createResource(api.caller)
  const path = `/cdn/resources/${resource}/rules`
  const large = (n: number): string => `/.*[${n}a].{9}$`
  const { table } = (await check(large(0))).body
  const fit = Math.floor(65_536 / table.bytes)
  for (let n = 0; n < fit; n++) {
    const rule = { name: `r${n}`, rule: large(n) }
    expect((await api.caller.call('POST', path, rule)).status, `rule ${n}`).toBe(201)
  }
  const over = await api.caller.call('POST', path, { name: 'over', rule: large(fit) })
  expect(over.status).toBe(400)
  expect(over.body.errors.rule[0]).toContain('65536')
  expect((await api.caller.call('GET', path)).body).toHaveLength(fit)

  const off = await api.caller.call('POST', path, { name: 'off', rule: large(fit), active: false })
  expect(off.status).toBe(201)
  const one = `${path}/${off.body.id}`
  expect((await api.caller.call('PATCH', one, { active: true })).body).toEqual(over.body)
  expect((await api.caller.call('PATCH', one, { name: 'renamed' })).status).toBe(200)
  const [first] = (await api.caller.call('GET', path)).body
  expect((await api.caller.call('PATCH', `${path}/${first.id}`, { active: false })).status).toBe(200)
  expect((await api.caller.call('PATCH', one, { active: true })).status).toBe(200)
})

test('rules saved at the same moment do not pass the bound together', async () => {
  const path = `/cdn/resources/${await createResource(api.caller)}/rules`
  // Four such fit, and each of the five by itself.
  const large = (letter: string): string => `/(?:[${letter}-j][0-9]?){900}`
  expect(Math.floor(65_536 / (await check(large('a'))).body.table.bytes)).toBe(4)
  const saved = await Promise.all(
    ['a', 'b', 'c', 'd', 'e'].map((letter) =>
      api.caller.call('POST', path, { name: letter, rule: large(letter) }),
    ),
  )
  expect(saved.filter(({ status }) => status === 201)).toHaveLength(4)
})

test('the call is described at /openapi.json', async () => {
  const { paths } = (await api.caller.call('GET', '/openapi.json')).body
  const { requestBody, responses } = paths['/cdn/rules/check'].post
  expect(requestBody.content['application/json'].schema).toEqual({
    $ref: '#/components/schemas/RuleCheckBody',
  })
  expect(responses[200].content['application/json'].schema).toEqual({
    $ref: '#/components/schemas/RuleCheck',
  })
})

test('a check needs a token that may write', async () => {
  const other = await createCaller(api.system.world, 'read', 'other')
  expect((await other.call('POST', '/cdn/rules/check', { rule: '/*' })).status).toBe(403)
  const unknown = { authorization: 'APIKey nobody' }
  expect((await api.caller.call('POST', '/cdn/rules/check', { rule: '/*' }, unknown)).status).toBe(401)
})
