import { createCertificateKey } from '../../adapters/ca/csr.ts'
import { CaError, type Order } from '../../adapters/ca/port.ts'
import type { At, Step } from './step.ts'

/** Makes the certificate's key, then the order: both saved before they are needed. */
export const order: Step = async (at) => {
  const { world, attempt } = at
  if (attempt.sealedKey === null) {
    const sealedKey = world.sealer.seal(await createCertificateKey(), `attempt ${attempt.id}`)
    return { is: 'on', step: 'order', change: { sealedKey } }
  }
  const made = await createOrder(at)
  return { is: 'on', step: 'present', change: { orderUrl: made.url, finalizeUrl: made.finalizeUrl } }
}

/** RFC 9773 §5: a certificate that follows one of the same CA says so, which exempts it from rate limits. A CA that will
 *  not have it (already replaced, or no longer known) is asked again without. */
async function createOrder({ world, attempt, saved }: At): Promise<Order> {
  const { current } = saved
  const follows = current?.kind === 'managed' && current.issuer?.directory === world.ca.directory
  const chain = follows ? ((await world.store.certificate(current.certificate))?.chain ?? null) : null
  if (chain === null) return world.ca.createOrder(attempt.names)
  try {
    return await world.ca.createOrder(attempt.names, chain)
  } catch (error) {
    if (!(error instanceof CaError) || !UNREPLACED.some((type) => type === error.problem.type)) throw error
    return world.ca.createOrder(attempt.names)
  }
}

const UNREPLACED = ['alreadyReplaced', 'malformed', 'unauthorized'] as const
