// Our own look at a name through the public path: every address, one token.

import type { NameFacts, ProbeFact } from '@wellknown/lifecycle'
import type { World } from '../world.ts'

/** A customer's zone may list any number of addresses; the CA looks at one. */
const MOST_ADDRESSES = 16

/** Resolves `name` and asks each of its addresses for `token`. */
export async function lookAt(world: World, name: string, token: string): Promise<NameFacts> {
  const dns = await resolve(world, name)
  if (dns.is !== 'found') return { name, dns, probes: [] }
  const addresses = [...dns.aaaa, ...dns.a].slice(0, MOST_ADDRESSES)
  const body = `${token}.${world.ca.thumbprint}`
  const probes = await Promise.all(
    addresses.map(async (address): Promise<ProbeFact> => {
      const first = await world.prober.ask(name, address, token, body)
      // One lost packet must not block a customer.
      const answer = first.is === 'unreachable' ? await world.prober.ask(name, address, token, body) : first
      return answer.is === 'ours' ? { address, is: 'ours' } : { address, ...answer }
    }),
  )
  return { name, dns: { is: 'found', cnames: dns.cnames }, probes }
}

type Resolved =
  | {
      readonly is: 'found'
      readonly cnames: readonly string[]
      readonly a: readonly string[]
      readonly aaaa: readonly string[]
    }
  | { readonly is: 'nxdomain' }
  | { readonly is: 'failure'; readonly detail: string }

/** The addresses of a name, of both families: the CA may take either. */
async function resolve(world: World, name: string): Promise<Resolved> {
  const [a, aaaa] = await Promise.all([world.prober.query(name, 'A'), world.prober.query(name, 'AAAA')])
  for (const each of [a, aaaa]) {
    if (each.is === 'failure') return { is: 'failure', detail: `The DNS lookup failed: ${each.detail}.` }
  }
  if (a.is !== 'found' || aaaa.is !== 'found') return { is: 'nxdomain' }
  return { is: 'found', cnames: a.cnames, a: a.records, aaaa: aaaa.records }
}
