// The addresses of a name, as one perspective sees them.

import { isReserved, type Endpoint } from './addresses.ts'
import {
  dnssecErrorOf,
  aliasEndOf,
  DnsTimeout,
  isSameName,
  queryDns,
  type AddressType,
  type DnsAnswer,
  type RecordType,
} from './dns-query.ts'

export type Addresses = { readonly v4: readonly string[]; readonly v6: readonly string[] }

/** The name leads nowhere we may go; the message is the problem's detail, of type `dns`. */
export class NoAddress extends Error {
  override readonly name = 'NoAddress'
}

/** Looks up A and AAAA together. One of them is enough; rejects with NoAddress when neither gives an address that we may
 *  connect to. */
export async function resolve(
  name: string,
  options: { readonly dns: Endpoint; readonly allowReserved: boolean; readonly signal: AbortSignal },
): Promise<Addresses> {
  const look = async (type: AddressType): Promise<readonly string[] | NoAddress> => {
    try {
      const answer = await queryDns(options.dns, name, type, options.signal)
      if (answer.rcode !== 'NOERROR') return new NoAddress(refusalOf(answer, type, name))
      const found = addressesIn(answer, name, type).filter(
        (each) => options.allowReserved || !isReserved(each),
      )
      return found.length > 0 ? found : new NoAddress(`no valid ${type} records found for ${name}`)
    } catch (error) {
      const cause = error instanceof DnsTimeout ? 'query timed out' : 'networking error'
      return new NoAddress(`DNS problem: ${cause} looking up ${type} for ${name}`)
    }
  }
  const [v4, v6] = await Promise.all([look('A'), look('AAAA')])
  if (v4 instanceof NoAddress && v6 instanceof NoAddress) throw new NoAddress(`${v4.message}; ${v6.message}`)
  return { v4: v4 instanceof NoAddress ? [] : v4, v6: v6 instanceof NoAddress ? [] : v6 }
}

/** Boulder's words for an answer that is none. */
export function refusalOf(answer: DnsAnswer, type: RecordType, name: string): string {
  const { rcode } = answer
  const broken = dnssecErrorOf(answer)
  if (broken !== null) return `DNS problem: looking up ${type} for ${name}: ${broken}`
  const advice = ADVICE.get(rcode)
  return `DNS problem: ${rcode} looking up ${type} for ${name}${advice === undefined ? '' : ` - ${advice}`}`
}

const ADVICE: ReadonlyMap<string, string> = new Map([
  ['NXDOMAIN', 'check that a DNS record exists for this domain'],
  ['SERVFAIL', "the domain's nameservers may be malfunctioning"],
])

/** The records at the end of the chain of aliases that the answer itself contains. */
function addressesIn(answer: DnsAnswer, name: string, type: AddressType): readonly string[] {
  const owner = aliasEndOf(answer, name)
  return (answer.answers ?? []).flatMap((each) =>
    each.type === type && isSameName(each.name, owner) ? [each.data] : [],
  )
}
