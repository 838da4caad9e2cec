import { createCsr } from '../../adapters/ca/csr.ts'
import { orderUrlOf } from './order-url.ts'
import { askWithoutProfile } from './profile.ts'
import type { Step } from './step.ts'

/** Sends the signing request, with the key that was saved before the order. What came of it stands in the order, so an
 *  answer that was lost is found there. */
export const finalize: Step = async (at) => {
  const { world, attempt } = at
  const { status, finalizeUrl } = await world.ca.order(orderUrlOf(attempt))
  if (status !== 'ready') {
    return { is: 'on', step: status === 'processing' || status === 'valid' ? 'collect' : 'wait' }
  }
  const key = world.sealer.open(attempt.sealedKey ?? '', `attempt ${attempt.id}`)
  try {
    await world.ca.finalize(finalizeUrl, await createCsr(attempt.names, key))
  } catch (error) {
    const without = askWithoutProfile(at, error)
    if (without === null) throw error
    return without
  }
  return { is: 'on', step: 'collect' }
}
