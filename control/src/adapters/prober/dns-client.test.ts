// Resolvers as they are found: silent, lying, cutting short, failing beside others that do not.

import { createSocket, type Socket } from 'node:dgram'
import { createServer, type Server } from 'node:net'
import { startDns } from '@wellknown/practice-dns'
import { decode, encode, streamDecode, streamEncode, TRUNCATED_RESPONSE, type Packet } from 'dns-packet'
import { afterEach, describe, expect, test } from 'vitest'
import { createDnsClient } from './dns-client.ts'

const HOST = 'www.customer.test'
const ending: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ending.splice(0)) await end()
})

/** A resolver that answers as it is told; null: not at all. `asked` counts. */
async function resolver(
  answer: (query: Packet) => Packet | readonly Packet[] | null,
): Promise<{ at: string; socket: Socket; asked(): number }> {
  const socket = createSocket('udp4')
  let asked = 0
  socket.on('message', (bytes, from) => {
    asked++
    for (const each of [answer(decode(bytes)) ?? []].flat())
      socket.send(encode(each), from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  ending.push(() => new Promise<void>((resolve) => socket.close(resolve)))
  return { at: `127.0.0.1:${socket.address().port}`, socket, asked: () => asked }
}
const client = (...resolvers: string[]) => createDnsClient(resolvers, 150)
const said = (query: Packet, data: string, change: Packet = {}): Packet => ({
  ...query,
  type: 'response',
  additionals: [],
  answers: [{ type: 'A', name: HOST, data }],
  ...change,
})
const failing = (query: Packet, rcode: number, extended: Buffer | null = null): Packet =>
  said(query, '', {
    answers: [],
    flags: rcode,
    additionals: extended
      ? [
          {
            type: 'OPT',
            name: '.',
            udpPayloadSize: 1232,
            extendedRcode: 0,
            ednsVersion: 0,
            flags: 0,
            flag_do: false,
            // The cast: the published types know a few options only.
            options: [{ code: 15, data: extended } as never],
          },
        ]
      : [],
  })
const SERVFAIL = 2
const BOGUS = Buffer.from('\u0000\u0006no key')
const FOUND = { is: 'found', records: ['192.0.2.1'], cnames: [] }

describe('a resolver', () => {
  test('that is silent is asked again, and given up in time', async () => {
    const silent = await resolver(() => null)
    expect(await client(silent.at).query(HOST, 'A')).toEqual({
      is: 'failure',
      rcode: null,
      detail: 'no answer in time',
      extended: [],
    })
    expect(silent.asked()).toBe(2)
  })

  test('whose datagram was lost once is heard the second time', async () => {
    let asked = 0
    const lossy = await resolver((query) => (asked++ === 0 ? null : said(query, '192.0.2.1')))
    expect(await client(lossy.at).query(HOST, 'A')).toEqual(FOUND)
  })

  test('is heard only with the id and the question it was asked', async () => {
    const forger = await resolver((query) => [
      said(query, '203.0.113.1', { id: ((query.id ?? 0) + 1) % 65_536 }),
      said(query, '203.0.113.2', { questions: [{ type: 'A', name: 'other.test' }] }),
      said(query, '203.0.113.3', { questions: [{ type: 'TXT', name: HOST }] }),
      said(query, '203.0.113.4', { type: 'query' }),
      said(query, '192.0.2.1'),
    ])
    expect(await client(forger.at).query(HOST, 'A')).toEqual(FOUND)
  })

  test('is asked under another id from another port each time', async () => {
    const [ids, ports] = [new Set<unknown>(), new Set<number>()]
    const honest = await resolver((query) => {
      ids.add(query.id)
      return said(query, '192.0.2.1')
    })
    honest.socket.on('message', (_, from) => void ports.add(from.port))
    for (let count = 0; count < 8; count++) await client(honest.at).query(HOST, 'A')
    expect(Math.min(ids.size, ports.size)).toBeGreaterThan(4)
  })

  test('that cuts its answer short is asked over TCP', async () => {
    const short = await resolver((query) => said(query, '', { answers: [], flags: TRUNCATED_RESPONSE }))
    const long: Server = createServer((socket) => {
      socket.on('error', () => {})
      socket.on('data', (bytes) => {
        const query = streamDecode(bytes)
        const texts = Array.from({ length: 40 }, (_, index) => `${index}`.padEnd(200, 'x'))
        const answers = texts.map((data) => ({ type: 'TXT' as const, name: HOST, data }))
        const whole = streamEncode({ ...query, type: 'response', additionals: [], answers })
        // In two pieces, as TCP may bring it.
        socket.write(whole.subarray(0, 1000))
        setImmediate(() => socket.end(whole.subarray(1000)))
      })
    })
    await new Promise<void>((resolve) => long.listen(short.socket.address().port, '127.0.0.1', resolve))
    ending.push(() => new Promise((resolve) => long.close(resolve)))
    const found = await client(short.at).query(HOST, 'TXT')
    expect(found.is === 'found' && found.records.length).toBe(40)
  })

  test('that cuts its answer short and has no TCP fails', async () => {
    const short = await resolver((query) => said(query, '', { answers: [], flags: TRUNCATED_RESPONSE }))
    expect(await client(short.at).query(HOST, 'A')).toMatchObject({ is: 'failure', rcode: null })
  })

  test('that cannot be reached fails at once', async () => {
    const closed = await resolver(() => null)
    await ending.pop()?.()
    const answer = await client(closed.at).query(HOST, 'A')
    expect(answer).toMatchObject({ is: 'failure', rcode: null, detail: 'the resolver cannot be reached' })
  })

  test('that sends what is no DNS answer is not believed', async () => {
    const broken = createSocket('udp4')
    broken.on('message', (_, from) => broken.send('HTTP/1.1 200 OK', from.port, from.address))
    await new Promise<void>((resolve) => broken.bind(0, '127.0.0.1', resolve))
    ending.push(() => new Promise<void>((resolve) => broken.close(resolve)))
    expect(await client(`127.0.0.1:${broken.address().port}`).query(HOST, 'A')).toMatchObject({
      is: 'failure',
      detail: 'no answer in time',
    })
  })
})

describe('of several resolvers', () => {
  test('another makes up for one that fails or is silent', async () => {
    const silent = await resolver(() => null)
    const refusing = await resolver((query) => failing(query, SERVFAIL))
    const honest = await resolver((query) => said(query, '192.0.2.1'))
    expect(await client(silent.at, refusing.at, honest.at).query(HOST, 'A')).toEqual(FOUND)
    expect(honest.asked()).toBe(1)
  })

  test('one that finds the signatures wrong is believed: the CA’s own finds so too', async () => {
    const validating = await resolver((query) => failing(query, SERVFAIL, BOGUS))
    const careless = await resolver((query) => said(query, '192.0.2.1'))
    expect(await client(validating.at, careless.at).query(HOST, 'A')).toMatchObject({
      is: 'failure',
      rcode: 'SERVFAIL',
      extended: [{ code: 6, text: 'DNSSEC Bogus: no key' }],
    })
    expect(careless.asked()).toBe(0)
  })

  test('all failing, what one said is told before that another was silent', async () => {
    const refusing = await resolver((query) => failing(query, SERVFAIL))
    const silent = await resolver(() => null)
    expect(await client(refusing.at, silent.at).query(HOST, 'A')).toMatchObject({ rcode: 'SERVFAIL' })
    expect(refusing.asked()).toBe(1)
  })
})

test('aliases that go on and on, or in a circle, are followed for ten of them', async () => {
  const dns = await startDns({ host: '127.0.0.1', port: 0, zone: 'customer.test', records: {} })
  ending.push(() => dns.close())
  const hops = Array.from({ length: 30 }, (_, index) => `hop-${index}.customer.test`)
  hops.forEach((hop, index) => dns.set(hop, { cname: hops[index + 1] ?? HOST }))
  dns.set(HOST, { cname: HOST })
  const at = client(`127.0.0.1:${dns.port}`)
  for (const [name, length] of [
    ['hop-0.customer.test', 10],
    [HOST, 1],
  ] as const) {
    const found = await at.query(name, 'A')
    expect(found.is === 'found' && found.records).toEqual([])
    expect(found.is === 'found' && found.cnames.length, name).toBe(length)
  }
})

test('names in answers are told in lower case, and a zone has its SOA', async () => {
  const dns = await startDns({ host: '127.0.0.1', port: 0, zone: 'customer.test', records: { a: [] } })
  ending.push(() => dns.close())
  dns.set(HOST, { cname: 'CL-1.Customer.test' })
  dns.set('cl-1.customer.test', { a: ['192.0.2.9'] })
  const at = client(`127.0.0.1:${dns.port}`)
  const cnames = ['cl-1.customer.test']
  expect(await at.query(HOST, 'A')).toEqual({ is: 'found', records: ['192.0.2.9'], cnames })
  expect(await at.query('Customer.test', 'SOA')).toMatchObject({
    records: [{ primary: 'ns.customer.test', serial: 1 }],
  })
  expect(await at.query(HOST, 'SOA')).toMatchObject({ records: [] })
})
