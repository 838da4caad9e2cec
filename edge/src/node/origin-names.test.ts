// Origins' names: a customer's name server that does not answer, or answers nonsense, is that customer's trouble alone.

import dgram from 'node:dgram'
import http from 'node:http'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ask as askEdge, configFor, createIdentity, OPEN, preparePush } from '../black-box/driver.ts'
import { startNodeEdge } from './listen.ts'
import { createNameServers } from './name-servers.ts'
import { createOriginNames, type Told } from './origin-names.ts'

const SECOND = 1000
let time = 0
let asked: string[] = []
afterEach(() => {
  vi.useRealTimers()
  asked = []
})

const told = (...addresses: string[]): Told => ({ addresses, milliseconds: 30 * SECOND })
const over = (answer: (name: string) => Promise<Told>) =>
  createOriginNames({
    now: () => time,
    ask: async (name) => {
      asked.push(name)
      return answer(name)
    },
  })
const never = (): Promise<never> => new Promise(() => undefined)
/** What goes on behind an answer is done then. */
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
const leads = (promise: Promise<string>): Promise<string> => promise.catch(() => 'nowhere')

describe('a name', () => {
  test('is asked for once, however many want it at once, and again when what was told is old', async () => {
    const names = over(async () => told('192.0.2.1'))
    const all = await Promise.all(Array.from({ length: 50 }, () => names.addressOf('a.test', 'site')))
    expect([new Set(all), asked]).toEqual([new Set(['192.0.2.1']), ['a.test']])
    time += 31 * SECOND
    await names.addressOf('a.test', 'site')
    expect(asked).toHaveLength(2)
  })

  test('with several addresses leads to each in turn', async () => {
    const names = over(async () => told('192.0.2.1', '192.0.2.2'))
    const seen = new Set<string>()
    for (let time = 0; time < 2; time++) seen.add(await names.addressOf('a.test', 'site'))
    expect(seen.size).toBe(2)
  })

  test('is believed for no longer than a minute, and asked for no more often than every five seconds', async () => {
    let milliseconds = 0
    const names = over(async () => ({ addresses: ['192.0.2.1'], milliseconds }))
    await names.addressOf('a.test', 'site')
    time += 4 * SECOND
    await names.addressOf('a.test', 'site')
    expect(asked).toHaveLength(1)
    milliseconds = 24 * 3600 * SECOND
    time += 2 * SECOND
    await names.addressOf('a.test', 'site')
    await settled()
    time += 61 * SECOND
    await names.addressOf('a.test', 'site')
    expect(asked).toHaveLength(3)
  })

  test('that does not exist, or whose servers fail, is not asked for again at once', async () => {
    const names = over(async (name) =>
      name === 'none.test' ? told() : Promise.reject(new Error('SERVFAIL')),
    )
    for (const name of ['none.test', 'broken.test']) {
      expect([await leads(names.addressOf(name, 's')), await leads(names.addressOf(name, 's'))]).toEqual([
        'nowhere',
        'nowhere',
      ])
    }
    expect(asked).toEqual(['none.test', 'broken.test'])
    time += 31 * SECOND
    await leads(names.addressOf('broken.test', 's'))
    expect(asked).toHaveLength(3)
  })

  test('goes on leading where it led while its servers fail, for minutes; not once it is gone', async () => {
    let answer = async (): Promise<Told> => told('192.0.2.1')
    const names = over(() => answer())
    await names.addressOf('a.test', 'site')
    answer = () => Promise.reject(new Error('SERVFAIL'))
    for (const end = time + 4 * 60 * SECOND; time < end; time += 10 * SECOND)
      expect(await names.addressOf('a.test', 'site')).toBe('192.0.2.1')
    time += 3 * 60 * SECOND
    expect(await leads(names.addressOf('a.test', 'site'))).toBe('nowhere')
    answer = async () => told('192.0.2.1')
    time += 6 * SECOND
    expect(await names.addressOf('a.test', 'site')).toBe('192.0.2.1')
    answer = async () => told()
    time += 31 * SECOND
    await names.addressOf('a.test', 'site')
    await settled()
    expect(await leads(names.addressOf('a.test', 'site'))).toBe('nowhere')
  })

  test('is waited for three seconds, and then answered as one that leads nowhere', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const names = over(never)
    const waited = leads(names.addressOf('a.test', 'site'))
    await vi.advanceTimersByTimeAsync(3 * SECOND)
    expect([await waited, await leads(names.addressOf('a.test', 'site'))]).toEqual(['nowhere', 'nowhere'])
    expect(asked).toHaveLength(1)
  })

  test('of a site that waits for eight others is not asked for; others are', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const names = over(async (name) => (name.startsWith('dead') ? never() : told('192.0.2.1')))
    const waited = Array.from({ length: 100 }, (_, at) => leads(names.addressOf(`dead${at}.test`, 'site')))
    expect(asked).toHaveLength(8)
    expect(await leads(names.addressOf('a.test', 'site'))).toBe('nowhere')
    expect(await leads(names.addressOf('a.test', 'another'))).toBe('192.0.2.1')
    await vi.advanceTimersByTimeAsync(3 * SECOND)
    expect(new Set(await Promise.all(waited))).toEqual(new Set(['nowhere']))
    expect(await leads(names.addressOf('b.test', 'site')), 'when that is over').toBe('192.0.2.1')
  })
})

test('the hosts file is asked first, as by everything on this machine', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wellknown-hosts-'))
  const hostsFile = join(folder, 'hosts')
  writeFileSync(
    hostsFile,
    '::1 both.test\n127.0.0.2\tOne.test alias.test # two.test\nnonsense x.test\n127.0.0.3 both.test\n127.0.0.4 both.test\n',
  )
  const server = await startNameServer()
  const ask = createNameServers({ servers: [server.at], hostsFile })
  const addressesOf = async (name: string) => (await ask(name)).addresses
  expect(await addressesOf('one.test')).toEqual(['127.0.0.2'])
  expect(await addressesOf('alias.test.')).toEqual(['127.0.0.2'])
  expect(await addressesOf('both.test')).toEqual(['127.0.0.3', '127.0.0.4'])
  expect(await addressesOf('alive.test'), 'else the name servers').toEqual(['127.0.0.1'])
  expect(await ask('none.test')).toEqual({ addresses: [], milliseconds: 0 })
  await expect(ask('broken.test')).rejects.toThrow(/ESERVFAIL/)
  server.close()
  rmSync(folder, { recursive: true })
})

test('a name server that is none is told of at once', () => {
  expect(() => createNameServers({ servers: ['192.0.2.53', 'dns.test'] })).toThrow(
    'DNS_RESOLVERS holds dns.test, which is no ip[:port].',
  )
  expect(createNameServers({ servers: ['192.0.2.53:5353', '[2001:db8::1]:53', '2001:db8::1'] })).toBeTypeOf(
    'function',
  )
})

test('a name server that never answers holds up nobody but its own customer', async () => {
  const server = await startNameServer()
  const origin = http.createServer((_, answer) => answer.end('served'))
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
  const { port } = origin.address() as AddressInfo
  const { settings, key } = await createIdentity('names')
  const edge = await startNodeEdge({
    settings,
    http: { host: '127.0.0.1', port: 0 },
    tls: null,
    admin: null,
    shelfFile: ':memory:',
    sealKeyFile: null,
    allowPrivateOrigins: ['127.0.0.0/8'],
    resolvers: [server.at],
  })
  const dead = Array.from({ length: 20 }, (_, at) => `dead${at}.test`)
  let rev = 0
  const configure = async (host: string, sources: readonly string[]): Promise<void> => {
    const at = ++rev
    const origin = { ...OPEN.origin, sources: sources.map((source) => ({ source, backup: false })) }
    const config = await configFor(host, at, { ...OPEN, origin }, key)
    await askEdge(edge.httpPort, await preparePush('config', host, config, key, { rev: at }))
  }
  for (const name of dead) await configure(`site.${name}`, [`${name}:${port}`])
  await configure('live.customer.test', [`alive.test:${port}`])
  let over = 0
  const visits = dead.map(async (name) => {
    const { status } = await askEdge(edge.httpPort, { host: `site.${name}`, path: '/' })
    over++
    return status
  })
  await vi.waitFor(() => expect(server.asked.size).toBe(dead.length))
  const { status, body } = await askEdge(edge.httpPort, { host: 'live.customer.test', path: '/' })
  expect([status, body, over]).toEqual([200, 'served', 0])
  await edge.close()
  await Promise.allSettled(visits)
  origin.close()
  server.close()
})

/** Knows `alive.test`; says nothing of `dead….test`, fails for `broken.test`, and knows no other. */
async function startNameServer(): Promise<{ at: string; asked: ReadonlySet<string>; close(): void }> {
  const asked = new Set<string>()
  const socket = dgram.createSocket('udp4')
  socket.on('message', (query, { port, address }) => {
    const end = query.indexOf(0, 12)
    const name = query
      .subarray(12, end)
      .toString('latin1')
      .replaceAll(/[^a-z\d]+/gi, '.')
      .slice(1)
      .toLowerCase()
    const isA = query.readUInt16BE(end + 1) === 1
    if (name.startsWith('dead')) {
      asked.add(name)
      return
    }
    // RFC 1035 §4.1: the question again, and one record whose name points back at it.
    const question = query.subarray(12, end + 5)
    const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 30, 0, 4, 127, 0, 0, 1])
    const code = { 'alive.test': 0, 'broken.test': 2 }[name] ?? 3
    const answered = code === 0 && isA
    const header = Buffer.from([
      query[0] ?? 0,
      query[1] ?? 0,
      0x81,
      0x80 | code,
      0,
      1,
      0,
      answered ? 1 : 0,
      0,
      0,
      0,
      0,
    ])
    socket.send(Buffer.concat([header, question, ...(answered ? [record] : [])]), port, address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return { at: `127.0.0.1:${socket.address().port}`, asked, close: () => void socket.close() }
}
