// All that bears on a certificate for some names, before the CA is asked: gathered here, judged by the lifecycle.

import { isIP } from 'node:net'
import type { CaaFact, Expected, NameFacts, OriginFact } from '@wellknown/lifecycle'
import type { Lookup } from '../adapters/prober/port.ts'
import type { Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { expectedOf } from './expected.ts'
import { lookAt } from './look.ts'

export type Gathered = {
  readonly facts: readonly NameFacts[]
  readonly sources: readonly OriginFact[]
  readonly expected: Expected
}

/** Looks at all names at once, through every address for `token`, and at the origin. */
export async function gather(
  world: World,
  saved: Saved,
  names: readonly string[],
  token: string,
): Promise<Gathered> {
  // A CA that is out holds the order; until then its CAA records are not judged.
  const identities = await world.ca.identities().catch(() => null)
  const lookUpCaa = remember((name: string) => world.prober.query(name, 'CAA'))
  const [expected, sources, facts] = await Promise.all([
    expectedOf(world, saved, identities ?? []),
    lookAtOrigin(world, saved),
    Promise.all(
      names.map(async (name): Promise<NameFacts> => {
        const [seen, apex, caa] = await Promise.all([
          lookAt(world, name, token),
          isApex(world, name),
          identities === null ? [] : climb(name, lookUpCaa),
        ])
        return { ...seen, apex, caa }
      }),
    ),
  ])
  return { facts, sources, expected }
}

/** With DNS-01 nothing bears on a name but its delegation and CAA records: these, for each name. None where the CA is out. */
export async function gatherCaa(
  world: World,
  saved: Saved,
  names: readonly string[],
): Promise<Pick<Gathered, 'facts' | 'expected'>> {
  const identities = await world.ca.identities().catch(() => null)
  const lookUpCaa = remember((name: string) => world.prober.query(name, 'CAA'))
  const nothing = { dns: { is: 'found', cnames: [] }, probes: [], apex: false } as const
  const facts = names.map(async (name) => ({
    ...nothing,
    name,
    caa: identities === null ? [] : await climb(name, lookUpCaa),
  }))
  const expected = await expectedOf(world, saved, identities ?? [])
  return { facts: await Promise.all(facts), expected: { ...expected, method: 'dns-01' } }
}

/** Names of one resource share parents: each is asked about once. */
function remember<Value>(look: (name: string) => Promise<Value>): (name: string) => Promise<Value> {
  const known = new Map<string, Promise<Value>>()
  return (name) => {
    const found = known.get(name) ?? look(name)
    known.set(name, found)
    return found
  }
}

type LookUpCaa = (name: string) => Promise<Lookup<'CAA'>>

/** The CAA records of a name and of its parents (RFC 8659 §3). An alias's target answers for the alias, and its parents for
 *  nobody. */
export function climb(name: string, lookUp: LookUpCaa): Promise<readonly CaaFact[]> {
  const labels = name.split('.')
  return Promise.all(
    labels.map(async (_, index): Promise<CaaFact> => {
      const at = labels.slice(index).join('.')
      const found = await lookUp(at)
      switch (found.is) {
        case 'found':
          return { at, is: 'found', records: found.records, from: found.cnames.at(-1) ?? null }
        case 'nxdomain':
          return { at, is: 'found', records: [], from: null }
        case 'failure':
          // A resolver that serves some zones only refuses what lies above them.
          return found.rcode === 'REFUSED' && index > 0
            ? { at, is: 'found', records: [], from: null }
            : { at, is: 'failure', rcode: found.rcode, detail: found.detail }
      }
    }),
  )
}

/** Only the head of a zone has an SOA record, and it cannot be an alias (RFC 1912 §2.4). */
export async function isApex(world: Pick<World, 'prober'>, name: string): Promise<boolean> {
  const found = await world.prober.query(name, 'SOA')
  return found.is === 'found' && found.cnames.length === 0 && found.records.length > 0
}

/** The enabled sources of the origin, each at its first address. */
async function lookAtOrigin(world: World, { resource }: Saved): Promise<readonly OriginFact[]> {
  const group = await world.store.originGroup(resource.client, resource.originGroup)
  const enabled = group?.sources.filter(({ enabled }) => enabled) ?? []
  return Promise.all(
    enabled.map(async ({ source }): Promise<OriginFact> => {
      const { host, port } = readSource(source, resource.originProtocol === 'HTTPS' ? 443 : 80)
      const addresses = isIP(host) ? [host] : await addressesOf(world, host)
      if (addresses === null) return { source, is: 'no-route' }
      const [first] = addresses
      if (first === undefined) return { source, is: 'unreachable', detail: 'it has no address' }
      return { source, ...(await world.prober.reach(first, port)) }
    }),
  )
}

/** Null: they could not be looked up. */
async function addressesOf(world: World, host: string): Promise<readonly string[] | null> {
  const [a, aaaa] = await Promise.all([world.prober.query(host, 'A'), world.prober.query(host, 'AAAA')])
  if (a.is === 'failure' || aaaa.is === 'failure') return null
  return [a, aaaa].flatMap((each) => (each.is === 'found' ? each.records : []))
}

/** `host`, `host:port`, `[ipv6]:port`. */
function readSource(source: string, standard: number): { host: string; port: number } {
  const [, host = source, port] = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(source) ?? []
  return { host: host.replace(/^\[|\]$/g, ''), port: port === undefined ? standard : Number(port) }
}
