import { describe, expect, test } from 'vitest'
import { token, pathOf, rule, BLOCK, type Bench } from './bench.ts'
import { ADMIN_HOST, ask, askRaw, configFor, OPEN, preparePush, THUMBPRINT, tokens } from './driver.ts'
import { generateSigningKey, importSigningKey } from '@wellknown/wire'

export function adminSuite(bench: Bench): void {
  const { freshHost, put, configure, get } = bench
  describe('the admin routes', () => {
    test('do not exist on a customer’s hostname (SEC-6)', async () => {
      const host = freshHost()
      await configure(host, { options: BLOCK })
      const push = await preparePush('tokens', host, tokens(token('a')), bench.key(), {
        rev: bench.nextRev(),
        host,
      })
      expect((await ask(bench.port(), push)).status).toBe(403)
    })

    test('refuse a push without, with a wrong and with a stale signature (SEC-3, SEC-5)', async () => {
      const host = freshHost()
      const good = await preparePush('tokens', host, tokens(token('a')), bench.key(), {
        rev: bench.nextRev(),
      })
      const stranger = await importSigningKey((await generateSigningKey()).privateJwk)
      const errors = [
        await ask(bench.port(), { ...good, headers: {} }),
        await ask(bench.port(), {
          ...good,
          headers: { ...good.headers, signature: `sig1=:${'A'.repeat(86)}==:` },
        }),
        await ask(
          bench.port(),
          await preparePush('tokens', host, null, bench.key(), { rev: bench.nextRev(), signer: stranger }),
        ),
        await ask(
          bench.port(),
          await preparePush('tokens', host, null, bench.key(), {
            rev: bench.nextRev(),
            now: Date.now() - 300_000,
          }),
        ),
        await ask(
          bench.port(),
          await preparePush('tokens', host, null, bench.key(), {
            rev: bench.nextRev(),
            now: Date.now() + 300_000,
          }),
        ),
      ]
      expect(errors.map(({ status, body }) => [status, JSON.parse(body).error])).toEqual([
        [401, 'unsigned'],
        [401, 'bad-signature'],
        [401, 'unknown-key'],
        [401, 'stale-signature'],
        [401, 'stale-signature'],
      ])
      expect((await get(host, pathOf(token('a')))).status).toBe(404)
    })

    test('read no body of who has not signed for it', async () => {
      const head = ['PUT /__edge/self HTTP/1.1', `Host: ${ADMIN_HOST}`, 'Content-Length: 1000000']
      // Not a byte of the body is sent.
      expect(await askRaw(bench.port(), `${head.join('\r\n')}\r\n\r\n`)).toBe(401)
    })

    test('refuse a signature over another body, method or path (SEC-4)', async () => {
      const host = freshHost()
      const good = await preparePush('tokens', host, tokens(token('a')), bench.key(), {
        rev: bench.nextRev(),
      })
      const other = await preparePush('tokens', freshHost(), tokens(token('a')), bench.key(), {
        rev: bench.nextRev(),
      })
      for (const tampered of [
        { ...good, body: other.body },
        { ...good, method: 'POST' },
        { ...good, path: other.path },
        { ...good, path: `${good.path}?x` },
      ]) {
        expect((await ask(bench.port(), tampered)).status).toBe(401)
      }
    })

    test('refuse a push that is replayed, and one that is older than what is held (SEC-7, SEC-8)', async () => {
      const host = freshHost()
      const at = bench.nextRev()
      const first = await preparePush('tokens', host, tokens(token('a')), bench.key(), { rev: at + 1 })
      expect((await ask(bench.port(), first)).status).toBe(200)
      const replayed = await ask(bench.port(), first)
      expect([replayed.status, JSON.parse(replayed.body).error]).toEqual([409, 'replayed'])
      expect((await put('tokens', host, null, at + 2)).status).toBe(200)
      const late = await put('tokens', host, tokens(token('a')), at + 1)
      expect([late.status, JSON.parse(late.body).held]).toEqual([409, { epoch: 1, rev: at + 2 }])
      expect((await get(host, pathOf(token('a')))).status).toBe(404)
    })

    test('give the same receipt for the same push signed anew', async () => {
      const host = freshHost()
      const at = bench.nextRev()
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

    test('give no receipt for a configuration that cannot be used, and what was held goes on', async () => {
      const host = freshHost()
      await configure(host, { options: BLOCK })
      const stranger = await importSigningKey((await generateSigningKey()).privateJwk)
      const at = bench.nextRev()
      const { table, ...whole } = rule('^/a', {})
      const broken = { ...OPEN, rules: [{ ...whole, table: { ...table, start: 10_000 } }] }
      for (const document of [
        await configFor(host, at, OPEN, stranger),
        await configFor('other.customer.test', at, OPEN, bench.key()),
        await configFor(host, at, broken, bench.key()),
      ]) {
        const { status, body } = await put('config', host, document, at)
        expect([status, JSON.parse(body).error]).toEqual([400, 'malformed'])
      }
      expect((await get(host, '/')).status).toBe(403)
    })
  })
}
