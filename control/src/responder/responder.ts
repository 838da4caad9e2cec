// The responder's sockets: UDP and TCP on each address it is given.

import { createSocket, type Socket as DatagramSocket } from 'node:dgram'
import { createServer, isIPv6, type Server, type Socket } from 'node:net'
import { answerQuery, type Reply, type ZoneOptions } from './answer.ts'
import {
  LARGEST_QUERY,
  readQuery,
  writeDatagram,
  writeMessage,
  writeTruncated,
  type Query,
} from './message.ts'
import { createRateLimiter } from './rate-limit.ts'

export type Responder = {
  /** Of the first address. */
  readonly port: number
  close(): Promise<void>
}

export type ResponderOptions = ZoneOptions & {
  /** Port 0 takes a free one. */
  readonly listen: readonly { readonly host: string; readonly port: number }[]
  /** Hears of what went wrong, once in a while. */
  readonly log: (line: { readonly event: string } & Readonly<Record<string, unknown>>) => void
}

/** Datagrams under work; more are dropped, and resolvers ask again. */
const MOST_AT_ONCE = 512
const MOST_CONNECTIONS = 128
/** A resolver asks one thing, or a few (RFC 7766 §6.2.1). */
const MOST_PER_CONNECTION = 32
const IDLE_MS = 5_000
const TELL_EVERY_MS = 60_000
const LENGTH_BYTES = 2

/** Starts answering. Rejects with an Error that names the address which cannot be had; nothing is left listening then. */
export async function startResponder(options: ResponderOptions): Promise<Responder> {
  const judge = createRateLimiter(options.now)
  const closing: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => void (await Promise.all(closing.splice(0).map((end) => end())))
  let toldAt = -Infinity
  let atOnce = 0

  async function reply(query: Query): Promise<Reply | 'failed'> {
    try {
      return await answerQuery(query, options)
    } catch (error) {
      // Said once in a while, not once a query.
      if (options.now() - toldAt >= TELL_EVERY_MS) {
        toldAt = options.now()
        options.log({ event: 'dns-values-unreadable', level: 'error', error: messageOf(error) })
      }
      return 'failed'
    }
  }

  async function answerDatagram(bytes: Buffer, address: string): Promise<Buffer | null> {
    const query = atOnce < MOST_AT_ONCE ? readQuery(bytes) : null
    if (!query) return null
    const verdict = judge(address)
    if (verdict !== 'answer') return verdict === 'drop' ? null : writeTruncated(query)
    atOnce++
    try {
      return writeDatagram(query, await reply(query))
    } finally {
      atOnce--
    }
  }

  async function listen({ host, port }: ResponderOptions['listen'][number]): Promise<number> {
    const sockets = new Set<Socket>()
    const tcp = createServer((socket) => {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
      converse(socket, async (query) => writeMessage(query, await reply(query)))
    })
    tcp.maxConnections = MOST_CONNECTIONS
    const bound = await listenTcp(tcp, host, port)
    closing.push(() => closeTcp(tcp, sockets))
    const udp = createSocket({ type: isIPv6(host) ? 'udp6' : 'udp4', ipv6Only: isIPv6(host) })
    await bindUdp(udp, host, bound)
    closing.push(() => new Promise((resolve) => udp.close(resolve)))
    udp.on('message', (bytes, from) => {
      void answerDatagram(bytes, from.address)
        .then((answer) => answer && udp.send(answer, from.port, from.address, () => undefined))
        .catch(() => undefined)
    })
    return bound
  }

  try {
    const ports: number[] = []
    for (const each of options.listen) ports.push(await listen(each))
    return { port: ports[0] ?? 0, close }
  } catch (error) {
    await close()
    throw error
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : 'unknown')

/** Answers the queries of one connection in turn. What makes no sense ends it. */
function converse(socket: Socket, answer: (query: Query) => Promise<Buffer>): void {
  let received: Buffer = Buffer.alloc(0)
  let count = 0
  let busy = false
  socket.setTimeout(IDLE_MS, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    if (received.length > LENGTH_BYTES + LARGEST_QUERY) socket.destroy()
    else void next()
  })

  async function next(): Promise<void> {
    if (busy) return
    busy = true
    while (received.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + received.readUInt16BE()
      if (received.length < end) break
      const query = readQuery(received.subarray(LENGTH_BYTES, end))
      received = received.subarray(end)
      if (!query || ++count > MOST_PER_CONNECTION) {
        socket.destroy()
        return
      }
      const said = await answer(query)
      const length = Buffer.alloc(LENGTH_BYTES)
      length.writeUInt16BE(said.length)
      if (!socket.destroyed) socket.write(Buffer.concat([length, said]))
    }
    busy = false
  }
}

function listenTcp(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(unavailable(host, port, error)))
    server.listen({ port, host, ipv6Only: isIPv6(host) }, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function bindUdp(socket: DatagramSocket, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => reject(unavailable(host, port, error)))
    socket.bind(port, host, () => {
      socket.removeAllListeners('error')
      // A datagram that could not be delivered is none of the next one's concern.
      socket.on('error', () => undefined)
      resolve()
    })
  })
}

const unavailable = (host: string, port: number, error: NodeJS.ErrnoException): Error =>
  new Error(`DNS cannot be served on ${host}:${port} (${error.code ?? error.message}): see DNS_LISTEN.`)

async function closeTcp(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  for (const socket of sockets) socket.destroy()
  await closed
}
