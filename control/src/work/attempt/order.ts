import { createCertificateKey } from '../../adapters/ca/csr.ts'
import type { Step } from './step.ts'

/** Makes the certificate's key, then the order: both saved before they are needed. */
export const order: Step = async ({ world, attempt }) => {
  if (attempt.sealedKey === null) {
    const sealedKey = world.sealer.seal(await createCertificateKey(), `attempt ${attempt.id}`)
    return { is: 'on', step: 'order', change: { sealedKey } }
  }
  const made = await world.ca.createOrder(attempt.names)
  return { is: 'on', step: 'present', change: { orderUrl: made.url, finalizeUrl: made.finalizeUrl } }
}
