import { backoff } from '@wellknown/lifecycle'
import { CaError } from '../adapters/ca/port.ts'
import type { Attempt } from '../store/records.ts'
import type { World } from '../world.ts'
import { again, DONE, type Doer } from './outcome.ts'
import { publishTokens } from './tokens.ts'
import { deliver } from './push.ts'
import { withdrawValues } from './text-values.ts'

const DAY = 24 * 60 * 60_000

/** Ends an attempt that nobody wants any more: its authorizations are deactivated at the CA, then its tokens go. */
export const cancel: Doer<'cancel'> = async (world, { attempt: id }, _, { tries }) => {
  const attempt = await world.store.attempt(id)
  if (!attempt || attempt.ended !== null) return DONE
  try {
    for (const authorization of await authorizationsOf(world, attempt)) {
      const { status } = await world.ca.authorization(authorization, attempt.method)
      if (status === 'pending') await world.ca.deactivate(authorization)
    }
  } catch (error) {
    if (!(error instanceof CaError)) throw error
    // Gone at the CA, or it has been out for a day: pending authorizations run out by themselves.
    const gone = error.problem.status === 404
    if (!gone && world.now() - attempt.started < DAY) return again(world.now() + backoff(tries + 1))
  }
  if (!(await withdrawValues(world, attempt.challenges))) return again(world.now() + backoff(tries + 1))
  // Nobody will look any more, so nothing is carried over.
  await world.store.saveAttempt({ ...attempt, challenges: [], sealedKey: null, ended: world.now() })
  await publishTokens(world, attempt.resource, attempt.names)
  const missing = await deliver(world, attempt.names, ['tokens'])
  return missing.length > 0 ? again(world.now() + backoff(tries + 1)) : DONE
}

/** Also of an order whose challenges were not learnt before the attempt was given up. */
async function authorizationsOf(
  { ca }: World,
  { orderUrl, challenges }: Attempt,
): Promise<readonly string[]> {
  if (challenges.length > 0 || orderUrl === null) return challenges.map(({ authorization }) => authorization)
  return (await ca.order(orderUrl)).authorizations
}
