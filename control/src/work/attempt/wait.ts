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
    case 'pending':
      return (await judgedEarly(at, order)) ?? { is: 'again', at: pollAt(at, order.retryAt) }
    case 'ready':
      return { is: 'on', step: 'finalize' }
    case 'processing':
    case 'valid':
      return { is: 'on', step: 'collect' }
    case 'invalid':
      return judgedEarly(at, order).then((judged) => judged ?? orderGone(at, order))
  }
}

/** One challenge that failed decides the order, also where the CA has not said so yet. */
async function judgedEarly({ world, attempt }: At, order: Order): Promise<Next | null> {
  for (const url of order.authorizations) {
    const { status, challenge, name } = await world.ca.authorization(url)
    if (status !== 'invalid' || !attempt.names.includes(name)) continue
    const problem = judgeChallenge(challenge?.problem ?? order.problem, name)
    return problem ? { is: 'failed', problem } : startOver()
  }
  return null
}

/** Invalid without a failed challenge: it expired or was deactivated, or its finalization failed. */
function orderGone({ attempt }: At, { problem }: Order): Next {
  const [name] = attempt.names
  const judged = problem ? judgeChallenge(problem, name ?? '') : null
  return judged ? { is: 'failed', problem: { ...judged, name: null } } : startOver()
}

/** The same attempt with a new order: nobody has judged the names. */
export function startOver(different: Partial<Pick<Attempt, 'wish'>> = {}): Next {
  const change = { ...different, orderUrl: null, finalizeUrl: null, certificateUrl: null, challenges: [] }
  return { is: 'on', step: 'order', change }
}
