// With DNS-01 the delegation of `_acme-challenge.<name>` alone decides, not where the name leads (P4, P8): facts go in, at
// most one problem comes out. An unsure fact never blocks (P7).

import type { DnsRecord, Problem, ProblemCode } from './problem.ts'

/** What was seen of one name's `_acme-challenge` record. Names are in lower case, without a trailing dot. */
export type DelegationFacts = {
  readonly name: string
  /** The aliases that lead on from the record, in order. */
  readonly cnames: readonly string[]
  /** The nearest zone at or above the record that names nameservers; null: none was seen. */
  readonly zone: { readonly name: string; readonly nameservers: readonly string[] } | null
  /** The TXT records that the public sees there. */
  readonly texts: readonly string[]
  /** Why the public sees none; `dnssec`: signatures are in the way. */
  readonly fault: { readonly detail: string; readonly dnssec: boolean } | null
  /** A record that was meant for us, at a name that ends in the domain twice; null: none was seen. */
  readonly doubled: string | null
  /** What keeps one of our own nameservers from answering; null: all answer. */
  readonly ours: string | null
}

/** What we host, and how. */
export type Hosting = {
  readonly nameservers: readonly string[]
  /** The name of ours that the record may be an alias of; null: it is delegated by NS only. */
  readonly alias: string | null
  /** Is the record ours as soon as the whole zone is? */
  readonly wholeZones: boolean
}

const recordOf = (name: string): string => `_acme-challenge.${name}`

/** Why a certificate for this name cannot be had over DNS-01 now; null: nothing speaks against asking the CA. */
export function judgeDelegation(facts: DelegationFacts, hosting: Hosting): Problem | null {
  const { name, cnames, zone, texts, fault, doubled } = facts
  const record = recordOf(name)
  const records = recordsToSet(name, hosting)
  const problem = (code: ProblemCode, detail: string): Problem => ({ code, detail, name, retryAt: null })
  /** With what to set; of several records all stand in the evidence. */
  const lacking = (code: ProblemCode, evidence: string): Problem => ({
    ...problem(code, `${evidence} Set ${listRecords(records)}`),
    ...(records[0] && { record: records[0] }),
  })
  const alias = cnames.at(-1)
  const cut = zone?.name === record
  if (isOurs(facts, hosting)) {
    if (fault?.dnssec) {
      const remedy = alias ? '' : ` Remove the DS records of ${record}: what we serve there is not signed.`
      return problem('delegation-dnssec', `${record} fails in DNSSEC: ${fault.detail}.${remedy}`)
    }
    // The customer's part is right: what does not answer is ours.
    if (facts.ours !== null) return problem('our-trouble', `${facts.ours}.`)
    if (fault === null) return null
    const code = alias === undefined ? 'delegation-broken' : 'our-trouble'
    return problem(code, `${record} is delegated to us but cannot be looked up: ${fault.detail}.`)
  }
  if (doubled !== null) {
    return lacking('delegation-double-label', `${doubled} exists: the domain was added to the name twice.`)
  }
  if (alias !== undefined) return lacking('delegation-elsewhere', `${record} is an alias of ${alias}.`)
  if (zone && cut) {
    const foreign = zone.nameservers.filter((each) => !hosting.nameservers.includes(each))
    return lacking('delegation-elsewhere', `${record} is delegated to ${foreign.join(' and ')}.`)
  }
  if (fault) {
    return lacking(
      fault.dnssec ? 'delegation-dnssec' : 'delegation-broken',
      `${record} cannot be looked up: ${fault.detail}.`,
    )
  }
  const [text] = texts
  if (text !== undefined) {
    return lacking('delegation-hidden', `${record} has the TXT record "${text.slice(0, 80)}" of its own.`)
  }
  return lacking('delegation-missing', `${record} is not delegated to us.`)
}

function isOurs(
  { name, cnames, zone }: DelegationFacts,
  { nameservers, alias, wholeZones }: Hosting,
): boolean {
  if (cnames.length > 0) return alias !== null && cnames.includes(alias)
  if (!zone || (zone.name !== recordOf(name) && !wholeZones)) return false
  // A single one of another's may be the one that is asked.
  return zone.nameservers.length > 0 && zone.nameservers.every((each) => nameservers.includes(each))
}

/** Exactly what to set for a name: one CNAME where we offer it, else the NS records. */
export function recordsToSet(name: string, { alias, nameservers }: Hosting): readonly DnsRecord[] {
  const record = recordOf(name)
  if (alias !== null) return [{ type: 'CNAME', name: record, value: alias }]
  return nameservers.map((value) => ({ type: 'NS', name: record, value }))
}

/** As they stand in a zone file: absolute names, so that nothing is added to them. */
export const listRecords = (records: readonly DnsRecord[]): string =>
  `${records.map(({ type, name, value }) => `"${name}. ${type} ${value}."`).join(' and ')}.`
