import { backoff } from '@wellknown/lifecycle'
import { isInService } from '../store/records.ts'
import { wantDocuments } from './documents.ts'
import { noteGoneKey } from './note-gone-key.ts'
import { noteShut } from './note-shut.ts'
import { again, DONE, type Doer } from './outcome.ts'
import { deliver } from './push.ts'

/** Brings every edge to what the store says now: rules, origin, certificate, tokens. */
export const configure: Doer<'configure'> = async (world, _, saved, { tries }) => {
  if (!saved) return DONE
  await noteShut(world, saved)
  await noteGoneKey(world, saved)
  const missing = await deliver(world, await wantDocuments(world, saved))
  if (missing.some(({ refused }) => !refused)) return again(world.now() + Math.min(backoff(tries), 60_000))
  const inService = (await world.store.pops()).some(isInService)
  if (!saved.resource.propagated && inService && missing.length === 0) {
    await world.store.markPropagated(saved.resource.id)
  }
  return DONE
}
