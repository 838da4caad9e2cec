// What a DNS answer says, in the words of the port.

import type { Answer as Row } from 'dns-packet'
import type { DnsResponse } from './dns-exchange.ts'
import type { ExtendedError, Lookup, LookupFailure, RecordData, RecordType } from './port.ts'

/** Longer chains are a mistake, or a loop. */
const LONGEST_CHAIN = 10
/** A zone may hold any number of records; nobody needs so many. */
const MOST_RECORDS = 64
const EXTENDED_ERROR_OPTION = 15
/** Characters of a resolver's own words. */
const LONGEST_TEXT = 200

/** RFC 8914 §4 and the IANA registry. */
const ERRORS: Readonly<Record<number, string>> = {
  1: 'Unsupported DNSKEY Algorithm',
  2: 'Unsupported DS Digest Type',
  3: 'Stale Answer',
  5: 'DNSSEC Indeterminate',
  6: 'DNSSEC Bogus',
  7: 'Signature Expired',
  8: 'Signature Not Yet Valid',
  9: 'DNSKEY Missing',
  10: 'RRSIGs Missing',
  11: 'No Zone Key Bit Set',
  12: 'NSEC Missing',
  13: 'Cached Error',
  14: 'Not Ready',
  15: 'Blocked',
  16: 'Censored',
  17: 'Filtered',
  18: 'Prohibited',
  20: 'Not Authoritative',
  22: 'No Reachable Authority',
  23: 'Network Error',
  24: 'Invalid Data',
  25: 'Signature Expired before Valid',
  27: 'Unsupported NSEC3 Iterations Value',
}
const DNSSEC_ERRORS: readonly number[] = [1, 2, 5, 6, 7, 8, 9, 10, 11, 12, 25, 27]

/** Does the resolver say that the fault lies in the signatures of the zone? */
export const isOfDnssec = ({ extended }: LookupFailure): boolean =>
  extended.some(({ code }) => DNSSEC_ERRORS.includes(code))

/** What `response` says of the records of `type` at `name`. */
export function readLookup<Type extends RecordType>(
  name: string,
  type: Type,
  response: DnsResponse,
): Lookup<Type> {
  const { rcode, answers = [] } = response
  const { end, cnames } = followAliases(name, type === 'CNAME' ? [] : answers)
  if (rcode === 'NXDOMAIN') return { is: 'nxdomain', cnames }
  if (rcode !== 'NOERROR') {
    const extended = readExtendedErrors(response)
    return { is: 'failure', rcode, extended, detail: [rcode, ...extended.map(({ text }) => text)].join(', ') }
  }
  const records = answers
    .filter((row) => row.type === type && nameOf(row.name) === end)
    .slice(0, MOST_RECORDS)
    // The cast: `type` says what the row holds.
    .map((row) => readRow(row) as RecordData[Type])
  return { is: 'found', records, cnames }
}

function followAliases(name: string, rows: readonly Row[]): { end: string; cnames: readonly string[] } {
  const aliases = new Map(
    rows.flatMap((row) => (row.type === 'CNAME' ? [[nameOf(row.name), nameOf(row.data)]] : [])),
  )
  const cnames: string[] = []
  let end = nameOf(name)
  for (;;) {
    const next = aliases.get(end)
    if (next === undefined || cnames.includes(next) || cnames.length === LONGEST_CHAIN) break
    cnames.push(next)
    end = next
  }
  return { end, cnames }
}

function readRow(row: Row): RecordData[RecordType] | null {
  switch (row.type) {
    case 'A':
    case 'AAAA':
      return row.data
    case 'CNAME':
    case 'NS':
      return nameOf(row.data)
    case 'TXT':
      return [row.data].flat().join('')
    case 'CAA':
      return { flags: row.data.flags ?? 0, tag: row.data.tag.toLowerCase(), value: row.data.value }
    case 'SOA':
      return { primary: nameOf(row.data.mname), serial: row.data.serial ?? 0 }
    case 'DS': {
      const { keyTag, algorithm, digestType, digest } = row.data
      return { keyTag, algorithm, digestType, digest: digest.toString('hex') }
    }
    default:
      return null
  }
}

function readExtendedErrors({ additionals = [] }: DnsResponse): readonly ExtendedError[] {
  const options = additionals.flatMap((row) => (row.type === 'OPT' ? row.options : []))
  return options.flatMap(({ code, data }) => {
    // The library does not know this option by its code, and leaves it as bytes.
    const option: number = code
    if (option !== EXTENDED_ERROR_OPTION || !data || data.length < 2) return []
    const number = data.readUInt16BE()
    const own = data.toString('utf8', 2).slice(0, LONGEST_TEXT)
    const known = ERRORS[number]
    return [{ code: number, text: [known, own].filter(Boolean).join(': ') || `DNS error ${number}` }]
  })
}

const nameOf = (name: string): string => name.toLowerCase().replace(/\.$/, '')
