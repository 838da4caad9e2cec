// What holds under every rule set there can be, not only under those somebody thought of.

import { loadTable, matches } from '@wellknown/patterns'
import type { Config, EdgeOptions } from '@wellknown/wire'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NON_STATIC, pathOf, rewriteOf, rule, textsOf, token, type Bench } from './bench.ts'
import { askBytes, THUMBPRINT, tokens } from './driver.ts'

const RULE_SETS = 25
const LIVE = token('a')
const UNKNOWN = token('z')
/** As long as the path of a token, so that lengths are alike too, and elsewhere. */
const elsewhere = (token: string): string => `${'/els'.padEnd(pathOf('').length - 1, 'e')}/${token}`

const PATTERNS = [
  '/*',
  '^/',
  '^/.*',
  '/.well-known',
  String.raw`^/\.well-known/acme-challenge/[\w-]{43}$`,
  '^/(?!index)',
  '/a{43}$',
  '/z{43}$',
  '/[az]+$',
  '^/(?=.*challenge)',
  '^/els',
  `^/${NON_STATIC}`,
  '/.*(?<=z{9})',
  String.raw`^/.*\bz+$`,
]
const flag = fc.record({ enabled: fc.boolean(), value: fc.boolean() })
/** An option that is on, or off. */
const either = <fields extends object>(fields: fc.Arbitrary<fields>) =>
  fc.oneof(
    fields.map((on) => ({ enabled: true as const, ...on })),
    fc.constant({ enabled: false as const }),
  )
/** With every field of the model. */
const whole = <fields extends object>(model: {
  readonly [name in keyof fields]: fc.Arbitrary<fields[name]>
}): fc.Arbitrary<fields> => fc.record<fields>(model)
/** More often open than closed: behind a closed door all is alike. */
const policy = fc.constantFrom('allow', 'allow', 'allow', 'deny')
const some = <value>(...values: value[]) => fc.subarray(values)
const headers = fc
  .uniqueArray(
    fc.constantFrom('X-Origin', 'X-Added', 'Content-Type', 'Cache-Control', 'Location', 'Content-Length'),
  )
  .map((names) => names.map((name) => ({ name, values: ['one', 'two'], always: name.length % 2 === 0 })))
const REWRITES = [
  rewriteOf('/(.*)', [{ text: '/media/' }, { group: 1 }], 'break'),
  rewriteOf('^/.*/([^/]+)$', [{ text: '/moved/' }, { group: 1 }], 'last'),
  rewriteOf('/', [{ text: '/index?x' }], 'last'),
  rewriteOf('/(.*)', [{ text: '/' }, { group: 1 }, { text: '?' }], 'permanent'),
  rewriteOf('^/.*/(.*)', [{ text: 'https://else.test/' }, { group: 1 }], 'redirect', true),
]
const CUSTOM = [{ name: 'X-Custom', value: 'set' }]
const agents = textsOf('bot', '^$')

const options: fc.Arbitrary<EdgeOptions> = fc.record(
  {
    force_return: fc.option(
      fc.record(
        {
          enabled: fc.boolean(),
          code: fc.constantFrom(100, 200, 204, 301, 302, 304, 307, 401, 403, 404, 418, 451, 500, 503),
          body: fc.constantFrom('', 'blocked', 'https://else.test/', `${LIVE}.${'X'.repeat(43)}`),
          time_interval: fc.constantFrom(
            null,
            { start_time: '00:00', end_time: '00:00' },
            { start_time: '00:00', end_time: '24:00', time_zone: 'CET' },
          ),
        },
        { requiredKeys: ['enabled', 'code', 'body'] },
      ),
    ),
    redirect_http_to_https: fc.option(flag),
    redirect_https_to_http: fc.option(flag),
    rewrite: fc.option(either(fc.constantFrom(...REWRITES))),
    hostHeader: fc.option(either(fc.constant({ host: 'chosen.test' }))),
    forward_host_header: fc.option(flag),
    staticRequestHeaders: fc.option(either(whole({ headers: fc.constant(CUSTOM) }))),
    staticHeaders: fc.option(either(whole({ headers }))),
    static_response_headers: fc.option(either(whole({ headers }))),
    response_headers_hiding_policy: fc.option(
      either(whole({ mode: fc.constantFrom('show', 'hide'), excepted: some('x-origin', 'etag', 'date') })),
    ),
    browser_cache_settings: fc.option(either(whole({ seconds: fc.nat({ max: 31_536_000 }) }))),
    allowedHttpMethods: fc.option(either(whole({ methods: some('GET', 'HEAD', 'POST') }))),
    country_acl: fc.option(either(whole({ policy, countries: some('GB', 'DE') }))),
    ip_address_acl: fc.option(
      either(whole({ policy, ranges: some('127.0.0.0/8', '::1/128', '10.0.0.0/8') })),
    ),
    referrer_acl: fc.option(either(whole({ policy, domains: some('a.test'), parents: some('b.test') }))),
    user_agent_acl: fc.option(either(whole({ policy, texts: some('curl', ''), tables: some(...agents) }))),
    block_unknown_challenges: fc.option(flag),
    sources: fc.option(either(fc.constant({ sources: [] as { source: string; backup: boolean }[] }))),
  },
  { requiredKeys: [] },
)
const rules = fc.array(
  fc
    .tuple(fc.constantFrom(...PATTERNS), options, fc.constantFrom('HTTP', 'MATCH'))
    .map(([pattern, options, protocol]) => rule(pattern, options, 0, { protocol })),
  { maxLength: 5 },
)
const configuration: fc.Arbitrary<Partial<Config>> = fc.record({
  rules,
  options,
  https: fc.boolean(),
  tlsSeen: fc.boolean(),
  active: fc.boolean(),
})

const REFUSED = { enabled: true, code: 403, body: 'blocked', time_interval: null }

export function anyRulesSuite({ freshHost, put, configure, port }: Bench): void {
  describe('under any rules', () => {
    test('a live token is answered byte for byte as under none', async () => {
      const host = freshHost()
      await put('tokens', host, tokens(LIVE))
      await configure(host, {})
      const method = fc.constantFrom('GET', 'HEAD')
      const under = (method: string): Promise<string> => askBytes(port(), host, pathOf(LIVE), method)
      const bare = { GET: await under('GET'), HEAD: await under('HEAD') }
      expect(bare.GET).toContain(`${LIVE}.${THUMBPRINT}`)
      await fc.assert(
        fc.asyncProperty(configuration, method, async (config, method) => {
          await configure(host, config)
          expect(await under(method)).toBe(bare[method === 'GET' ? 'GET' : 'HEAD'])
        }),
        { numRuns: RULE_SETS },
      )
    })

    test('an unknown token is answered as any other path that the rules treat the same, but for the switch', async () => {
      const host = freshHost()
      await put('tokens', host, tokens(LIVE))
      const seen = new Map<string, number>()
      const answerTo = async (path: string): Promise<string> =>
        (await askBytes(port(), host, path))
          .replaceAll(path.slice(1), '<path>')
          .replaceAll(/^expires: [^\r]*\r\n/gim, '')
      await fc.assert(
        fc.asyncProperty(configuration, async (drawn) => {
          const config = withoutSwitch(drawn)
          const firstFor = (path: string): number =>
            (config.rules ?? []).findIndex(({ table }) => matches(loadTable(table), path))
          if (firstFor(pathOf(UNKNOWN)) !== firstFor(elsewhere(UNKNOWN))) return
          await configure(host, config)
          const [token, other] = await Promise.all([answerTo(pathOf(UNKNOWN)), answerTo(elsewhere(UNKNOWN))])
          expect(token).toBe(other)
          expect(token).not.toContain(THUMBPRINT)
          const status = token.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length)
          seen.set(status, (seen.get(status) ?? 0) + 1)
        }),
        { numRuns: RULE_SETS * 3, examples: [[{}], [{ options: { force_return: REFUSED } }]] },
      )
      // Not all of one kind: some reach the origin, some are refused.
      expect(seen.get('200') ?? 0).toBeGreaterThan(0)
      expect(seen.get('403') ?? 0).toBeGreaterThan(0)
    })
  })
}

function withoutSwitch(config: Partial<Config>): Partial<Config> {
  const off = (options: EdgeOptions): EdgeOptions => ({ ...options, block_unknown_challenges: null })
  return {
    ...config,
    options: off(config.options ?? {}),
    rules: (config.rules ?? []).map((each) => ({ ...each, options: off(each.options) })),
  }
}
