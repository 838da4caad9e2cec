// A small authoritative DNS server for the demo and the tests: UDP and TCP, A, AAAA, CNAME, TXT, CAA,
// and faults by name.

import { createSocket } from 'node:dgram'
import { createServer } from 'node:net'
import {
  decode,
  encode,
  streamDecode,
  streamEncode,
  AUTHORITATIVE_ANSWER,
  type Answer,
  type Packet,
} from 'dns-packet'

/** What a name answers. `servfail` answers nothing else. */
export type Records = {
  readonly a?: readonly string[]
  readonly aaaa?: readonly string[]
  readonly cname?: string
  readonly txt?: readonly string[]
  readonly caa?: readonly Caa[]
  readonly servfail?: boolean
}

/** RFC 8659 §4.1. */
export type Caa = { readonly flags: number; readonly tag: string; readonly value: string }

export type DnsServer = {
  readonly port: number
  /** Sets what a name answers from now on; null: as the zone says. */
  set(name: string, records: Records | null): void
  close(): Promise<void>
}

const RCODE = { noError: 0, servfail: 2, nxdomain: 3, refused: 5 } as const
/** Short, so that a change made by hand is seen at once. */
const TTL_SECONDS = 1

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
}): Promise<DnsServer> {
  const overrides = new Map<string, Records>()

  const recordsOf = (name: string): Records | null =>
    overrides.get(name) ??
    (name === options.zone || name.endsWith(`.${options.zone}`) ? options.records : null)

  function answer(query: Packet): Packet {
    const question = query.questions?.[0]
    const name = question?.name.toLowerCase().replace(/\.$/, '') ?? ''
    const records = recordsOf(name)
    const rcode = records === null ? RCODE.refused : records.servfail ? RCODE.servfail : RCODE.noError
    const answers =
      records && question && rcode === RCODE.noError ? answersFor(name, question.type, records) : []
    const nothing = records !== null && Object.keys(records).length === 0
    return {
      type: 'response',
      id: query.id ?? 0,
      flags: AUTHORITATIVE_ANSWER | (nothing ? RCODE.nxdomain : rcode),
      questions: query.questions ?? [],
      answers,
    }
  }

  function answersFor(name: string, type: string, records: Records): Answer[] {
    if (records.cname) {
      const target = recordsOf(records.cname)
      const alias: Answer = { type: 'CNAME', name, ttl: TTL_SECONDS, data: records.cname }
      return type === 'CNAME' || !target ? [alias] : [alias, ...answersFor(records.cname, type, target)]
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
      default:
        return []
    }
  }

  const tcp = createServer((socket) => {
    socket.on('error', () => socket.destroy())
    socket.once('data', (bytes) => {
      try {
        socket.end(streamEncode(answer(streamDecode(bytes))))
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
      udp.send(encode(answer(decode(bytes))), from.port, from.address)
    } catch {
      // Not a DNS message: an authoritative server owes it nothing.
    }
  })
  await new Promise<void>((resolve, reject) => {
    udp.once('error', reject)
    udp.bind(port, options.host, () => resolve())
  })

  return {
    port,
    set: (name, records) => void (records ? overrides.set(name, records) : overrides.delete(name)),
    async close() {
      udp.close()
      await new Promise((resolve) => tcp.close(resolve))
    },
  }
}
