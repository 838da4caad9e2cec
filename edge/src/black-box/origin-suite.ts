import net, { type AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { Config, EdgeOptions } from '@wellknown/wire'
import { rule, type Bench } from './bench.ts'
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

    test('is told of no body that is not sent on: what follows is never taken for it', async () => {
      const host = freshHost()
      await configure(host, {})
      for (const method of ['GET', 'HEAD']) {
        const asked = { host, path: '/', method, headers: { 'content-length': '4' }, body: 'body' }
        const answer = await ask(bench.port(), asked)
        expect([answer.status, answer.headers['x-seen-length']]).toEqual([200, undefined])
        expect((await get(host, '/next')).status).toBe(200)
      }
    })

    test('is asked under a Host of the customer’s choice, as far as this edge can', async () => {
      const host = freshHost()
      const origin = { ...bench.origin(), hostHeader: 'first.customer.test' }
      const seen = async (config: Partial<Config>, path = '/'): Promise<unknown> => {
        await configure(host, { origin, ...config })
        return (await get(host, path)).headers['x-seen-host']
      }
      const chosen: EdgeOptions = { hostHeader: { enabled: true, host: 'chosen.test' } }
      const forward: EdgeOptions = { forward_host_header: { enabled: true, value: true } }
      const sources = origin.sources.map((each) => ({ ...each, host: 'its-own.test' }))
      const hosts = [
        await seen({}),
        await seen({ options: chosen }),
        await seen({ options: forward }),
        await seen({ options: chosen, rules: [rule('^/rule', forward)] }, '/rule'),
        await seen({ options: chosen, origin: { ...origin, sources } }),
      ]
      const [source] = origin.sources
      // A worker's fetch cannot set Host, and says so (decision 20).
      const expected =
        bench.capability() === 'own-host'
          ? hosts.map(() => source?.source)
          : ['first.customer.test', 'chosen.test', host, host, 'its-own.test']
      expect(hosts).toEqual(expected)
    })

    test('of a rule is asked in place of the resource’s, for what the rule matches', async () => {
      const host = freshHost()
      const { sources, ...origin } = bench.origin()
      const own = { sources: { enabled: true, sources } } as const
      const config = { origin: { ...origin, sources: [] }, rules: [rule('^/own', own)] }
      await configure(host, config)
      expect((await get(host, '/own')).headers['x-seen-path']).toBe('/own')
      expect((await get(host, '/other')).status).toBe(502)
    })

    test('that leads back here is asked once, not without end', async () => {
      const host = freshHost()
      const config: Partial<Config> = { origin: { ...bench.origin(), hostHeader: host } }
      const back = { source: `127.0.0.1:${bench.port()}`, backup: false }
      await configure(host, { origin: { protocol: 'HTTP', hostHeader: host, sources: [back] } })
      // A worker's fetch names the origin's own host, which is not served here.
      expect((await get(host, '/')).status).toBe(bench.capability() === 'any-host' ? 508 : 421)
      await configure(host, config)
      const passed = (by: string) => ask(bench.port(), { host, path: '/', headers: { 'cdn-loop': by } })
      const told = await passed('other.example; v=1')
      expect(told.status).toBe(200)
      // The origin learns a name that leads nowhere.
      expect(told.headers['x-seen-loop']).toBe(`other.example; v=1, ${bench.key().keyid}`)
      expect((await passed(String(told.headers['x-seen-loop']))).status).toBe(508)
    })

    test('that sends a body without end where there is none (205) is hung up on, and the visitor gets nothing of it', async () => {
      const ended = Promise.withResolvers<void>()
      const endless = net.createServer((socket) => {
        const chunk = `400\r\n${'x'.repeat(0x400)}\r\n`
        const go = (): void => {
          while (socket.write(chunk));
        }
        socket.on('error', () => undefined)
        socket.on('close', () => ended.resolve())
        socket.on('drain', go)
        socket.once('data', () => {
          socket.write('HTTP/1.1 205 Reset Content\r\nTransfer-Encoding: chunked\r\n\r\n')
          go()
        })
      })
      await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve))
      const host = freshHost()
      const source = `127.0.0.1:${(endless.address() as AddressInfo).port}`
      const sources = [{ source, backup: false }]
      await configure(host, { origin: { protocol: 'HTTP', hostHeader: null, sources } })
      const { status, body } = await get(host, '/')
      expect([status, body]).toEqual([205, ''])
      await ended.promise
      endless.close()
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
