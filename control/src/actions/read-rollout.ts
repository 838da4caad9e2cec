// What each PoP was given of a resource, what it confirmed, and what was seen of it from outside.

import { readEndpoint } from '@wellknown/hostname/address'
import type { Held, Observation, Pop, Readback, ResourceId, Wanted } from '../store/records.ts'
import type { World } from '../world.ts'

export type RolloutDocument = { readonly wanted: Wanted; readonly held: Held | null }
export type RolloutHost = {
  readonly host: string
  readonly documents: readonly RolloutDocument[]
  readonly observed: Observation | null
  /** Through the PoP's own addresses. */
  readonly readbacks: readonly Readback[]
}
export type Rollout = readonly { readonly pop: Pop; readonly hosts: readonly RolloutHost[] }[]

/** PoP by PoP, host by host. */
export async function readRollout({ store }: Pick<World, 'store'>, resource: ResourceId): Promise<Rollout> {
  const wanted = (await store.allWanted(resource)).filter(({ body }) => body !== null)
  const hosts = await Promise.all(
    [...Map.groupBy(wanted, ({ host }) => host)].map(async ([host, documents]) => ({
      host,
      documents,
      receipts: await store.receipts(host),
      seen: await store.observations(host),
      readbacks: await store.readbacks(host),
    })),
  )
  return (await store.pops()).map((pop) => {
    const addresses = pop.http.map((at) => readEndpoint(at).host)
    return {
      pop,
      hosts: hosts.map(({ host, documents, receipts, seen, readbacks }) => ({
        host,
        documents: documents
          .filter(({ kind }) => kind !== 'certificate' || pop.tls !== null)
          .map((each) => ({
            wanted: each,
            held: receipts.find((held) => held.pop === pop.name && held.kind === each.kind) ?? null,
          })),
        observed: seen.find((each) => each.pop === pop.name) ?? null,
        readbacks: readbacks.filter(({ address }) => addresses.includes(address)),
      })),
    }
  })
}
