// What every edge promises, whatever it runs on. Cases are numbered as in the list of conformance cases.

import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { compilePattern } from '@wellknown/patterns'
import {
  generateSigningKey,
  importSigningKey,
  type Config,
  type EdgeOptions,
  type SigningKey,
} from '@wellknown/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  ADMIN_HOST,
  ask,
  askRaw,
  configFor,
  createIdentity,
  OPEN,
  preparePush,
  THUMBPRINT,
  tokens,
} from './driver.ts'

export type Started = { readonly port: number; close(): Promise<void> }

const token = (letter: string): string => letter.repeat(43)
const pathOf = (token: string): string => `/.well-known/acme-challenge/${token}`
const table = (rule: string, ruleType: 0 | 1): unknown => {
  const compiled = compilePattern(rule, ruleType)
  if (!compiled.ok) throw new Error(compiled.reason)
  return compiled.table
}
const rule = (pattern: string, options: EdgeOptions, ruleType: 0 | 1 = 0) => ({
  id: 1,
  table: table(pattern, ruleType),
  options,
})
const BLOCK: EdgeOptions = { force_return: { enabled: true, code: 403, body: 'blocked' } }
const NON_STATIC = '((?!(jpeg|gif|png|pdf|jpg|css|js|woff|woff2|ttf)).)*$'

export function blackBox(name: string, start: (settings: Record<string, string>) => Promise<Started>): void {
  describe(name, () => {
    let edge: Started
    let key: SigningKey
    let origin: http.Server
    let source: string
    let rev = 100
    let hosts = 0
    const freshHost = (): string => `site${hosts++}.customer.test`
    const put = async (kind: 'tokens' | 'config', host: string, document: unknown, at = rev++) =>
      ask(edge.port, await preparePush(kind, host, document, key, { rev: at }))
    const configure = async (host: string, config: Partial<Config>) => {
      const at = rev++
      const wanted = { ...OPEN, origin: { ...OPEN.origin, sources: [{ source, backup: false }] }, ...config }
      const answer = await put('config', host, await configFor(host, at, wanted, key), at)
      expect(answer.status).toBe(200)
    }
    const get = (host: string, path: string, headers: Record<string, string> = {}, method = 'GET') =>
      ask(edge.port, { host, path, headers, method })

    beforeAll(async () => {
      origin = http.createServer((request, response) => {
        response.setHeader('x-seen-host', request.headers.host ?? '')
        response.setHeader('x-seen-path', request.url ?? '')
        response.setHeader(
          'x-seen-forwarded',
          JSON.stringify([request.headers['forwarded'], request.headers['x-forwarded-host']]),
        )
        request.pipe(response)
        if (request.method === 'GET') response.write(`origin ${request.url}`)
      })
      await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
      source = `127.0.0.1:${(origin.address() as AddressInfo).port}`
      const identity = await createIdentity('pop-under-test')
      key = identity.key
      edge = await start(identity.settings)
    })
    afterAll(async () => {
      await edge.close()
      origin.closeAllConnections()
      await new Promise((resolve) => origin.close(resolve))
    })

    describe('a live token', () => {
      test('is answered with exactly its key authorization, as octets, not stored (EDGE-1, EDGE-4)', async () => {
        const host = freshHost()
        expect((await put('tokens', host, tokens(token('a')))).status).toBe(200)
        const answer = await get(host, pathOf(token('a')))
        expect(answer.status).toBe(200)
        expect(answer.body).toBe(`${token('a')}.${THUMBPRINT}`)
        expect(answer.headers).toMatchObject({
          'content-type': 'application/octet-stream',
          'x-content-type-options': 'nosniff',
          'cache-control': 'no-store',
          'content-length': '87',
        })
      })

      test('is answered to HEAD without a body, and to no other method (EDGE-2, EDGE-3)', async () => {
        const host = freshHost()
        await put('tokens', host, tokens(token('a')))
        const head = await get(host, pathOf(token('a')), {}, 'HEAD')
        expect([head.status, head.body, head.headers['content-length']]).toEqual([200, '', '87'])
        for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
          expect((await get(host, pathOf(token('a')), {}, method)).body).not.toContain(THUMBPRINT)
        }
      })

      test.each([
        ['a rule for everything that blocks (EDGE-7)', [rule('/*', BLOCK)], {}],
        ['the rule for all that is not static (EDGE-8)', [rule(NON_STATIC, BLOCK, 1)], {}],
        [
          'a redirect of everything to HTTPS (EDGE-6)',
          [],
          { redirect_http_to_https: { enabled: true, value: true } },
        ],
        ['a block on the whole resource (EDGE-9)', [], BLOCK],
      ] as const)('is answered whatever the customer set: %s', async (_, rules, options) => {
        const host = freshHost()
        await put('tokens', host, tokens(token('a')))
        await configure(host, { rules: [...rules], options })
        const answer = await get(host, pathOf(token('a')))
        expect([answer.status, answer.body, answer.headers.location]).toEqual([
          200,
          `${token('a')}.${THUMBPRINT}`,
          undefined,
        ])
      })

      test('is answered while the resource is switched off (EDGE-32), with Range or If-None-Match (EDGE-34)', async () => {
        const host = freshHost()
        await put('tokens', host, tokens(token('a')))
        await configure(host, { active: false })
        for (const headers of [
          { range: 'bytes=0-3' },
          { 'if-none-match': '*' },
          { 'accept-encoding': 'gzip' },
        ]) {
          const answer = await get(host, pathOf(token('a')), headers)
          expect([answer.status, answer.body.length]).toEqual([200, 87])
        }
        expect((await get(host, '/')).status).toBe(403)
      })

      test('is found under its host in any spelling, with a query (EDGE-17, EDGE-22)', async () => {
        const host = freshHost()
        await put('tokens', host, tokens(token('a')))
        for (const spelling of [host.toUpperCase(), `${host}:80`, `${host}.`]) {
          expect((await get(spelling, `${pathOf(token('a'))}?x=1`)).status, spelling).toBe(200)
        }
      })

      test('is answered twenty times, not once (EDGE-25)', async () => {
        const host = freshHost()
        await put('tokens', host, tokens(token('a')))
        const answers = await Promise.all(Array.from({ length: 20 }, () => get(host, pathOf(token('a')))))
        expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
      })

      test('stands beside another of the same host, each with its own body (EDGE-29)', async () => {
        const host = freshHost()
        await put('tokens', host, tokens(token('a'), token('b')))
        expect((await get(host, pathOf(token('b')))).body).toBe(`${token('b')}.${THUMBPRINT}`)
        expect((await get(host, pathOf(token('a')))).body).toBe(`${token('a')}.${THUMBPRINT}`)
      })

      test('is gone at once when withdrawn, and there at once when pushed after a miss (EDGE-26, EDGE-27)', async () => {
        const host = freshHost()
        await configure(host, {})
        expect((await get(host, pathOf(token('a')))).body).toContain('origin')
        await put('tokens', host, tokens(token('a')))
        expect((await get(host, pathOf(token('a')))).body).toContain(THUMBPRINT)
        await put('tokens', host, null)
        expect((await get(host, pathOf(token('a')))).body).toContain('origin')
      })

      test('is not answered once it has expired, though nobody withdrew it (EDGE-28)', async () => {
        const host = freshHost()
        const entries = [{ token: token('a'), thumbprint: THUMBPRINT, expires: Date.now() - 1 }]
        await put('tokens', host, { entries })
        expect((await get(host, pathOf(token('a')))).status).toBe(421)
      })

      test('is answered on its own host only (EDGE-23, SEC-1, SEC-2)', async () => {
        const [host, other] = [freshHost(), freshHost()]
        await put('tokens', host, tokens(token('a')))
        await configure(other, { options: BLOCK })
        expect((await get(other, pathOf(token('a')))).status).toBe(403)
      })
    })

    describe('what is not exactly a live token takes the ordinary route', () => {
      test.each([
        ['a trailing slash (EDGE-10)', `${pathOf(token('a'))}/`],
        ['another case (EDGE-11)', `/.WELL-KNOWN/acme-challenge/${token('a')}`],
        [
          'an encoded prefix (EDGE-11)',
          `/%2ewell-known/acme-challenge/${token('a')}x`.replace('%2e', '%2E%2e'),
        ],
        ['two slashes (EDGE-12)', `/${pathOf(token('a'))}`],
        ['a path parameter (EDGE-13)', '/.well-known/acme-challenge/..;/actuator/env'],
        ['an encoded slash (EDGE-15)', `${pathOf(token('a'))}%2Fx`],
        ['an encoded NUL (EDGE-15)', `${pathOf(token('a'))}%00`],
        ['a token too long (EDGE-16)', pathOf('a'.repeat(129))],
        ['a token too short (EDGE-16)', pathOf('a'.repeat(21))],
        ['a suffix (EDGE-18)', `${pathOf(token('a'))}/extra`],
        ['the bare prefix (EDGE-19)', '/.well-known/acme-challenge/'],
        ['an unknown token (EDGE-20, SEC-14)', pathOf(token('z'))],
      ])('%s', async (_, path) => {
        const host = freshHost()
        await put('tokens', host, tokens(token('a')))
        await configure(host, { options: BLOCK })
        const answer = await get(host, path)
        expect([answer.status, answer.body]).toEqual([403, 'blocked'])
      })

      test('dot segments are resolved before anything is looked at (EDGE-14)', async () => {
        const host = freshHost()
        await put('tokens', host, tokens(token('a')))
        await configure(host, {})
        expect((await get(host, `/x/..${pathOf(token('a'))}`)).body).toContain(THUMBPRINT)
        expect((await get(host, '/.well-known/acme-challenge/%2e%2e/x')).headers['x-seen-path']).toBe(
          '/.well-known/x',
        )
      })

      test('an unknown token reaches the customer’s origin, and nothing of it is made up (EDGE-20, SEC-17)', async () => {
        const host = freshHost()
        await configure(host, {})
        const answer = await get(host, pathOf(token('z')))
        expect([answer.status, answer.body]).toEqual([200, `origin ${pathOf(token('z'))}`])
      })

      test('a path or header is never echoed by us (SEC-16)', async () => {
        const host = freshHost()
        const answer = await get(host, '/<script>alert(1)</script>', { 'user-agent': '<script>' })
        expect(answer.status).toBe(421)
        expect(answer.body).not.toContain('script')
        expect(answer.headers['content-type']).toMatch(/^text\/plain/)
      })
    })

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
      })

      test('a force_return of 302 sends the visitor to its body', async () => {
        const host = freshHost()
        await configure(host, {
          options: { force_return: { enabled: true, code: 302, body: 'https://else.test/' } },
        })
        const answer = await get(host, '/')
        expect([answer.status, answer.headers.location]).toEqual([302, 'https://else.test/'])
      })
    })

    describe('the origin', () => {
      test('gets path, query and body as sent, and no header that names another host or path (SEC-20)', async () => {
        const host = freshHost()
        await configure(host, {})
        const answer = await ask(edge.port, {
          host,
          path: '/a%20b?q=1',
          method: 'POST',
          headers: {
            forwarded: 'host=evil.test',
            'x-forwarded-host': 'evil.test',
            'mf-original-url': 'http://evil.test/x',
          },
          body: 'sent',
        })
        expect([answer.status, answer.body, answer.headers['x-seen-path']]).toEqual([
          200,
          'sent',
          '/a%20b?q=1',
        ])
        expect(answer.headers['x-seen-forwarded']).toBe(JSON.stringify([null, host]))
      })

      test('that is down is a 502 in our own words', async () => {
        const host = freshHost()
        await configure(host, {
          origin: { protocol: 'HTTP', hostHeader: null, sources: [{ source: '127.0.0.1:1', backup: false }] },
        })
        expect((await get(host, '/')).status).toBe(502)
      })
    })

    describe('the admin routes', () => {
      test('do not exist on a customer’s hostname (SEC-6)', async () => {
        const host = freshHost()
        await configure(host, { options: BLOCK })
        const push = await preparePush('tokens', host, tokens(token('a')), key, { rev: rev++, host })
        expect((await ask(edge.port, push)).status).toBe(403)
      })

      test('refuse a push without, with a wrong and with a stale signature (SEC-3, SEC-5)', async () => {
        const host = freshHost()
        const good = await preparePush('tokens', host, tokens(token('a')), key, { rev: rev++ })
        const stranger = await importSigningKey((await generateSigningKey()).privateJwk)
        const errors = [
          await ask(edge.port, { ...good, headers: {} }),
          await ask(edge.port, {
            ...good,
            headers: { ...good.headers, signature: `sig1=:${'A'.repeat(86)}==:` },
          }),
          await ask(
            edge.port,
            await preparePush('tokens', host, null, key, { rev: rev++, signer: stranger }),
          ),
          await ask(
            edge.port,
            await preparePush('tokens', host, null, key, { rev: rev++, now: Date.now() - 300_000 }),
          ),
          await ask(
            edge.port,
            await preparePush('tokens', host, null, key, { rev: rev++, now: Date.now() + 300_000 }),
          ),
        ]
        expect(errors.map(({ status, body }) => [status, JSON.parse(body).error])).toEqual([
          [401, 'unsigned'],
          [401, 'bad-signature'],
          [401, 'unknown-key'],
          [401, 'stale-signature'],
          [401, 'stale-signature'],
        ])
        expect((await get(host, pathOf(token('a')))).status).toBe(421)
      })

      test('refuse a signature over another body, method or path (SEC-4)', async () => {
        const host = freshHost()
        const good = await preparePush('tokens', host, tokens(token('a')), key, { rev: rev++ })
        const other = await preparePush('tokens', freshHost(), tokens(token('a')), key, { rev: rev++ })
        for (const tampered of [
          { ...good, body: other.body },
          { ...good, method: 'POST' },
          { ...good, path: other.path },
          { ...good, path: `${good.path}?x` },
        ]) {
          expect((await ask(edge.port, tampered)).status).toBe(401)
        }
      })

      test('refuse a push that is replayed, and one that is older than what is held (SEC-7, SEC-8)', async () => {
        const host = freshHost()
        const at = rev
        rev += 10
        const first = await preparePush('tokens', host, tokens(token('a')), key, { rev: at + 1 })
        expect((await ask(edge.port, first)).status).toBe(200)
        const replayed = await ask(edge.port, first)
        expect([replayed.status, JSON.parse(replayed.body).error]).toEqual([409, 'replayed'])
        expect((await put('tokens', host, null, at + 2)).status).toBe(200)
        const late = await put('tokens', host, tokens(token('a')), at + 1)
        expect([late.status, JSON.parse(late.body).held]).toEqual([409, { epoch: 1, rev: at + 2 }])
        expect((await get(host, pathOf(token('a')))).status).toBe(421)
      })

      test('give the same receipt for the same push signed anew', async () => {
        const host = freshHost()
        const at = rev++
        const document = tokens(token('a'))
        const receipts = [await put('tokens', host, document, at), await put('tokens', host, document, at)]
        const [first, second] = receipts.map(({ body }) => ({ ...JSON.parse(body), now: 0 }))
        expect(first).toEqual(second)
        expect(first).toMatchObject({ pop: 'pop-under-test', host, kind: 'tokens', epoch: 1, rev: at })
      })

      test('refuse entries that are no tokens or name a thumbprint that is not pinned (EDGE-30)', async () => {
        const host = freshHost()
        const entry = { token: token('a'), thumbprint: THUMBPRINT, expires: Date.now() + 1000 }
        const errors = [
          await put('tokens', host, { entries: [{ ...entry, token: 'short' }] }),
          await put('tokens', host, { entries: [{ ...entry, thumbprint: 'X'.repeat(43) }] }),
          await put('tokens', host, { entries: 'x' }),
        ]
        expect(errors.map(({ status, body }) => [status, JSON.parse(body).error])).toEqual([
          [400, 'malformed'],
          [400, 'unpinned-thumbprint'],
          [400, 'malformed'],
        ])
      })

      test('a configuration that nobody we trust signed is not used', async () => {
        const host = freshHost()
        const stranger = await importSigningKey((await generateSigningKey()).privateJwk)
        expect((await put('config', host, await configFor(host, rev, OPEN, stranger))).status).toBe(200)
        expect((await get(host, '/')).status).toBe(421)
      })

      test('a configuration signed for another host is not used', async () => {
        const host = freshHost()
        expect(
          (await put('config', host, await configFor('other.customer.test', rev, OPEN, key))).status,
        ).toBe(200)
        expect((await get(host, '/')).status).toBe(421)
      })
    })

    describe('a request that could be read two ways is refused (SEC-21)', () => {
      test('two Hosts, and a target that names another host', async () => {
        expect(await askRaw(edge.port, 'GET / HTTP/1.1\r\nHost: a.test\r\nHost: b.test\r\n\r\n')).toBe(400)
        expect(await askRaw(edge.port, `GET http://${ADMIN_HOST}/ HTTP/1.1\r\nHost: b.test\r\n\r\n`)).toBe(
          400,
        )
      })
      test('a length beside a transfer coding', async () => {
        const text =
          'POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
        expect(await askRaw(edge.port, text)).toBe(400)
      })
    })
  })
}
