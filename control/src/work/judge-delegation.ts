// Pre-validation with DNS-01: the facts of each name's delegation, and their judgement.

import { judgeDelegation, type DelegationFacts, type Hosting, type Problem } from '@wellknown/lifecycle'
import { recordOf, type DnsHost } from '../adapters/dns/port.ts'
import { isOfDnssec } from '../adapters/prober/dns-answer.ts'
import type { Prober } from '../adapters/prober/port.ts'
import type { World } from '../world.ts'
import { addressesOfNameservers } from './nameservers.ts'

/** A name has few parents that anybody delegates; the top-level domain is none of them. */
const MOST_PARENTS = 6

/** What this host offers for one name. */
export const hostingOf = (host: DnsHost, name: string): Hosting => ({
  nameservers: host.nameservers,
  alias: host.aliasOf(name),
  wholeZones: host.hostsWholeZones,
})

/** Looks at the delegation of each name. */
export async function judgeDelegations(
  world: Pick<World, 'prober'>,
  host: DnsHost,
  names: readonly string[],
): Promise<{ readonly facts: readonly DelegationFacts[]; readonly problems: readonly Problem[] }> {
  const ours = await findSilent(world, host)
  const facts = await Promise.all(names.map((name) => gather(world.prober, host, name, ours)))
  const problems = facts
    .map((each) => judgeDelegation(each, hostingOf(host, each.name)))
    .filter((each) => each !== null)
  return { facts, problems }
}

async function gather(
  prober: Prober,
  host: DnsHost,
  name: string,
  ours: string | null,
): Promise<DelegationFacts> {
  const record = recordOf(name)
  // The alias by itself: where what it leads to fails, it is there all the same.
  const [alias, seen] = await Promise.all([prober.query(record, 'CNAME'), prober.query(record, 'TXT')])
  const own = alias.is === 'found' ? alias.records : []
  const cnames = seen.is !== 'failure' && seen.cnames.length > 0 ? seen.cnames : own
  const zone = cnames.length > 0 ? null : await findZone(prober, record, host.hostsWholeZones)
  const facts = {
    name,
    cnames,
    zone,
    texts: seen.is === 'found' ? seen.records : [],
    fault:
      seen.is === 'failure'
        ? { detail: seen.detail, dnssec: isOfDnssec(seen) || (await isBelievedUnchecked(prober, record)) }
        : null,
    ours,
  }
  const nothing = cnames.length === 0 && zone?.name !== record
  return { ...facts, doubled: nothing ? await findDoubled(prober, host, name) : null }
}

/** A lookup that succeeds as soon as nobody checks signatures fails for want of good ones (RFC 4035 §3.2.2). */
async function isBelievedUnchecked(prober: Prober, record: string): Promise<boolean> {
  return (await prober.query(record, 'TXT', { checkingDisabled: true })).is !== 'failure'
}

/** The record's own zone, or with `wholeZones` the nearest one above. */
async function findZone(
  prober: Prober,
  record: string,
  wholeZones: boolean,
): Promise<DelegationFacts['zone']> {
  const labels = record.split('.')
  const parents = wholeZones ? Math.min(labels.length - 1, MOST_PARENTS) : 1
  for (let cut = 0; cut < parents; cut++) {
    const name = labels.slice(cut).join('.')
    const found = await prober.query(name, 'NS')
    if (found.is === 'found' && found.records.length > 0 && found.cnames.length === 0) {
      return { name, nameservers: found.records }
    }
  }
  return null
}

/** What many DNS providers make of a whole name that is typed where they expect the part before the domain. */
async function findDoubled(prober: Prober, host: DnsHost, name: string): Promise<string | null> {
  const labels = name.split('.')
  for (let cut = 0; cut < Math.min(labels.length - 1, MOST_PARENTS); cut++) {
    const doubled = `${recordOf(name)}.${labels.slice(cut).join('.')}`
    const [alias, zone] = await Promise.all([prober.query(doubled, 'CNAME'), prober.query(doubled, 'NS')])
    const target = host.aliasOf(name)
    const aliased = alias.is === 'found' && target !== null && alias.records.includes(target)
    const delegated = zone.is === 'found' && zone.records.some((each) => host.nameservers.includes(each))
    if (aliased || delegated) return doubled
  }
  return null
}

/** Why one of our own nameservers does not answer; null: each does, at one of its addresses at least. */
async function findSilent(world: Pick<World, 'prober'>, host: DnsHost): Promise<string | null> {
  for (const { nameserver, addresses } of await addressesOfNameservers(world, host)) {
    if (addresses.length === 0) return `Our nameserver ${nameserver} has no address`
    const answers = await Promise.all(
      // Any question will do: what counts is that somebody answers.
      addresses.map((at) => world.prober.query(recordOf(nameserver), 'SOA', { at })),
    )
    if (!answers.some((each) => each.is !== 'failure' || each.rcode !== null)) {
      return `Our nameserver ${nameserver} does not answer`
    }
  }
  return null
}
