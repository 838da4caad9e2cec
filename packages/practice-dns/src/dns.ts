// A small authoritative DNS server for the demo and the tests: UDP and TCP, A, AAAA, CNAME, TXT, CAA, NS,
// the zone's SOA, and faults by name.

import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import {
  decode,
  encode,
  streamDecode,
  streamEncode,
  AUTHORITATIVE_ANSWER,
  CHECKING_DISABLED,
  type Answer,
  type Packet,
} from 'dns-packet'
import { forward } from './forward.ts'
import { listenOn } from '@wellknown/practice-port'
import { createManagementServer } from './management.ts'
import type { Caa, Records } from './records.ts'

export type DnsServer = {
  readonly port: number
  /** In front of `/names`; null without the option `manage`. */
  readonly manageUrl: string | null
  /** Sets what a name answers from now on; null: as the zone says. */
  set(name: string, records: Records | null): void
  close(): Promise<void>
}

const RCODE = { noError: 0, servfail: 2, nxdomain: 3, refused: 5 } as const
/** Short, so that a change made by hand is seen at once. */
const TTL_SECONDS = 1
/** The EDNS option of extended errors (RFC 8914). The library's type knows four others; it encodes any. */
const EXTENDED_ERROR = 15 as 11
/** What fits one datagram on today's Internet. */
const UDP_PAYLOAD = 1232
/** Aliases may lead in a circle. */
const MOST_HOPS = 30

const soaOf = (zone: string) => ({ mname: `ns.${zone}`, rname: `hostmaster.${zone}`, serial: 1 })

/** The library's type knows three tags; a CA must cope with any, so it is told that this is one of them. */
const caaOf = ({ flags, tag, value }: Caa) => ({
  flags,
  tag: tag as 'issue',
  value,
  issuerCritical: (flags & 128) !== 0,
})

/** Serves `zone`: every name under it answers `records` unless set otherwise. Other names are refused. */
export async function startDns(options: {
  readonly host: string
  readonly port: number
  readonly zone: string
  readonly records: Records
  /** Names outside the zone that are known all the same, as a resolver would; no change made by hand takes them away. */
  readonly outside?: Readonly<Record<string, Records>>
  /** nameserver → `address:port`: what is delegated (`ns`) to one of these is asked there, as a resolver would. */
  readonly authorities?: Readonly<Record<string, string>>
  /** Where to listen for changes, plain HTTP on loopback; port 0 takes a free one. Default: nowhere. */
  readonly manage?: { readonly host: string; readonly port: number }
  /** Hears of each change made there; null: as the zone says again. */
  readonly heard?: (name: string, records: Records | null) => void
}): Promise<DnsServer> {
  const overrides = new Map<string, Records>()
  const outside = new Map(Object.entries(options.outside ?? {}))

  const recordsOf = (name: string): Records | null =>
    overrides.get(name.toLowerCase()) ??
    outside.get(name.toLowerCase()) ??
    (name === options.zone || name.endsWith(`.${options.zone}`) ? options.records : null)

  function answer(query: Packet): Packet {
    const question = query.questions?.[0]
    const name = question?.name.toLowerCase().replace(/\.$/, '') ?? ''
    const found = recordsOf(name)
    const unchecked = ((query.flags ?? 0) & CHECKING_DISABLED) !== 0
    const records = found?.dnssecBogus !== undefined && unchecked ? unsigned(found, options.records) : found
    const rcode = rcodeOf(records)
    const answers =
      records && question && rcode === RCODE.noError ? answersFor(name, question.type, records) : []
    const asksEdns = query.additionals?.some(({ type }) => type === 'OPT') === true
    return {
      type: 'response',
      id: query.id ?? 0,
      flags: AUTHORITATIVE_ANSWER | rcode,
      questions: query.questions ?? [],
      answers,
      ...(asksEdns && records?.dnssecBogus !== undefined && { additionals: [bogus(records.dnssecBogus)] }),
    }
  }

  /** The server to which `name`, or what it lies in, is delegated; null: it is our own to answer. */
  function authorityOf(name: string): string | null {
    const labels = name.split('.')
    for (let cut = 0; cut < labels.length; cut++) {
      const at = labels.slice(cut).join('.')
      const nameservers = (overrides.get(at) ?? outside.get(at))?.ns ?? []
      const known = nameservers.map((each) => options.authorities?.[each]).find((each) => each !== undefined)
      if (known !== undefined) return known
    }
    return null
  }

  /** With what was delegated looked up where it lies. A server that does not answer for it makes a resolver fail. */
  async function resolve(query: Packet): Promise<Packet> {
    const own = answer(query)
    const question = query.questions?.[0]
    const name = question?.name.toLowerCase().replace(/\.$/, '') ?? ''
    // DS records are the parent's (RFC 4035 §2.4).
    if (!question || question.type === 'DS') return own
    const alias = (own.answers ?? []).findLast((each) => each.type === 'CNAME')
    if (alias && question.type === 'CNAME') return own
    const end = alias?.type === 'CNAME' ? alias.data : name
    const authority = authorityOf(end)
    if (authority === null) return own
    const said = await forward(authority, { ...question, name: end })
    const code = (said?.flags ?? RCODE.servfail) & 15
    const failed = code !== RCODE.noError && code !== RCODE.nxdomain
    return {
      ...own,
      flags: AUTHORITATIVE_ANSWER | (failed ? RCODE.servfail : code),
      answers: failed ? [] : [...(alias ? (own.answers ?? []) : []), ...(said?.answers ?? [])],
    }
  }

  function answersFor(name: string, type: string, records: Records, hops = 0): Answer[] {
    if (records.cname) {
      const target = hops < MOST_HOPS ? recordsOf(records.cname) : null
      const alias: Answer = { type: 'CNAME', name, ttl: TTL_SECONDS, data: records.cname }
      if (type === 'CNAME' || !target) return [alias]
      return [alias, ...answersFor(records.cname, type, target, hops + 1)]
    }
    const row = { name, ttl: TTL_SECONDS }
    switch (type) {
      case 'A':
        return (records.a ?? []).map((data) => ({ ...row, type: 'A', data }))
      case 'AAAA':
        return (records.aaaa ?? []).map((data) => ({ ...row, type: 'AAAA', data }))
      case 'TXT':
        // One string holds 255 bytes; a longer text is several.
        return (records.txt ?? []).map((text) => ({
          ...row,
          type: 'TXT',
          data: text.match(/[^]{1,255}/g) ?? [''],
        }))
      case 'CAA':
        return (records.caa ?? []).map((data) => ({ ...row, type: 'CAA', data: caaOf(data) }))
      case 'NS':
        return (records.ns ?? []).map((data) => ({ ...row, type: 'NS', data }))
      case 'SOA':
        return name === options.zone ? [{ ...row, type: 'SOA', data: soaOf(options.zone) }] : []
      default:
        return []
    }
  }

  const tcp = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', (bytes) => {
      try {
        const query = streamDecode(bytes)
        void resolve(query)
          .then((said) => socket.end(streamEncode(said)))
          .catch(() => socket.destroy())
      } catch {
        socket.destroy()
      }
    })
  })
  const port = await new Promise<number>((resolve, reject) => {
    tcp.once('error', reject)
    tcp.listen(options.port, options.host, () => {
      const address = tcp.address()
      resolve(typeof address === 'object' && address ? address.port : options.port)
    })
  })

  const udp = createSocket('udp4')
  udp.on('message', (bytes, from) => {
    try {
      const query = decode(bytes)
      void resolve(query)
        .then((said) => udp.send(encode(said), from.port, from.address, () => undefined))
        .catch(() => undefined)
    } catch {
      // Not a DNS message: an authoritative server owes it nothing.
    }
  })
  await new Promise<void>((resolve, reject) => {
    udp.once('error', reject)
    udp.bind(port, options.host, () => resolve())
  })

  const set = (name: string, records: Records | null): void =>
    void (records ? overrides.set(name.toLowerCase(), records) : overrides.delete(name.toLowerCase()))
  const close = async (): Promise<void> => {
    udp.close()
    management?.close()
    management?.closeAllConnections()
    await new Promise((resolve) => tcp.close(resolve))
  }
  const names = {
    find: recordsOf,
    set,
    all: () => Object.fromEntries(overrides),
    clear: () => overrides.clear(),
  }
  const management =
    options.manage && createManagementServer(options.manage.host, names, options.heard ?? (() => {}))
  try {
    const at = management && options.manage ? await listenOn(management, options.manage) : null
    return { port, manageUrl: at && `http://${at}`, set, close }
  } catch (error) {
    await close()
    throw error
  }
}

function rcodeOf(records: Records | null): number {
  if (records === null) return RCODE.refused
  if (records.servfail || records.dnssecBogus !== undefined) return RCODE.servfail
  return records.nxdomain || Object.keys(records).length === 0 ? RCODE.nxdomain : RCODE.noError
}

/** What whoever does not want signatures checked (RFC 4035 §3.2.2) is answered: the name's records, else the zone's. */
function unsigned(found: Records, zone: Records): Records {
  const records = { ...found }
  delete records.dnssecBogus
  return Object.keys(records).length > 0 ? records : zone
}

/** RFC 8914 §4.7: DNSSEC Bogus, with a text for people. */
function bogus(text: string): Answer {
  const code = Buffer.from([0, 6])
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: UDP_PAYLOAD,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [{ code: EXTENDED_ERROR, data: Buffer.concat([code, Buffer.from(text)]) }],
  }
}
