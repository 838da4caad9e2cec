import { isToken } from '@wellknown/wire'
import type { Challenge } from '../../store/records.ts'
import { publishTokens } from '../tokens.ts'
import { orderUrlOf } from './order-url.ts'
import type { Step } from './step.ts'

/** Learns the tokens of all names that are still to be validated, and puts them on the edges. */
export const present: Step = async ({ world, attempt }) => {
  const order = await world.ca.order(orderUrlOf(attempt))
  if (order.status !== 'pending') return { is: 'on', step: 'wait' }
  const authorizations = await Promise.all(order.authorizations.map((url) => world.ca.authorization(url)))
  const challenges: Challenge[] = []
  for (const { url: authorization, name, status, challenge } of authorizations) {
    if (status !== 'pending') continue
    if (!challenge || !isToken(challenge.token) || !attempt.names.includes(name)) {
      const detail = `The CA offers no HTTP-01 challenge for ${name} that we can answer.`
      return { is: 'refused', problem: { code: 'ca-bad-answer', detail, name, retryAt: null } }
    }
    challenges.push({ name, authorization, url: challenge.url, token: challenge.token })
  }
  // Saved first, since the tokens document is made from what is saved.
  await world.store.saveAttempt({ ...attempt, challenges })
  await publishTokens(world, attempt.resource, attempt.names)
  return { is: 'on', step: 'confirm', change: { challenges } }
}
