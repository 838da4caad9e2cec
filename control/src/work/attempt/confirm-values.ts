// The gate of DNS-01: the CA is told to look only when every nameserver of ours gives each value, and the public way leads
// to it.

import type { Problem } from '@wellknown/lifecycle'
import { recordOf, type DnsHost } from '../../adapters/dns/port.ts'
import { addressesOfNameservers } from '../nameservers.ts'
import { presentValues } from '../text-values.ts'
import type { World } from '../../world.ts'
import type { At } from './step.ts'

/** Why the CA must not look yet; null: it may. Rejects with a DnsHostError. */
export async function findUnseenValue({ world, attempt, issue }: At): Promise<Problem | null> {
  // Put again: another control plane may have written over it meanwhile.
  await presentValues(world, attempt.challenges)
  const { dns } = world
  if (issue.sure || dns === null) return null
  const servers = await addressesOfNameservers(world, dns)
  for (const { name, value = '' } of attempt.challenges) {
    const why = (await missingFrom(world, dns, servers, name, value)) ?? (await unseen(world, name, value))
    if (why !== null) return { code: 'dns-not-propagated', detail: why, name, retryAt: null }
  }
  return null
}

async function missingFrom(
  { prober }: World,
  { aliasOf }: DnsHost,
  servers: Awaited<ReturnType<typeof addressesOfNameservers>>,
  name: string,
  value: string,
): Promise<string | null> {
  const record = recordOf(name)
  const led = await prober.query(record, 'TXT')
  const cnames = led.is === 'failure' ? [] : led.cnames
  const alias = aliasOf(name)
  const owner = alias !== null && cnames.includes(alias) ? alias : record
  for (const { nameserver, addresses } of servers) {
    if (addresses.length === 0) return `Our nameserver ${nameserver} has no address.`
    const answers = await Promise.all(addresses.map((at) => prober.query(owner, 'TXT', { at })))
    const heard = answers.filter((each) => each.is !== 'failure' || each.rcode !== null)
    if (heard.length === 0) return `Our nameserver ${nameserver} does not answer.`
    const lacking = heard.some((each) => each.is !== 'found' || !each.records.includes(value))
    if (lacking) return `Our nameserver ${nameserver} does not give our value for ${owner} yet.`
  }
  return null
}

async function unseen({ prober }: World, name: string, value: string): Promise<string | null> {
  const record = recordOf(name)
  const seen = await prober.query(record, 'TXT')
  if (seen.is === 'failure') return `${record} cannot be looked up: ${seen.detail}.`
  return seen.is === 'found' && seen.records.includes(value) ? null : `${record} does not show our value yet.`
}
