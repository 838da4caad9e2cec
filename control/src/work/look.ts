// Our own look at a name through the public path: every address, one token.

import type { NameFacts, ProbeFact } from '@wellknown/lifecycle'
import type { World } from '../world.ts'

/** A customer's zone may list any number of addresses; the CA looks at one. */
const MOST_ADDRESSES = 16

/** Resolves `name` and asks each of its addresses for `token`. */
export async function lookAt(world: World, name: string, token: string): Promise<NameFacts> {
  const dns = await world.prober.resolve(name)
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
