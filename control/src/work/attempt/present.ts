import { isToken } from '@wellknown/wire'
import type { Challenge } from '../../store/records.ts'
import { presentValues, textValueOf, withdrawValues } from '../text-values.ts'
import { publishTokens } from '../tokens.ts'
import { orderUrlOf } from './order-url.ts'
import { pollAt } from './poll.ts'
import type { Step } from './step.ts'

/** Learns the tokens of all names that are still to be validated, and puts them on the edges, or their values into DNS. */
export const present: Step = async (at) => {
  const { world, attempt } = at
  const { method } = attempt
  const order = await world.ca.order(orderUrlOf(attempt))
  if (order.status !== 'pending') return { is: 'on', step: 'wait' }
  const authorizations = await Promise.all(
    order.authorizations.map((url) => world.ca.authorization(url, method)),
  )
  const challenges: Challenge[] = []
  for (const { url: authorization, name, status, challenge } of authorizations) {
    if (status !== 'pending') continue
    if (!challenge || !isToken(challenge.token) || !attempt.names.includes(name)) {
      const detail = `The CA offers no ${method.toUpperCase()} challenge for ${name} that we can answer.`
      return { is: 'refused', problem: { code: 'ca-bad-answer', detail, name, retryAt: null } }
    }
    const { url, token } = challenge
    const value = method === 'dns-01' ? { value: textValueOf(token, world.ca.thumbprint) } : {}
    challenges.push({ name, authorization, url, token, ...value })
  }
  const left = attempt.challenges.filter(
    ({ value }) => value !== undefined && !challenges.some((each) => each.value === value),
  )
  if (!(await withdrawValues(world, left))) return { is: 'again', at: pollAt(at, null) }
  // Saved first, since the tokens document is made from what is saved, and values are found again by it.
  await world.store.saveAttempt({ ...attempt, challenges })
  if (method === 'dns-01') await presentValues(world, challenges)
  else await publishTokens(world, attempt.resource, attempt.names)
  return { is: 'on', step: 'confirm', change: { challenges } }
}
