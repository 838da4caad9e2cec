import { createCsr } from '../../adapters/ca/csr.ts'
import { orderUrlOf } from './order-url.ts'
import type { Step } from './step.ts'

/** Sends the signing request, with the key that was saved before the order. What came of it stands in the order, so an
 *  answer that was lost is found there. */
export const finalize: Step = async ({ world, attempt }) => {
  const { status, finalizeUrl } = await world.ca.order(orderUrlOf(attempt))
  if (status === 'ready') {
    const key = world.sealer.open(attempt.sealedKey ?? '', `attempt ${attempt.id}`)
    await world.ca.finalize(finalizeUrl, await createCsr(attempt.names, key))
    return { is: 'on', step: 'collect' }
  }
  return { is: 'on', step: status === 'processing' || status === 'valid' ? 'collect' : 'wait' }
}
