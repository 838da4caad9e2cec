// A resource with a managed certificate and an own one at hand, to be put into any situation.

import { certificateFor } from '../../edge/src/node/test-certificates.ts'
import type { Saved } from '@wellknown/control/store/records.ts'
import { createAutomated, createCaller, createResource, HOST, type Caller } from '../system/caller.ts'
import { ADDRESSES, startMemorySystem, type MemorySystem } from '../system/memory-system.ts'
import { put, SHOP, type Objects, type SituationName } from './situations.ts'

const MINUTE = 60_000

export type Stage = {
  readonly system: MemorySystem
  readonly caller: Caller
  readonly resource: number
  readonly objects: Objects
  put(name: SituationName): Promise<Saved>
}

/** The site has had its certificate once; time stands still unless it is turned. */
export async function openStage(): Promise<Stage> {
  const system = await startMemorySystem()
  for (const name of [HOST, SHOP]) system.prober.lead(name, ADDRESSES)
  const caller = await createCaller(system.world, 'operator')
  const managed = await createAutomated(caller)
  const resource = await createResource(caller, { sslEnabled: true, sslData: managed })
  await system.pass(MINUTE)
  const { chain, key } = await certificateFor(HOST, SHOP)
  const wish = { name: 'own', sslCertificate: chain, sslPrivateKey: key }
  const own = (await caller.call('POST', '/cdn/sslData', wish)).body.id
  const spare = (await caller.call('POST', '/cdn/sslData', { ...wish, name: 'spare' })).body.id
  const served = (await system.world.store.load(resource))?.current?.certificate ?? ''
  const uploaded = (await system.world.store.sslData(caller.client, own))?.certificate ?? ''
  const objects = { managed, own, spare }
  return {
    system,
    caller,
    resource,
    objects,
    put: (name) => put(system.world, resource, name, { managed: served, own: uploaded, objects }),
  }
}
