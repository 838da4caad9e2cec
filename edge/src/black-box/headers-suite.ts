import type { EdgeOptions } from '@wellknown/wire'
import { describe, expect, test } from 'vitest'
import { rule, token, pathOf, type Bench } from './bench.ts'
import { THUMBPRINT, tokens } from './driver.ts'

const on = { enabled: true } as const
const header = (name: string, values: readonly string[], always = false) => ({
  name,
  values: [...values],
  always,
})

export function headersSuite({ freshHost, configure, get, put }: Bench): void {
  const site = async (options: EdgeOptions): Promise<string> => {
    const host = freshHost()
    await configure(host, { options })
    return host
  }

  describe('the headers of an answer', () => {
    test('are added, over those of the origin, with several values and by status', async () => {
      const host = await site({
        static_response_headers: {
          ...on,
          headers: [
            header('X-Origin', ['ours']),
            header('X-Several', ['one, two', 'three']),
            header('X-Always', ['yes'], true),
          ],
        },
        staticHeaders: { ...on, headers: [header('X-Legacy', ['old'])] },
      })
      const good = await get(host, '/')
      expect(good.headers).toMatchObject({
        'x-origin': 'ours',
        'x-several': 'one, two, three',
        'x-always': 'yes',
        'x-legacy': 'old',
        etag: '"1"',
      })
      const missing = await get(host, '/status/404')
      expect(missing.status).toBe(404)
      expect([
        missing.headers['x-origin'],
        missing.headers['x-several'],
        missing.headers['x-always'],
      ]).toEqual(['of the origin', undefined, 'yes'])
    })

    test('are added to our own answers too, but never frame a message or belong to the connection', async () => {
      const host = await site({
        force_return: { enabled: true, code: 418, body: 'teapot' },
        static_response_headers: {
          ...on,
          headers: [
            header('X-Added', ['yes'], true),
            header('Content-Length', ['1'], true),
            header('Transfer-Encoding', ['chunked'], true),
            header('Content-Encoding', ['gzip'], true),
          ],
        },
      })
      const answer = await get(host, '/')
      expect([answer.body, answer.headers['x-added']]).toEqual(['teapot', 'yes'])
      expect(answer.headers['content-encoding']).toBeUndefined()
    })

    test('of the origin are hidden, those listed or all others, but never what a body needs', async () => {
      const listed = ['etag', 'content-type', 'content-length']
      const show = await get(
        await site({ response_headers_hiding_policy: { ...on, mode: 'show', excepted: listed } }),
        '/typed',
      )
      expect([show.headers.etag, show.headers['x-origin']]).toEqual([undefined, 'of the origin'])
      expect(show.headers['content-type']).toBe('text/plain')
      const hide = await get(
        await site({ response_headers_hiding_policy: { ...on, mode: 'hide', excepted: ['x-origin'] } }),
        '/typed',
      )
      expect([hide.headers.etag, hide.headers['x-seen-path'], hide.headers['x-origin']]).toEqual([
        undefined,
        undefined,
        'of the origin',
      ])
      expect(hide.headers['content-type']).toBe('text/plain')
    })

    test('tell browsers how long to keep what the origin gave, by status', async () => {
      const host = await site({ browser_cache_settings: { ...on, seconds: 3600 } })
      const good = await get(host, '/')
      expect(good.headers['cache-control']).toBe('max-age=3600')
      const keeps = Date.parse(good.headers.expires ?? '') - Date.parse(good.headers.date ?? '')
      expect(Math.abs(keeps - 3_600_000)).toBeLessThanOrEqual(1000)
      expect((await get(host, '/status/500')).headers['cache-control']).toBeUndefined()
    })

    test('of a live token are touched by none of these (EDGE-35)', async () => {
      const host = freshHost()
      await put('tokens', host, tokens(token('a')))
      const bare = await get(host, pathOf(token('a')))
      await configure(host, {
        options: {
          static_response_headers: { ...on, headers: [header('X-Added', ['yes'], true)] },
          response_headers_hiding_policy: { ...on, mode: 'hide', excepted: [] },
          browser_cache_settings: { ...on, seconds: 3600 },
        },
      })
      const dressed = await get(host, pathOf(token('a')))
      expect(dressed.body).toBe(`${token('a')}.${THUMBPRINT}`)
      expect({ ...dressed.headers, date: '' }).toEqual({ ...bare.headers, date: '' })
    })
  })

  describe('the headers of a request to the origin', () => {
    test('are added over the visitor’s, but never name a host, an address or a framing', async () => {
      const headers = [
        { name: 'X-Custom', value: 'ours' },
        { name: 'Host', value: 'evil.test' },
        { name: 'X-Forwarded-Host', value: 'evil.test' },
        { name: 'Transfer-Encoding', value: 'chunked' },
      ]
      const host = await site({ staticRequestHeaders: { ...on, headers } })
      const answer = await get(host, '/', { 'x-custom': 'of the visitor' })
      expect(answer.headers['x-seen-custom']).toBe('ours')
      expect(answer.headers['x-seen-forwarded']).toBe(JSON.stringify([null, host]))
      expect(answer.headers['x-seen-host']).not.toBe('evil.test')
    })

    test('are without what a client could claim of itself in a proxy’s name, in any spelling', async () => {
      const host = await site({})
      const claimed = [
        'Forwarded X-Forwarded-For X_Forwarded_For x.forwarded.for X-Forwarded-User X_Forwarded-Proto',
        'X-Real-IP X_Real_IP True-Client-IP X-Client-IP X-Cluster-Client-IP Fastly-Client-IP',
        'CF-IPCountry CF-Connecting-IPv6 CF_Connecting_IP CF-Visitor CloudFront-Viewer-Country',
        'X-Original-URL X_Original_URL X-Rewrite-URL X_Rewrite_URL X-Original-Host X-Host',
        'Front-End-Https X-Scheme Client-Cert X-SSL-Client-Verify Remote_User Proxy',
        'Content_Length Transfer_Encoding',
      ].flatMap((line) => line.split(' '))
      const kept = [
        'X-HTTP-Method-Override',
        'Via',
        'X-Custom',
        'X_Custom_Too',
        'X-Request-Id',
        'CF-Access-Client-Id',
      ]
      const headers = Object.fromEntries([...claimed, ...kept].map((name) => [name, `of ${name}`]))
      const answer = await get(host, '/told', headers)
      const told = JSON.parse(String(answer.headers['x-told'])) as Record<string, string>
      expect(claimed.filter((name) => told[name.toLowerCase()] === `of ${name}`)).toEqual([])
      expect(kept.filter((name) => told[name.toLowerCase()] !== `of ${name}`)).toEqual([])
      // Ours: what the edge knows.
      expect([told['x-forwarded-proto'], told['x-forwarded-host']]).toEqual(['http', host])
      expect(told['x-forwarded-for']).toMatch(/127\.0\.0\.1$/)
    })

    test('that the customer sets are the only ones of their name, in any spelling', async () => {
      const headers = [
        { name: 'X-Secret', value: 'ours' },
        { name: 'X-Client-IP', value: 'of the customer' },
      ]
      const host = await site({ staticRequestHeaders: { ...on, headers } })
      const answer = await get(host, '/told', {
        'x-secret': 'guess',
        x_secret: 'guess',
        X_Client_IP: 'guess',
      })
      const told = String(answer.headers['x-told'])
      expect(told).not.toContain('guess')
      expect(JSON.parse(told)).toMatchObject({ 'x-secret': 'ours', 'x-client-ip': 'of the customer' })
    })

    test('are without what Connection names, and it may name nonsense (RFC 9110 §7.6.1)', async () => {
      const host = await site({})
      const connection = 'keep-alive, , b@d name, X-Custom, host'
      const { status, headers } = await get(host, '/', { connection, 'x-custom': 'of this connection' })
      expect([status, headers['x-seen-custom'], headers['x-seen-host'] !== '']).toEqual([200, '', true])
    })

    test('of a rule stand in place of the resource’s', async () => {
      const host = freshHost()
      const wish = (value: string): EdgeOptions => ({
        staticRequestHeaders: { ...on, headers: [{ name: 'X-Custom', value }] },
      })
      await configure(host, {
        options: wish('of the resource'),
        rules: [
          rule('^/rule', wish('of the rule')),
          rule('^/off', { staticRequestHeaders: { enabled: false } }),
        ],
      })
      const seen = async (path: string) => (await get(host, path)).headers['x-seen-custom']
      expect([await seen('/'), await seen('/rule'), await seen('/off')]).toEqual([
        'of the resource',
        'of the rule',
        '',
      ])
    })
  })
}
