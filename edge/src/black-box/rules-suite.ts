import type { EdgeOptions } from '@wellknown/wire'
import { describe, expect, test } from 'vitest'
import { BLOCK, rule, type Bench } from './bench.ts'

export function rulesSuite(bench: Bench): void {
  const { freshHost, configure, get } = bench
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
}
