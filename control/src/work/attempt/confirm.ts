// The readiness gate: the CA is told to look only when every PoP in service has given a receipt for the tokens *and* each
// token was read back through the public path on every address of its name; with DNS-01, when every nameserver of ours
// gives each value and the public path leads to it.

import { isFault, judgeName, type Problem } from '@wellknown/lifecycle'
import { isInService } from '../../store/records.ts'
import { expectedOf } from '../expected.ts'
import { keepReadbacks } from '../keep-readbacks.ts'
import { lookAt } from '../look.ts'
import { findOwnTrouble } from '../own-trouble.ts'
import { deliver } from '../push.ts'
import { textValueOf } from '../text-values.ts'
import { publishTokens } from '../tokens.ts'
import { findUnseenValue } from './confirm-values.ts'
import type { At, Next, Step } from './step.ts'

const SECOND = 1000
/** Edges confirm within seconds; after so many looks the attempt is held, and its cause shown. */
const PATIENCE = 8
const HELD_FOR = 60 * SECOND

export const confirm: Step = async (at) => {
  const { world, attempt, issue, saved } = at
  const { names, resource, challenges } = attempt
  if (attempt.method === 'dns-01') return confirmValues(at)
  // A document wanted meanwhile for another reason may have been made before these tokens were saved.
  await publishTokens(world, resource, names)
  const inService = (await world.store.pops()).some(isInService)
  if (!inService) return closed(at, ours('our-trouble', 'No edge is in service.'))
  const [missing] = await deliver(world, names, ['tokens'])
  if (missing) {
    return closed(
      at,
      ours('edge-not-propagated', `The edge ${missing.pop} has not confirmed: ${missing.detail}.`),
    )
  }
  if (!issue.sure) {
    const facts = await Promise.all(challenges.map(({ name, token }) => lookAt(world, name, token)))
    await keepReadbacks(world, facts)
    const expected = await expectedOf(world, saved)
    const fault = facts.flatMap((each) => judgeName(each, expected)).find(isFault)
    if (fault) return closed(at, { code: fault.code, detail: fault.detail, name: fault.name, retryAt: null })
    const trouble = await findOwnTrouble(world, saved, facts, expected)
    if (trouble && trouble.is !== 'unsure')
      return closed(at, ours(trouble.is === 'edge' ? 'edge-unreachable' : 'our-trouble', trouble.detail))
  }
  return { is: 'on', step: 'answer' }
}

async function confirmValues(at: At): Promise<Next> {
  const { challenges } = at.attempt
  const { thumbprint } = at.world.ca
  // Made with a key that the account has no more: the values are put anew.
  if (challenges.some(({ token, value }) => value !== textValueOf(token, thumbprint))) {
    return { is: 'on', step: 'present' }
  }
  const problem = await findUnseenValue(at)
  return problem ? closed(at, problem) : { is: 'on', step: 'answer' }
}

const ours = (code: Problem['code'], detail: string): Problem => ({ code, detail, name: null, retryAt: null })

/** Looks again soon, ever a little later; then holds. Holding costs no attempt, and the check that follows says whether
 *  it is the name or us. */
function closed({ world, tries }: At, problem: Problem): Next {
  const now = world.now()
  if (tries < PATIENCE) return { is: 'again', at: now + SECOND * Math.min(tries + 1, 4) }
  const until = now + Math.min(HELD_FOR, world.policy.retryAfter)
  return { is: 'held', problem: { ...problem, retryAt: until }, until }
}
