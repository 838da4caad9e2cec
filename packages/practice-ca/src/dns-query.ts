// One DNS question to one server: UDP, again when nothing comes, TCP when the answer was cut short.

import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { connect, isIPv6 } from 'node:net'
import { decode, encode, RECURSION_DESIRED, streamDecode, streamEncode, type Packet } from 'dns-packet'
import type { Endpoint } from './addresses.ts'

export type AddressType = 'A' | 'AAAA'
export type RecordType = AddressType | 'CAA' | 'TXT'
export type DnsAnswer = Packet & { readonly rcode: string; readonly flag_tc: boolean }

/** The EDNS option of extended errors, and those of its codes that speak of DNSSEC (RFC 8914 §4). */
const EXTENDED_ERROR = 'OPTION_15'
const DNSSEC_ERRORS: Readonly<Record<number, string>> = {
  1: 'Unsupported DNSKEY Algorithm',
  2: 'Unsupported DS Digest Type',
  5: 'DNSSEC Indeterminate',
  6: 'DNSSEC Bogus',
  7: 'Signature Expired',
  8: 'Signature Not Yet Valid',
  9: 'DNSKEY Missing',
  10: 'RRSIGs Missing',
  11: 'No Zone Key Bit Set',
  12: 'NSEC Missing',
}

/** What the server says of DNSSEC beside its answer, in Boulder's words; null: nothing. */
export function dnssecErrorOf({ additionals = [] }: Packet): string | null {
  for (const each of additionals) {
    for (const option of each.type === 'OPT' ? each.options : []) {
      const data = 'data' in option && Buffer.isBuffer(option.data) ? option.data : Buffer.alloc(0)
      const known = data.length >= 2 ? DNSSEC_ERRORS[data.readUInt16BE()] : undefined
      if (String(option.type ?? option.code) !== EXTENDED_ERROR || known === undefined) continue
      const text = data.subarray(2).toString('utf8')
      return text === '' ? `DNSSEC: ${known}` : `DNSSEC: ${known}: ${text}`
    }
  }
  return null
}

/** Nothing came back in time. */
export class DnsTimeout extends Error {
  override readonly name = 'DnsTimeout'
}

/** One try of several; a lost datagram is asked again. */
const TRY_MS = 2_000
const MOST_TRIES = 3
/** What fits one datagram on today's Internet. */
const UDP_PAYLOAD = 1232
const LARGEST_ANSWER = 65_535

/** Asks `server` for the records of this type. Rejects with DnsTimeout, or another Error for a server out of reach or an
 *  answer that cannot be read. */
export async function queryDns(
  server: Endpoint,
  name: string,
  type: RecordType,
  signal: AbortSignal,
): Promise<DnsAnswer> {
  const query: Packet = {
    type: 'query',
    id: randomInt(65_536),
    flags: RECURSION_DESIRED,
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
  }
  for (let tried = 1; ; tried++) {
    try {
      const answer = await overUdp(server, query, AbortSignal.any([signal, AbortSignal.timeout(TRY_MS)]))
      return answer.flag_tc ? await overTcp(server, query, signal) : answer
    } catch (error) {
      if (!(error instanceof DnsTimeout) || signal.aborted || tried === MOST_TRIES) throw error
    }
  }
}

/** RFC 1034 sets no bound; resolvers stop about here. */
const LONGEST_CHAIN = 16

/** Where the chain of aliases that the answer itself contains leads from `name`. */
export function aliasEndOf({ answers = [] }: DnsAnswer, name: string): string {
  let owner = name
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const alias = answers.find((each) => each.type === 'CNAME' && isSameName(each.name, owner))
    if (alias?.type !== 'CNAME') break
    owner = alias.data
  }
  return owner
}

export const isSameName = (one: string, other: string): boolean =>
  one.replace(/\.$/, '').toLowerCase() === other.replace(/\.$/, '').toLowerCase()

function overUdp(server: Endpoint, query: Packet, signal: AbortSignal): Promise<DnsAnswer> {
  const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4')
  return new Promise<DnsAnswer>((resolve, reject) => {
    signal.throwIfAborted()
    signal.addEventListener('abort', () => reject(new DnsTimeout()))
    socket.on('error', reject)
    socket.on('message', (bytes) => {
      const answer = read(bytes, decode)
      // Somebody else's datagram does not end the wait for ours.
      if (answer && isAnswerTo(query, answer)) resolve(answer)
    })
    // Connected, so that only the server is heard, and a closed port is an error at once.
    socket.connect(server.port, server.address, () => socket.send(encode(query)))
  }).finally(() => socket.close())
}

function overTcp(server: Endpoint, query: Packet, signal: AbortSignal): Promise<DnsAnswer> {
  const socket = connect({ host: server.address, port: server.port, signal })
  return new Promise<DnsAnswer>((resolve, reject) => {
    let received = Buffer.alloc(0)
    socket.on('error', (error) => reject(signal.aborted ? new DnsTimeout() : error))
    socket.on('close', () => reject(new Error('The DNS server hung up.')))
    socket.on('connect', () => socket.write(streamEncode(query)))
    socket.on('data', (bytes) => {
      received = Buffer.concat([received, bytes])
      const whole = received.length >= 2 && received.length >= 2 + received.readUInt16BE()
      if (!whole && received.length <= LARGEST_ANSWER) return
      const answer = read(received, streamDecode)
      if (answer && isAnswerTo(query, answer)) resolve(answer)
      else reject(new Error('The DNS server answered something else.'))
    })
  }).finally(() => socket.destroy())
}

function read(bytes: Buffer, decoder: (bytes: Buffer) => Packet | null): DnsAnswer | null {
  try {
    // The cast: every decoded packet has `rcode` and `flag_tc`; the published types leave them out of Packet.
    return decoder(bytes) as DnsAnswer | null
  } catch {
    return null
  }
}

function isAnswerTo(query: Packet, answer: Packet): boolean {
  const [asked, echoed] = [query.questions?.[0], answer.questions?.[0]]
  return (
    answer.type === 'response' &&
    answer.id === query.id &&
    echoed?.type === asked?.type &&
    echoed?.name.toLowerCase() === asked?.name.toLowerCase()
  )
}
