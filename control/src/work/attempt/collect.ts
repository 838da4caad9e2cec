import { orderUrlOf } from './order-url.ts'
import { pollAt } from './poll.ts'
import type { Step } from './step.ts'

/** Waits until the CA has issued, and learns where the certificate is. */
export const collect: Step = async (at) => {
  const { status, certificateUrl, retryAt } = await at.world.ca.order(orderUrlOf(at.attempt))
  if (status === 'processing') return { is: 'again', at: pollAt(at, retryAt) }
  if (status !== 'valid') return { is: 'on', step: 'wait' }
  return certificateUrl === null
    ? { is: 'again', at: pollAt(at, retryAt) }
    : { is: 'on', step: 'verify', change: { certificateUrl } }
}
