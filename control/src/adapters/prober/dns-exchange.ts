// One DNS question to one server: UDP from a port of its own, and TCP where the answer was cut short.

import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { connect, isIPv6 } from 'node:net'
import {
  CHECKING_DISABLED,
  decode,
  encode,
  RECURSION_DESIRED,
  streamDecode,
  streamEncode,
  type DecodedPacket,
  type Packet,
} from 'dns-packet'
import type { RecordType } from './port.ts'

export type DnsServer = { readonly address: string; readonly port: number }
export type DnsResponse = DecodedPacket & { readonly rcode: string }

/** What fits one datagram on today's Internet (DNS flag day 2020). */
const UDP_PAYLOAD = 1232

/** A question with a random id. With EDNS, so that a resolver can say why it fails (RFC 8914). */
export const questionOf = (name: string, type: RecordType, checkingDisabled: boolean): Packet => ({
  type: 'query',
  id: randomInt(65_536),
  flags: checkingDisabled ? RECURSION_DESIRED | CHECKING_DISABLED : RECURSION_DESIRED,
  questions: [{ type, name }],
  additionals: [
    {
      type: 'OPT',
      name: '.',
      udpPayloadSize: UDP_PAYLOAD,
      extendedRcode: 0,
      ednsVersion: 0,
      flags: 0,
      flag_do: false,
      options: [],
    },
  ],
})

/** The answer to exactly this question. Rejects with an Error that says in a few words what happened. */
export async function exchange(
  server: DnsServer,
  question: Packet,
  signal: AbortSignal,
): Promise<DnsResponse> {
  const answer = await overUdp(server, question, signal)
  return answer.flag_tc ? overTcp(server, question, signal) : answer
}

function overUdp(server: DnsServer, question: Packet, signal: AbortSignal): Promise<DnsResponse> {
  const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4')
  return new Promise<DnsResponse>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('no answer in time')), { once: true })
    socket.on('error', () => reject(new Error('the resolver cannot be reached')))
    socket.on('message', (bytes) => {
      const answer = read(bytes, decode)
      // Somebody else's datagram does not end the wait for the right one.
      if (answer && answers(question, answer)) resolve(answer)
    })
    // Connected, so that only this server is heard and a closed port is an error at once.
    socket.connect(server.port, server.address, () => socket.send(encode(question)))
  }).finally(() => socket.close())
}

function overTcp(server: DnsServer, question: Packet, signal: AbortSignal): Promise<DnsResponse> {
  const socket = connect({ host: server.address, port: server.port })
  return new Promise<DnsResponse>((resolve, reject) => {
    const chunks: Buffer[] = []
    signal.addEventListener('abort', () => reject(new Error('no answer in time')), { once: true })
    socket.on('error', () => reject(new Error('the resolver cannot be reached over TCP')))
    socket.on('close', () => reject(new Error('the resolver hung up')))
    socket.on('connect', () => socket.write(streamEncode(question)))
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      const received = Buffer.concat(chunks)
      // Two bytes of length go first (RFC 1035 §4.2.2), which bounds an answer.
      if (received.length < 2 || received.length < 2 + received.readUInt16BE()) return
      const answer = read(received, streamDecode)
      if (answer && answers(question, answer)) resolve(answer)
      else reject(new Error('the resolver answered something else'))
    })
  }).finally(() => socket.destroy())
}

function read(bytes: Buffer, decoder: (bytes: Buffer) => Packet | null): DnsResponse | null {
  try {
    // The cast: every decoded packet has its flags and `rcode`; the published types leave them out.
    return decoder(bytes) as DnsResponse | null
  } catch {
    return null
  }
}

function answers(question: Packet, answer: Packet): boolean {
  const [asked, echoed] = [question.questions?.[0], answer.questions?.[0]]
  return (
    answer.type === 'response' &&
    answer.id === question.id &&
    echoed?.type === asked?.type &&
    echoed?.name.toLowerCase() === asked?.name.toLowerCase()
  )
}
