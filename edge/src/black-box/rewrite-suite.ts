import type { EdgeOptions } from '@wellknown/wire'
import { describe, expect, test } from 'vitest'
import { BLOCK, pathOf, rewriteOf, rule, token, type Bench } from './bench.ts'
import { THUMBPRINT, tokens } from './driver.ts'

const on = { enabled: true } as const
const rewriting = (...of: Parameters<typeof rewriteOf>): EdgeOptions => ({
  rewrite: { ...on, ...rewriteOf(...of) },
})
const MEDIA = rewriting('/(.*)', [{ text: '/media/' }, { group: 1 }], 'break')

export function rewriteSuite({ freshHost, configure, get, put }: Bench): void {
  const seen = async (host: string, path: string): Promise<unknown> =>
    (await get(host, path)).headers['x-seen-path']

  describe('a rewrite', () => {
    test('asks the origin for another path, with what the groups caught and the arguments', async () => {
      const host = freshHost()
      const two = rewriting(
        '^/([a-z]+)/(.*)$',
        [{ text: '/' }, { group: 2 }, { text: '/' }, { group: 1 }],
        'break',
      )
      const args = rewriting('^/args/(.*)', [{ text: '/x?y=' }, { group: 1 }], 'break')
      const none = rewriting('^/none/', [{ text: '/x?' }], 'break')
      await configure(host, {
        options: MEDIA,
        rules: [
          rule('^/two/', two),
          rule('^/args/', args),
          rule('^/none/', none),
          rule('^/off', { rewrite: { enabled: false } }),
        ],
      })
      expect(await seen(host, '/a%20b/c?q=1')).toBe('/media/a%20b/c?q=1')
      expect(await seen(host, '/two/a/b?q=1')).toBe('/a/b/two?q=1')
      expect(await seen(host, '/args/z?q=1')).toBe('/x?y=z&q=1')
      expect(await seen(host, '/none/z?q=1')).toBe('/x')
      expect(await seen(host, '/off/x')).toBe('/off/x')
    })

    test('with the flag last is held against the rules anew, each with its protections; with break it is not', async () => {
      const host = freshHost()
      const to = (path: string, flag: 'break' | 'last'): EdgeOptions => rewriting('^', [{ text: path }], flag)
      await configure(host, {
        rules: [
          rule('^/closed', BLOCK),
          rule('^/last', to('/closed/x', 'last')),
          rule('^/break', to('/closed/x', 'break')),
        ],
      })
      expect((await get(host, '/last')).status).toBe(403)
      expect(await seen(host, '/break')).toBe('/closed/x')
    })

    test('that leads in a circle ends, and one of the resource is done once', async () => {
      const host = freshHost()
      await configure(host, {
        options: { rewrite: { ...on, ...rewriteOf('/(.*)', [{ text: '/media/' }, { group: 1 }], 'last') } },
        rules: [rule('^/media/round', rewriting('^', [{ text: '/media/round' }], 'last'))],
      })
      expect(await seen(host, '/x')).toBe('/media/x')
      expect((await get(host, '/round')).status).toBe(500)
    })

    test.each([
      ['redirect', 302],
      ['permanent', 301],
    ] as const)('with the flag %s sends the visitor there, on this very host', async (flag, status) => {
      const host = freshHost()
      await configure(host, {
        options: rewriting('/(.*)', [{ group: 1 }], flag),
        rules: [
          rule(
            '^/away',
            rewriting(
              '^/away/(.*)',
              [{ variable: 'scheme' }, { text: '://else.test/' }, { group: 1 }],
              flag,
              true,
            ),
          ),
        ],
      })
      const answer = await get(host, '/a%0d%0ab?q=1')
      expect([answer.status, answer.headers.location]).toEqual([status, `http://${host}/a%0d%0ab?q=1`])
      expect((await get(host, '/http://evil.test')).headers.location).toBe(`http://${host}/http://evil.test`)
      expect((await get(host, '//evil.test')).headers.location).toBe(`http://${host}/evil.test`)
      expect((await get(host, '/away/x?q')).headers.location).toBe('http://else.test/x?q')
    })

    test('never leads to a token, and never leads one astray', async () => {
      const host = freshHost()
      await put('tokens', host, tokens(token('a')))
      await configure(host, { options: rewriting('^', [{ text: pathOf(token('a')) }], 'last') })
      const led = await get(host, '/')
      expect([led.status, led.headers['x-seen-path']]).toEqual([200, pathOf(token('a'))])
      expect(led.body).not.toContain(THUMBPRINT)
      await configure(host, { options: MEDIA })
      expect((await get(host, pathOf(token('a')))).body).toContain(THUMBPRINT)
    })
  })
}
