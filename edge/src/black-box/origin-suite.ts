import { describe, expect, test } from 'vitest'
import { type Bench } from './bench.ts'
import { ask } from './driver.ts'

export function originSuite(bench: Bench): void {
  const { freshHost, configure, get } = bench
  describe('the origin', () => {
    test('gets path, query and body as sent, and no header that names another host or path (SEC-20)', async () => {
      const host = freshHost()
      await configure(host, {})
      const answer = await ask(bench.port(), {
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
      expect([answer.status, answer.body, answer.headers['x-seen-path']]).toEqual([200, 'sent', '/a%20b?q=1'])
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
}
