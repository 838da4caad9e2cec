// Our own look at a name through the public path: every address, one token.

import type { DnsFact, NameFacts, ProbeFact } from '@wellknown/lifecycle'
import type { Lookup } from '../adapters/prober/port.ts'
import type { World } from '../world.ts'

/** Whoever looks: the control plane, or a shell that has a prober only. */
export type Looker = Pick<World, 'prober'> & { readonly ca: Pick<World['ca'], 'thumbprint'> }

/** A customer's zone may list any number of addresses; the CA looks at one. */
const MOST_ADDRESSES = 16

/** Resolves `name` and asks each of its addresses for `token`. What else bears on a certificate is not looked at. */
export async function lookAt(world: Looker, name: string, token: string): Promise<NameFacts> {
  const [a, aaaa] = await Promise.all([resolve(world, name, 'A'), resolve(world, name, 'AAAA')])
  const dns = await dnsOf(world, name, [a, aaaa])
  const found = [aaaa, a].flatMap((each) => (dns.is === 'found' && each.is === 'found' ? each.records : []))
  const probes = await Promise.all(
    found.slice(0, MOST_ADDRESSES).map((address) => ask(world, name, address, token)),
  )
  return { name, dns, probes, apex: false, caa: [] }
}

/** Asks again where nothing came back: one lost packet must not block a customer. */
async function resolve<Type extends 'A' | 'AAAA'>(
  world: Looker,
  name: string,
  type: Type,
): Promise<Lookup<Type>> {
  const first = await world.prober.query(name, type)
  return first.is === 'failure' && first.rcode === null ? world.prober.query(name, type) : first
}

/** The CA asks for both families: one that fails is a failure. */
async function dnsOf(
  world: Looker,
  name: string,
  [a, aaaa]: readonly [Lookup<'A'>, Lookup<'AAAA'>],
): Promise<DnsFact> {
  const failed = [a, aaaa].find((each) => each.is === 'failure')
  if (failed?.is === 'failure') {
    const type = failed === a ? 'A' : 'AAAA'
    const again =
      failed.rcode === 'SERVFAIL' ? await world.prober.query(name, type, { checkingDisabled: true }) : failed
    return { is: 'failure', rcode: failed.rcode, detail: failed.detail, unchecked: again.is !== 'failure' }
  }
  for (const each of [a, aaaa]) if (each.is === 'nxdomain') return { is: 'nxdomain', cnames: each.cnames }
  return { is: 'found', cnames: a.is === 'found' ? a.cnames : [] }
}

async function ask(world: Looker, name: string, address: string, token: string): Promise<ProbeFact> {
  const body = `${token}.${world.ca.thumbprint}`
  const first = await world.prober.ask(name, address, token, body)
  // As above.
  const answer = first.is === 'unreachable' ? await world.prober.ask(name, address, token, body) : first
  return { address, ...answer }
}
