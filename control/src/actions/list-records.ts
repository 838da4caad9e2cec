// What a customer sets in DNS for a name: to lead it here, to let only us issue for it, and to have a certificate before it
// leads here.

import { registeredDomain } from '@wellknown/hostname'
import { hostOf } from '@wellknown/hostname/host'
import { recordsToSet, type DnsRecord, type Instant } from '@wellknown/lifecycle'
import { hostingOf, judgeDelegations } from '../work/judge-delegation.ts'
import { findLead, type Lead } from '../work/lead.ts'
import type { World } from '../world.ts'
import { readName } from './names.ts'

type Seen = Lead & {
  readonly at: Instant
  /** Whether the validation of the name is ours, and what was seen where it is not; null: DNS-01 is not offered. */
  readonly delegation: { readonly stands: boolean; readonly evidence: string } | null
}

export type RecordsToSet = {
  readonly name: string
  /** Is it the top of a domain, where no CNAME can stand? */
  readonly apex: boolean
  readonly lead: DnsRecord
  /** Binds the domain to this CA and our account there (RFC 8657); null: the CA does not answer just now. */
  readonly permission: DnsRecord | null
  /** Empty: DNS-01 is not offered. */
  readonly delegation: readonly DnsRecord[]
  /** Where the name leads at this moment; null: it was not asked for. */
  readonly seen: Seen | null
}

/** The records for `input`, a hostname of this client; with `look`, where it leads now. Throws a Refusal of the field `name`. */
export async function listRecords(
  world: World,
  client: number,
  input: string,
  look: boolean,
): Promise<RecordsToSet> {
  const name = readName(world, 'name', input)
  const host = hostOf(name)
  const target = (await world.store.client(client))?.cname ?? ''
  const [ca] = await world.ca.identities().catch((): readonly string[] => [])
  const { dns } = world
  return {
    name,
    apex: host !== null && registeredDomain(host) === name,
    lead: { name, type: 'CNAME', value: target },
    permission:
      ca === undefined
        ? null
        : { name, type: 'CAA', value: `0 issue "${ca}; accounturi=${world.ca.account}"` },
    delegation: dns === null ? [] : recordsToSet(name, hostingOf(dns, name)),
    seen: look ? await lookAtRecords(world, name, target) : null,
  }
}

async function lookAtRecords(world: World, name: string, target: string): Promise<Seen> {
  const [lead, judged] = await Promise.all([
    findLead(world, name, target),
    world.dns === null ? null : judgeDelegations(world, world.dns, [name]),
  ])
  const [problem] = judged?.problems ?? []
  const delegation = judged && { stands: problem === undefined, evidence: problem?.detail ?? '' }
  return { ...lead, at: world.now(), delegation }
}
