// What a name is held against: this client's target, our edges, the operator's policy.

import { readEndpoint } from '@wellknown/hostname/address'
import type { Expected } from '@wellknown/lifecycle'
import type { Saved } from '../store/records.ts'
import type { World } from '../world.ts'

/** For the names of `saved`. `identities`: the names the CA goes by in CAA records. */
export async function expectedOf(
  world: World,
  { resource, current }: Saved,
  identities: readonly string[] = [],
): Promise<Expected> {
  const target = (await world.store.client(resource.client))?.cname ?? ''
  return {
    method: 'http-01',
    target,
    edges: await edgesOf(world, target),
    ca: { identities, account: world.ca.account },
    covered: current?.kind === 'managed' ? current.names : [],
    ...world.policy.look,
  }
}

/** Where a name that leads to us ends: at our PoPs, or where a client's own target does. */
export const edgesOf = async (world: World, target: string): Promise<readonly string[]> => [
  ...(await addressesOfPops(world)),
  ...(await addressesOf(world, target)),
]

/** The addresses our own PoPs answer HTTP on. */
async function addressesOfPops(world: World): Promise<readonly string[]> {
  const pops = await world.store.pops()
  return pops.flatMap(({ http }) => http.map((at) => readEndpoint(at).host))
}

/** What our own target leads to is ours, whatever stands in front of the PoPs. */
async function addressesOf(world: World, target: string): Promise<readonly string[]> {
  const found = await Promise.all([world.prober.query(target, 'A'), world.prober.query(target, 'AAAA')])
  return found.flatMap((each) => (each.is === 'found' ? each.records : []))
}
