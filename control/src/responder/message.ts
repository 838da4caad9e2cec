// DNS messages as this server reads and writes them (RFC 1035 §4, RFC 6891).

import {
  AUTHORITATIVE_ANSWER,
  decode,
  encode,
  RECURSION_DESIRED,
  TRUNCATED_RESPONSE,
  type Packet,
} from 'dns-packet'
import type { Reply } from './answer.ts'

export type Query = {
  readonly id: number
  readonly opcode: number
  /** Was recursion asked for? The bit comes back; recursion does not. */
  readonly recursion: boolean
  /** As it was spelled. */
  readonly name: string
  readonly type: string
  /** `IN`, or one of the others that nobody uses. */
  readonly recordClass: string
  /** Null: the client speaks no EDNS. */
  readonly edns: { readonly version: number; readonly payload: number } | null
}

const HEADER_BYTES = 12
/** Anything else could not be sent back as it came. */
const NAME = /^(?:[\x21-\x7e]{1,254}|)$/
/** RFC 1035 §4.2.1: who speaks no EDNS takes this much. */
const PLAIN_PAYLOAD = 512
/** What fits one datagram on today's Internet (DNS flag day 2020). */
const MOST_PAYLOAD = 1232
/** A question and an OPT record; no query of ours is to be larger. */
export const LARGEST_QUERY = 1024
const MOST_ADDITIONALS = 2
const CLASSES: readonly string[] = ['IN', 'CS', 'CH', 'HS', 'ANY']
const RCODES = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const
/** RFC 6891 §6.1.3: the upper bits of BADVERS, 16. */
const BAD_VERSION = 1

/** Reads a query; null for what is none: a malformed message, a response, other than one question. It is owed nothing, and
 *  an answer to a response could go back and forth for ever. */
export function readQuery(bytes: Buffer): Query | null {
  if (bytes.length < HEADER_BYTES || bytes.length > LARGEST_QUERY) return null
  // Counted before anything is parsed, which bounds the work.
  const [questions, answers, authorities, additionals] = [4, 6, 8, 10].map((at) => bytes.readUInt16BE(at))
  if (questions !== 1 || answers !== 0 || authorities !== 0 || (additionals ?? 0) > MOST_ADDITIONALS)
    return null
  try {
    const packet = decode(bytes)
    const [question] = packet.questions ?? []
    if (packet.type !== 'query' || !question || !NAME.test(question.name)) return null
    const recordClass: string = question.class ?? 'IN'
    if (!CLASSES.includes(recordClass)) return null
    const flags = packet.flags ?? 0
    const options = (packet.additionals ?? []).filter((each) => each.type === 'OPT')
    if (options.length > 1) return null
    const [option] = options
    return {
      id: packet.id ?? 0,
      opcode: (flags >> 11) & 15,
      recursion: (flags & RECURSION_DESIRED) !== 0,
      name: question.name.replace(/\.$/, ''),
      type: question.type,
      recordClass,
      edns: option ? { version: option.ednsVersion, payload: option.udpPayloadSize } : null,
    }
  } catch {
    return null
  }
}

/** The reply as it goes over UDP: cut short, with the bit that says so, where the client takes less. */
export function writeDatagram(query: Query, reply: Reply | 'failed'): Buffer {
  const bytes = writeMessage(query, reply)
  const room = query.edns
    ? Math.min(Math.max(query.edns.payload, PLAIN_PAYLOAD), MOST_PAYLOAD)
    : PLAIN_PAYLOAD
  return bytes.length <= room ? bytes : writeTruncated(query)
}

/** No answer, but the advice to ask over TCP. */
export const writeTruncated = (query: Query): Buffer =>
  encode({ ...frameOf(query, RCODES.NOERROR, TRUNCATED_RESPONSE) })

/** The reply in full. `failed`: the values could not be read. */
export function writeMessage(query: Query, reply: Reply | 'failed'): Buffer {
  if (query.edns && query.edns.version > 0) return encode(frameOf(query, RCODES.NOERROR, 0))
  if (reply === 'failed') return encode(frameOf(query, RCODES.SERVFAIL, 0))
  const { rcode, answers, authorities } = reply
  const authoritative = rcode === 'NOERROR' || rcode === 'NXDOMAIN' ? AUTHORITATIVE_ANSWER : 0
  return encode({
    ...frameOf(query, RCODES[rcode], authoritative),
    answers: [...answers],
    authorities: [...authorities],
  })
}

function frameOf(
  { id, opcode, recursion, name, type, recordClass, edns }: Query,
  rcode: number,
  bits: number,
): Packet {
  return {
    type: 'response',
    id,
    flags: bits | (opcode << 11) | (recursion ? RECURSION_DESIRED : 0) | rcode,
    // The casts: what was decoded can be encoded, also where the library's type has no name for it.
    questions: [{ name, type: type as 'TXT', class: recordClass as 'IN' }],
    ...(edns && {
      additionals: [
        {
          type: 'OPT',
          name: '.',
          udpPayloadSize: MOST_PAYLOAD,
          extendedRcode: edns.version > 0 ? BAD_VERSION : 0,
          ednsVersion: 0,
          flags: 0,
          flag_do: false,
          options: [],
        },
      ],
    }),
  }
}
