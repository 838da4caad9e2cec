// Whether a name's CAA records let this CA issue (RFC 8659, as Boulder reads it: va/caa.go).

import type { Endpoint } from './addresses.ts'
import { permits, type CaaRecord, type CaaRequest } from './caa-record.ts'
import { dnssecErrorOf, DnsTimeout, queryDns } from './dns-query.ts'
import { problem, type Problem } from './problem.ts'

/** Tags that are understood, whether or not they bear on certificates for servers. */
const KNOWN_TAGS = ['issue', 'issuewild', 'iodef', 'issuemail']
/** Bit 0 as RFC 8659 counts them is 128; Boulder also takes 1, which is what people write who count from the other end. */
const CRITICAL = [128, 1]

export type CaaOptions = { readonly dns: Endpoint; readonly signal: AbortSignal }

type Found = readonly CaaRecord[] | { readonly fault: string }

/** Null when the name's records allow the request: those of the name, else of its nearest parent that has any. A lookup
 *  that fails before any are found is a refusal (type `dns`), since it may hide one. `*.` in front means a wildcard. */
export async function checkCaa(
  name: string,
  request: CaaRequest,
  options: CaaOptions,
): Promise<Problem | null> {
  const wildcard = name.startsWith('*.')
  const labels = (wildcard ? name.slice(2) : name).split('.')
  const climb = labels.map((_, index) => labels.slice(index).join('.'))
  const refuse = (type: 'dns' | 'caa', detail: string): Problem =>
    problem(type, `While processing CAA for ${name}: ${detail}`)

  const found = await Promise.all(climb.map((each, index) => lookUp(each, index > 0, options)))
  for (const [index, set] of found.entries()) {
    if ('fault' in set) return refuse('dns', set.fault)
    if (set.length > 0)
      return allows(set, wildcard, request)
        ? null
        : refuse('caa', `CAA record for ${climb[index] ?? name} prevents issuance`)
  }
  return null
}

/** Does this set, found for one name, allow the request? */
function allows(set: readonly CaaRecord[], wildcard: boolean, request: CaaRequest): boolean {
  const records = set.map((each) => ({ ...each, tag: each.tag.toLowerCase() }))
  if (
    records.some(({ flags, tag }) => !KNOWN_TAGS.includes(tag) && CRITICAL.some((bit) => (flags & bit) !== 0))
  )
    return false
  const wild = wildcard ? records.filter(({ tag }) => tag === 'issuewild') : []
  const relevant = wild.length > 0 ? wild : records.filter(({ tag }) => tag === 'issue')
  return relevant.length === 0 || relevant.some((each) => permits(each, request))
}

/** The records that answer for a name. Aliases are left to the server: those of the target come in the same answer. */
async function lookUp(name: string, isParent: boolean, options: CaaOptions): Promise<Found> {
  const fault = (cause: string) => ({ fault: `DNS problem: ${cause} looking up CAA for ${name}` })
  try {
    const answer = await queryDns(options.dns, name, 'CAA', options.signal)
    const { rcode, answers, flag_tc } = answer
    const broken = dnssecErrorOf(answer)
    if (flag_tc) return fault('truncated answer')
    // A practice zone's own server refuses what lies above the zone, where a resolver would find nothing.
    if (rcode === 'NXDOMAIN' || (isParent && rcode === 'REFUSED')) return []
    if (broken !== null) return { fault: `DNS problem: looking up CAA for ${name}: ${broken}` }
    if (rcode !== 'NOERROR') return fault(rcode)
    return (answers ?? []).flatMap((each) =>
      each.type === 'CAA'
        ? [{ flags: each.data.flags ?? 0, tag: each.data.tag, value: each.data.value }]
        : [],
    )
  } catch (error) {
    return fault(error instanceof DnsTimeout ? 'query timed out' : 'networking error')
  }
}
