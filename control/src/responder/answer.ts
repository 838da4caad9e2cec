// What the responder answers to one question. Small by intent: TXT, SOA and NS of its own names, and nothing else.

import type { Answer } from 'dns-packet'
import type { Query } from './message.ts'
import { findPlace, type Place } from './zones.ts'

export type Reply = {
  readonly rcode: 'NOERROR' | 'NXDOMAIN' | 'NOTIMP' | 'REFUSED'
  readonly answers: readonly Answer[]
  readonly authorities: readonly Answer[]
}

export type ZoneOptions = {
  /** The names customers delegate to, in lower case, the first one the primary. */
  readonly nameservers: readonly string[]
  /** Customers may alias their names into this zone; null: there is none. */
  readonly aliasZone: string | null
  /** The values that stand at a name now. */
  readonly values: (owner: string) => Promise<readonly string[]>
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Values come and go within a minute: nobody shall remember them, or their absence (RFC 2308 §5), for longer than this. */
const TTL_SECONDS = 5
const NAMESERVER_TTL_SECONDS = 3600
const QUERY = 0
const TRANSFERS: readonly string[] = ['AXFR', 'IXFR']

const refuse = (rcode: Reply['rcode']): Reply => ({ rcode, answers: [], authorities: [] })

/** Answers `query`. Rejects only when the values cannot be read. */
export async function answerQuery(
  { opcode, name, type, recordClass }: Query,
  options: ZoneOptions,
): Promise<Reply> {
  if (opcode !== QUERY) return refuse('NOTIMP')
  const place =
    recordClass === 'IN' && !TRANSFERS.includes(type)
      ? findPlace(name.toLowerCase(), options.aliasZone)
      : null
  if (place === null) return refuse('REFUSED')
  const soa = soaOf(place, options)
  if (place.owner === null) return { rcode: 'NXDOMAIN', answers: [], authorities: [soa] }
  const answers = await answersFor(place, name, type, options)
  // The owner comes back spelled as it was asked: resolvers vary the case on purpose.
  return { rcode: 'NOERROR', answers, authorities: answers.length > 0 ? [] : [soa] }
}

async function answersFor(
  { apex, owner }: Place,
  name: string,
  type: string,
  options: ZoneOptions,
): Promise<readonly Answer[]> {
  const isApex = owner === apex
  switch (type) {
    case 'TXT': {
      const values = await options.values(owner ?? '')
      return values.map((value) => ({ type: 'TXT', name, ttl: TTL_SECONDS, data: value }))
    }
    case 'NS':
      return isApex
        ? options.nameservers.map((data) => ({ type: 'NS', name, ttl: NAMESERVER_TTL_SECONDS, data }))
        : []
    case 'SOA':
    // RFC 8482 §4.1: to who asks for anything, one record set is enough.
    case 'ANY':
      return isApex ? [{ ...soaOf({ apex, owner }, options), name }] : []
    default:
      return []
  }
}

function soaOf({ apex }: Place, { nameservers, now }: ZoneOptions): Answer {
  const primary = nameservers[0] ?? apex
  return {
    type: 'SOA',
    name: apex,
    ttl: TTL_SECONDS,
    data: {
      mname: primary,
      rname: `hostmaster.${primary}`,
      serial: Math.floor(now() / 1000) % 2 ** 32,
      refresh: 3600,
      retry: 600,
      expire: 86_400,
      minimum: TTL_SECONDS,
    },
  }
}
