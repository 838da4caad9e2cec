import type { EdgeOptions } from '@wellknown/wire'
import { describe, expect, test } from 'vitest'
import { BLOCK, pathOf, rule, token, type Bench } from './bench.ts'
import { tokens } from './driver.ts'

export function rulesSuite(bench: Bench): void {
  const { freshHost, configure, get, put } = bench
  describe('rules', () => {
    test('the first that matches wins, its options over the resource’s', async () => {
      const host = freshHost()
      const teapot: EdgeOptions = { force_return: { enabled: true, code: 418, body: 'first' } }
      await configure(host, { rules: [rule('^/a', teapot), rule('^/ab', BLOCK)], options: BLOCK })
      expect((await get(host, '/abc')).status).toBe(418)
      expect((await get(host, '/x')).status).toBe(403)
    })

    test('a redirect to HTTPS waits until this edge serves a certificate for the name (P24)', async () => {
      const host = freshHost()
      await configure(host, { options: { redirect_http_to_https: { enabled: true, value: true } } })
      expect((await get(host, '/')).status).toBe(200)
      // It terminates no TLS by itself: that one was seen in front of it is its control plane's to say.
      await configure(host, {
        tlsSeen: true,
        options: { redirect_http_to_https: { enabled: true, value: true } },
      })
      const { status, headers } = await get(host, '/a?b')
      expect([status, headers.location]).toEqual([301, `https://${host}/a?b`])
      const unknown = await get(host, pathOf(token('u')))
      expect(unknown.status, 'and so is what the rules treat the same').toBe(301)
      await put('tokens', host, tokens(token('l')))
      expect((await get(host, pathOf(token('l')))).status, 'but never a live token').toBe(200)
    })

    test('a redirect to HTTPS is suspended while HTTPS is off (P24)', async () => {
      const host = freshHost()
      const options = { redirect_http_to_https: { enabled: true, value: true } }
      await configure(host, { https: false, tlsSeen: true, options })
      expect((await get(host, '/')).status).toBe(200)
    })

    test('a force_return of 302 sends the visitor to its body', async () => {
      const host = freshHost()
      await configure(host, {
        options: { force_return: { enabled: true, code: 302, body: 'https://else.test/' } },
      })
      const answer = await get(host, '/')
      expect([answer.status, answer.headers.location]).toEqual([302, 'https://else.test/'])
    })

    test.each([
      [300, 'https://else.test/'],
      [308, 'https://else.test/'],
      [204, ''],
      [503, 'down'],
    ])('a force_return of %i sends what its code means', async (code, body) => {
      const host = freshHost()
      await configure(host, { options: { force_return: { enabled: true, code, body } } })
      const answer = await get(host, '/')
      expect([answer.status, answer.headers.location]).toEqual([code, code === 308 ? body : undefined])
      expect(answer.body.trim()).toBe(code === 308 ? '' : body)
    })

    test('a force_return applies at its hours only', async () => {
      const host = freshHost()
      const hours = (from: number): string =>
        new Date(Date.now() + from * 3_600_000).toISOString().slice(11, 16)
      const during = (from: number, until: number): EdgeOptions => ({
        force_return: {
          enabled: true,
          code: 403,
          body: 'late',
          time_interval: { start_time: hours(from), end_time: hours(until), time_zone: 'UTC' },
        },
      })
      await configure(host, { rules: [rule('^/now', during(-1, 1)), rule('^/later', during(2, 3))] })
      expect((await get(host, '/now')).status).toBe(403)
      expect((await get(host, '/later')).status).toBe(200)
    })

    test('a rule is passed by no other spelling of its path', async () => {
      const host = freshHost()
      await configure(host, { rules: [rule('^/admin-A_9~/', BLOCK)] })
      const every = 'admin-A_9~'.replaceAll(/./g, (each) => `%${each.charCodeAt(0).toString(16)}`)
      for (const path of [
        '/%61dmin-A_9~/',
        `/${every}/`,
        `/${every.toUpperCase()}/`,
        '/x/%2E%2e/admin-A_9~/',
      ])
        expect([path, (await get(host, path)).status]).toEqual([path, 403])
      for (const path of ['/%2561dmin-A_9~/', '/admin-A_9~%2F', '/%5Badmin-A_9~/'])
        expect([path, (await get(host, path)).status]).toEqual([path, 200])
    })

    test('a rule asks the origin by a protocol of its own', async () => {
      const host = freshHost()
      await configure(host, {
        origin: { ...bench.origin(), protocol: 'HTTPS' },
        rules: [rule('^/plain', {}, 0, { protocol: 'HTTP' }), rule('^/match', {}, 0, { protocol: 'MATCH' })],
      })
      const asked = await Promise.all(['/', '/plain', '/match'].map((path) => get(host, path)))
      expect(asked.map(({ status }) => status)).toEqual([502, 200, 200])
    })
  })

  describe('with the switch for unknown tokens', () => {
    const SWITCH: EdgeOptions = { block_unknown_challenges: { enabled: true, value: true } }
    test('one is answered with 404, and nothing else is (EDGE-20)', async () => {
      const host = freshHost()
      await configure(host, { options: SWITCH })
      expect((await get(host, pathOf(token('z')))).status).toBe(404)
      for (const path of ['/', pathOf('short'), `${pathOf(token('z'))}/x`]) {
        expect([path, (await get(host, path)).status]).toEqual([path, 200])
      }
      await configure(host, { options: { block_unknown_challenges: { enabled: true, value: false } } })
      expect((await get(host, pathOf(token('z')))).status).toBe(200)
    })

    test('every protection comes before it (SEC-14)', async () => {
      const host = freshHost()
      await configure(host, { options: SWITCH, rules: [rule(String.raw`^/\.well-known/`, BLOCK)] })
      expect((await get(host, pathOf(token('z')))).status).toBe(403)
    })

    test('a host that is not served here answers the same (SEC-32)', async () => {
      const host = freshHost()
      await configure(host, { options: SWITCH })
      const known = await bench.bytes(host, pathOf(token('z')))
      const unknown = await bench.bytes(freshHost(), pathOf(token('z')))
      expect(unknown).toBe(known)
      const headers = [{ name: 'x-powered-by', values: ['me'], always: true }]
      await configure(host, { options: { ...SWITCH, staticHeaders: { enabled: true, headers } } })
      expect(await bench.bytes(host, pathOf(token('z'))), 'with headers of the customer').toBe(unknown)
      await configure(host, { options: SWITCH, active: false })
      expect(await bench.bytes(host, pathOf(token('z'))), 'switched off').toBe(unknown)
    })
  })
}
