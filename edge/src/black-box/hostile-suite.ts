import { describe, expect, test } from 'vitest'
import { type Bench } from './bench.ts'
import { ADMIN_HOST, ask, askRaw } from './driver.ts'

/** What an origin would answer, were it taken for a request. */
const INNER = 'GET /inner HTTP/1.1\r\nHost: other.test\r\n\r\n'
const WITH_BODY = ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

export function hostileSuite(bench: Bench): void {
  describe('a request that could be read two ways is refused (SEC-21)', () => {
    test('two Hosts, and a target that names another host', async () => {
      expect(await askRaw(bench.port(), 'GET / HTTP/1.1\r\nHost: a.test\r\nHost: b.test\r\n\r\n')).toBe(400)
      expect(await askRaw(bench.port(), `GET http://${ADMIN_HOST}/ HTTP/1.1\r\nHost: b.test\r\n\r\n`)).toBe(
        400,
      )
    })
    test('a length beside a transfer coding', async () => {
      const text =
        'POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
      expect(await askRaw(bench.port(), text)).toBe(400)
    })
  })

  describe('a body is never taken for the next request by an origin (SEC-21)', () => {
    test.each(WITH_BODY)('of %s, however its end is told, and whatever Connection names', async (method) => {
      const host = bench.freshHost()
      await bench.configure(host, {})
      const length = String(INNER.length)
      for (const headers of [
        { 'transfer-encoding': 'chunked' },
        { 'content-length': length },
        { 'content-length': length, connection: 'content-length, host, transfer-encoding' },
      ]) {
        const sent = await ask(bench.port(), { host, path: '/', method, headers, body: INNER })
        expect([sent.status, sent.body]).toEqual([200, INNER])
        expect((await bench.get(host, '/next')).body).toBe('origin /next')
      }
    })
  })
}
