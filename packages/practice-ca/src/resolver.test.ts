import { createSocket } from 'node:dgram'
import { createServer, type AddressInfo } from 'node:net'
import {
  decode,
  encode,
  streamDecode,
  streamEncode,
  TRUNCATED_RESPONSE,
  type Answer,
  type Packet,
} from 'dns-packet'
import { afterEach, expect, test } from 'vitest'
import { resolve } from './resolver.ts'

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

type Reply = (query: Packet, turn: number) => readonly Partial<Packet>[]

/** A DNS server that answers each datagram with what `reply` says, and a stream likewise if there is one. */
async function startServer(reply: Reply, overTcp?: (query: Packet) => Partial<Packet>): Promise<number> {
  const tcp = createServer((socket) => {
    socket.on('error', () => {})
    socket.on('data', (bytes) => {
      const query = streamDecode(bytes)
      socket.end(streamEncode({ ...answerTo(query), ...overTcp?.(query) }))
    })
  })
  await new Promise<void>((done) => tcp.listen(0, '127.0.0.1', done))
  const { port } = tcp.address() as AddressInfo
  const udp = createSocket('udp4')
  let turn = 0
  udp.on('message', (bytes, from) => {
    const query = decode(bytes)
    for (const more of reply(query, ++turn)) {
      udp.send(encode({ ...answerTo(query), ...more }), from.port, from.address)
    }
  })
  await new Promise<void>((done) => udp.bind(port, '127.0.0.1', done))
  closers.push(
    () => tcp.close(),
    () => udp.close(),
  )
  return port
}

const answerTo = ({ id, questions }: Packet): Packet => ({
  type: 'response',
  id: id ?? 0,
  questions: questions ?? [],
})
const typeOf = (query: Packet) => query.questions?.[0]?.type
const a = (name: string, data: string): Answer => ({ type: 'A', name, data })
const alias = (name: string, data: string): Answer => ({ type: 'CNAME', name, data })
const look = (port: number, signal = AbortSignal.timeout(10_000)) =>
  resolve('www.customer.example', { dns: { address: '127.0.0.1', port }, allowReserved: true, signal })

test('an answer cut short is asked for again over TCP', async () => {
  const answers = Array.from({ length: 100 }, (_, index) => a('www.customer.example', `192.0.2.${index}`))
  const port = await startServer(
    () => [{ flags: TRUNCATED_RESPONSE }],
    (query) => ({ answers: typeOf(query) === 'A' ? answers : [] }),
  )
  const { v4, v6 } = await look(port)
  expect(v4).toHaveLength(100)
  expect(v6).toEqual([])
})

test('an answer with another number or to another question is not taken for ours', async () => {
  const port = await startServer((query) => [
    { id: (query.id ?? 0) ^ 1, answers: [a('www.customer.example', '192.0.2.66')] },
    { questions: [{ type: 'A', name: 'evil.example' }], answers: [a('www.customer.example', '192.0.2.66')] },
    { type: 'query', answers: [] },
    { answers: typeOf(query) === 'A' ? [a('WWW.customer.example', '192.0.2.1')] : [] },
  ])
  expect(await look(port)).toEqual({ v4: ['192.0.2.1'], v6: [] })
})

test('a chain of aliases is followed as the answer has it, whatever else is in there', async () => {
  const port = await startServer((query) => [
    {
      answers:
        typeOf(query) === 'A'
          ? [
              a('elsewhere.example', '192.0.2.66'),
              alias('two.example', 'three.example'),
              alias('www.customer.example', 'Two.example'),
              a('three.example', '192.0.2.1'),
            ]
          : [alias('www.customer.example', 'two.example'), alias('two.example', 'www.customer.example')],
    },
  ])
  expect(await look(port)).toEqual({ v4: ['192.0.2.1'], v6: [] })
})

test('a lost datagram is asked again', async () => {
  const port = await startServer((_, turn) => (turn <= 2 ? [] : [{ answers: [] }]))
  await expect(look(port)).rejects.toThrow('no valid A records found')
})

test('a server that is not there, or never answers, is a DNS problem', async () => {
  const silent = await startServer(() => [])
  await expect(look(silent, AbortSignal.timeout(100))).rejects.toThrow(
    'DNS problem: query timed out looking up A for www.customer.example; DNS problem: query timed out looking up AAAA',
  )
  const port = await startServer(() => [])
  for (const close of closers.splice(-2)) close()
  await expect(look(port)).rejects.toThrow(
    'DNS problem: networking error looking up A for www.customer.example',
  )
})
