import { describe, expect, test } from 'vitest'
import { token, pathOf, BLOCK, type Bench } from './bench.ts'
import { THUMBPRINT, tokens } from './driver.ts'

export function ordinarySuite(bench: Bench): void {
  const { freshHost, put, configure, get } = bench
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
}
