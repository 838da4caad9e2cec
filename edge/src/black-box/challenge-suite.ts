import { describe, expect, test } from 'vitest'
import { token, pathOf, BLOCK, NON_STATIC, rule, type Bench } from './bench.ts'
import { leave, NEXT_THUMBPRINT, THUMBPRINT, tokens } from './driver.ts'

export function challengeSuite(bench: Bench): void {
  const { freshHost, put, configure, get } = bench
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

    test('is answered whole while the resource is switched off, to whoever wants a range, news or gzip (EDGE-5, EDGE-32, EDGE-34)', async () => {
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

    test('is answered to those who ask together with clients that leave without waiting (EDGE-25)', async () => {
      const host = freshHost()
      await put('tokens', host, tokens(token('a')))
      for (let round = 0; round < 20; round++) {
        const left = Array.from({ length: 4 }, () => leave(bench.port(), host, pathOf(token('a'))))
        const answers = await Promise.all(Array.from({ length: 4 }, () => get(host, pathOf(token('a')))))
        expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
        await Promise.all(left)
      }
    })

    test('stands beside another of the same host, each with its own body (EDGE-29)', async () => {
      const host = freshHost()
      await put('tokens', host, tokens(token('a'), token('b')))
      expect((await get(host, pathOf(token('b')))).body).toBe(`${token('b')}.${THUMBPRINT}`)
      expect((await get(host, pathOf(token('a')))).body).toBe(`${token('a')}.${THUMBPRINT}`)
    })

    test('is gone at once when withdrawn, and there at once when pushed after a miss, whatever the origin said of it (EDGE-26, EDGE-27, SEC-18, SEC-19)', async () => {
      const host = freshHost()
      await configure(host, {})
      const miss = await get(host, pathOf(token('a')), { 'x-to-keep': 'yes' })
      expect([miss.body.includes('origin'), miss.headers['cache-control']]).toEqual([true, 'max-age=86400'])
      await put('tokens', host, tokens(token('a')))
      expect((await get(host, pathOf(token('a')))).body).toContain(THUMBPRINT)
      await put('tokens', host, null)
      expect((await get(host, pathOf(token('a')))).body).toContain('origin')
    })

    test('is not answered once it has expired, though nobody withdrew it (EDGE-28)', async () => {
      const host = freshHost()
      const entries = [{ token: token('a'), thumbprint: THUMBPRINT, expires: Date.now() - 1 }]
      await put('tokens', host, { entries })
      expect((await get(host, pathOf(token('a')))).status).toBe(404)
    })

    test('that two hosts have is answered on each with that host’s own thumbprint (SEC-2)', async () => {
      const [host, other] = [freshHost(), freshHost()]
      const expires = Date.now() + 3_600_000
      await put('tokens', host, tokens(token('a')))
      await put('tokens', other, { entries: [{ token: token('a'), thumbprint: NEXT_THUMBPRINT, expires }] })
      expect((await get(host, pathOf(token('a')))).body).toBe(`${token('a')}.${THUMBPRINT}`)
      expect((await get(other, pathOf(token('a')))).body).toBe(`${token('a')}.${NEXT_THUMBPRINT}`)
    })

    test('is answered on its own host only (EDGE-23, SEC-1, SEC-15)', async () => {
      const [host, other] = [freshHost(), freshHost()]
      await put('tokens', host, tokens(token('a')))
      await configure(other, { options: BLOCK })
      expect((await get(other, pathOf(token('a')))).status).toBe(403)
    })
  })
}
