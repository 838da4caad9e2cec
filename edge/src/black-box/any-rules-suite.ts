// What holds under every rule set there can be, not only under those somebody thought of.

import { loadTable, matches } from '@wellknown/patterns'
import type { Config, EdgeOptions } from '@wellknown/wire'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NON_STATIC, pathOf, rule, token, type Bench } from './bench.ts'
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
const options: fc.Arbitrary<EdgeOptions> = fc.record(
  {
    force_return: fc.option(
      fc.record({
        enabled: fc.boolean(),
        code: fc.constantFrom(100, 200, 204, 301, 302, 304, 307, 401, 403, 404, 418, 451, 500, 503),
        body: fc.constantFrom('', 'blocked', 'https://else.test/', `${LIVE}.${'X'.repeat(43)}`),
      }),
    ),
    redirect_http_to_https: fc.option(fc.record({ enabled: fc.boolean(), value: fc.boolean() })),
  },
  { requiredKeys: [] },
)
const rules = fc.array(
  fc.tuple(fc.constantFrom(...PATTERNS), options).map(([pattern, options]) => rule(pattern, options)),
  { maxLength: 5 },
)
const configuration: fc.Arbitrary<Partial<Config>> = fc.record({
  rules,
  options,
  https: fc.boolean(),
  active: fc.boolean(),
})

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

    test('an unknown token is answered as any other path that the rules treat the same', async () => {
      const host = freshHost()
      await put('tokens', host, tokens(LIVE))
      let alike = 0
      await fc.assert(
        fc.asyncProperty(configuration, async (config) => {
          const firstFor = (path: string): number =>
            (config.rules ?? []).findIndex(({ table }) => matches(loadTable(table), path))
          if (firstFor(pathOf(UNKNOWN)) !== firstFor(elsewhere(UNKNOWN))) return
          alike++
          await configure(host, config)
          const answers = await Promise.all(
            [pathOf(UNKNOWN), elsewhere(UNKNOWN)].map(async (path) =>
              (await askBytes(port(), host, path)).replaceAll(path, '<path>'),
            ),
          )
          expect(answers[0]).toBe(answers[1])
          expect(answers[0]).not.toContain(THUMBPRINT)
        }),
        { numRuns: RULE_SETS * 2 },
      )
      expect(alike).toBeGreaterThan(5)
    })
  })
}
