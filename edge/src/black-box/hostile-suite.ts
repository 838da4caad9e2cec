import { describe, expect, test } from 'vitest'
import { type Bench } from './bench.ts'
import { ADMIN_HOST, askRaw } from './driver.ts'

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
}
