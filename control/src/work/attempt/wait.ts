import type { Instant, Problem } from '@wellknown/lifecycle'
import { judgeChallenge } from '../../adapters/ca/judgement.ts'
import type { Order } from '../../adapters/ca/port.ts'
import type { Attempt } from '../../store/records.ts'
import { orderUrlOf } from './order-url.ts'
import { pollAt } from './poll.ts'
import type { At, Next, Step } from './step.ts'

/** Waits for the CA's judgement of the challenges. */
export const wait: Step = async (at) => {
  const order = await at.world.ca.order(orderUrlOf(at.attempt))
  switch (order.status) {
    case 'pending': {
      const { judged, retryAt } = await lookAtNames(at, order)
      if (judged) return judged
      // A CA that never judges is waited for no longer than it keeps the order itself.
      if (order.expires !== null && order.expires <= at.world.now()) return startOver()
      return { is: 'again', at: pollAt(at, retryAt) }
    }
    case 'ready':
      return { is: 'on', step: 'finalize' }
    case 'processing':
    case 'valid':
      return { is: 'on', step: 'collect' }
    case 'invalid':
      return (await lookAtNames(at, order)).judged ?? orderGone(at, order)
  }
}

/** RFC 8555 §7.5.1: the authorizations are what is asked. One challenge that failed decides the order, also where the CA
 *  has not said so yet, and each is told of; else the longest wait it names counts. */
async function lookAtNames(
  { world, attempt }: At,
  order: Order,
): Promise<{ readonly judged: Next | null; readonly retryAt: Instant | null }> {
  let { retryAt } = order
  let invalid = false
  const problems: Problem[] = []
  for (const url of order.authorizations) {
    const { status, challenge, name, retryAt: named } = await world.ca.authorization(url, attempt.method)
    if (named !== null && status === 'pending') retryAt = Math.max(retryAt ?? 0, named)
    if (status !== 'invalid' || !attempt.names.includes(name)) continue
    invalid = true
    const problem = judgeChallenge(challenge?.problem ?? order.problem, name)
    if (problem) problems.push(problem)
  }
  const [problem, ...others] = problems
  if (problem) return { judged: { is: 'failed', problem, ...(others.length > 0 && { others }) }, retryAt }
  return { judged: invalid ? startOver() : null, retryAt }
}

/** Invalid without a failed challenge: it expired or was deactivated, or its finalization failed. */
function orderGone({ attempt }: At, { problem }: Order): Next {
  const [name] = attempt.names
  const judged = problem ? judgeChallenge(problem, name ?? '') : null
  return judged ? { is: 'failed', problem: { ...judged, name: null } } : startOver()
}

/** The same attempt with a new order: nobody has judged the names. */
export function startOver(different: Partial<Pick<Attempt, 'wish'>> = {}): Extract<Next, { is: 'on' }> {
  const change = { ...different, orderUrl: null, finalizeUrl: null, certificateUrl: null, challenges: [] }
  return { is: 'on', step: 'order', change }
}
