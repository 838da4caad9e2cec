import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { dnsContract } from './contract.ts'
import { startGcoreServer, type GcoreServer, type Mishap } from './gcore-server.ts'
import { createGcoreDns } from './gcore.ts'
import { DnsHostError, recordOf, type DnsHost } from './port.ts'

const ZONE = 'customer.example'
/** Longer than a call here takes, as the real pause is. */
const soon = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds / 50)
  })
const hostOn = (server: GcoreServer, more: object = {}): DnsHost =>
  createGcoreDns({
    apiUrl: server.url,
    token: server.token,
    nameservers: ['ns1.gcorelabs.net', 'ns2.gcdn.services'],
    port: 53,
    now: () => 1_000_000,
    pause: soon,
    ...more,
  })

dnsContract('Gcore’s DNS API', async () => {
  const server = await startGcoreServer()
  server.addZone(ZONE)
  return {
    host: hostOn(server),
    other: hostOn(server),
    values: async (name) => server.values(recordOf(name)),
    close: () => server.close(),
  }
})

describe('Gcore’s DNS API', () => {
  let server: GcoreServer
  let host: DnsHost
  let count = 0
  const freshName = (): string => `g-${++count}.${ZONE}`
  beforeAll(async () => {
    server = await startGcoreServer()
    server.addZone(ZONE)
    host = hostOn(server, { pause: async () => undefined })
  })
  afterEach(() => {
    server.plan = null
    server.meddle = null
  })
  afterAll(() => server.close())

  const MISHAPS: readonly (readonly [what: string, mishap: Mishap])[] = [
    ['failed', 'cut'],
    ['failed but happened', 'happened'],
    ['answered with garbage', 'garbage'],
    ['answered 429', { status: 429, retryAfter: '7' }],
    ['answered 500', { status: 500 }],
  ]
  test.each(MISHAPS)(
    'each call in turn, %s: an error of the port, and the next try ends right',
    async (_, mishap) => {
      /** How many calls an undisturbed run makes. */
      const run = async (name: string, at: number | null): Promise<number> => {
        let made = 0
        let struck = 0
        server.plan = () => (made++ === at ? (struck++, mishap) : null)
        const again = async (work: () => Promise<void>): Promise<void> => {
          for (;;) {
            const failed = await work().catch((error: unknown) => error)
            if (failed === undefined) return
            expect(failed).toBeInstanceOf(DnsHostError)
            expect((failed as DnsHostError).message).not.toContain(server.token)
          }
        }
        server.set(ZONE, recordOf(name), ['theirs'])
        await again(() => host.present(name, 'ours'))
        expect(server.values(recordOf(name))).toEqual(['theirs', 'ours'])
        await again(() => host.withdraw(name, 'ours'))
        expect(server.values(recordOf(name))).toEqual(['theirs'])
        if (at !== null) expect(struck).toBe(1)
        return made
      }
      const calls = await run(freshName(), null)
      expect(calls).toBeGreaterThan(8)
      for (let at = 0; at < calls; at++) await run(freshName(), at)
    },
  )

  test('the set is created once; who creates it meanwhile keeps their value', async () => {
    const name = freshName()
    server.meddle = (call) => {
      if (!call.startsWith('POST')) return
      server.meddle = null
      server.set(ZONE, recordOf(name), ['theirs'])
    }
    await host.present(name, 'ours')
    expect(server.values(recordOf(name))).toEqual(['theirs', 'ours'])
  })

  test('a stale write that drops our value, or brings it back, is noticed and mended', async () => {
    const name = freshName()
    let stale = 2
    const after = (values: readonly string[]) => (call: string) => {
      if (
        !call.startsWith('GET') ||
        !server.calls.slice(-4).some((each) => /^(?:PUT|POST|DELETE)/.test(each))
      )
        return
      if (stale-- > 0) server.set(ZONE, recordOf(name), values)
    }
    server.meddle = after(['theirs'])
    await host.present(name, 'ours')
    expect(server.values(recordOf(name)).toSorted()).toEqual(['ours', 'theirs'])
    stale = 2
    server.meddle = after(['theirs', 'ours'])
    await host.withdraw(name, 'ours')
    expect(server.values(recordOf(name))).toEqual(['theirs'])
  })

  test('a fight without end is given up, in time', async () => {
    const name = freshName()
    server.meddle = (call) => {
      if (call.startsWith('GET')) server.set(ZONE, recordOf(name), ['theirs'])
    }
    await expect(host.present(name, 'ours')).rejects.toThrow('do not stay')
  })

  test('the last value takes the set with it; who has deleted it before is no error', async () => {
    const name = freshName()
    await host.present(name, 'ours')
    server.meddle = (call) => {
      if (call.startsWith('DELETE')) server.zones.get(ZONE)?.delete(recordOf(name))
    }
    await host.withdraw(name, 'ours')
    expect(server.zones.get(ZONE)?.has(recordOf(name))).toBe(false)
  })

  test('the closest zone is taken; where there is none, the record becomes one', async () => {
    server.addZone(`deep.${ZONE}`)
    await host.present(`a.deep.${ZONE}`, 'ours')
    expect(server.zones.get(`deep.${ZONE}`)?.has(recordOf(`a.deep.${ZONE}`))).toBe(true)
    await host.present('www.other.example', 'ours')
    expect(server.zones.get(recordOf('www.other.example'))?.size).toBe(1)
    await host.withdraw('www.other.example', 'ours')
    expect(server.values(recordOf('www.other.example'))).toEqual([])
    await host.withdraw('www.never.example', 'ours')
  })

  test('a record goes over the wire bare, with the free plan’s TTL', async () => {
    const name = freshName()
    await host.present(name, 'ours')
    expect(server.zones.get(ZONE)?.get(recordOf(name))).toEqual({
      ttl: 120,
      resource_records: [{ content: ['ours'], enabled: true }],
    })
  })

  test('what the API says, and when it wants to be asked again, is told; the token never', async () => {
    server.plan = () => ({ status: 429, retryAfter: '7' })
    await expect(host.present(freshName(), 'x')).rejects.toMatchObject({
      message: 'Gcore’s DNS API answered 429: planned.'.replace('’', "'"),
      retryAt: 1_007_000,
    })
    server.plan = null
    const wrong = hostOn(server, { token: 'wrong-token' })
    const refused = await wrong.present(freshName(), 'x').catch((error: unknown) => error)
    expect(String(refused)).toContain('401: invalid token')
    expect(String(refused)).not.toContain('wrong-token')
  })

  test('an API that never answers is given up', async () => {
    const impatient = hostOn(server, { timeoutMs: 50, apiUrl: 'http://192.0.2.1/dns' })
    await expect(impatient.present(freshName(), 'x')).rejects.toBeInstanceOf(DnsHostError)
  })
})
