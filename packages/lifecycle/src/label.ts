// The word the portal shows for a situation (product page; reference: portal states).

import type { Run, Situation, State } from './vocabulary.ts'

export const LABELS = [
  'Off',
  'Pre-validation failed',
  'Processing',
  'Held',
  'Success',
  'Own certificate',
  'Failed',
  'Failed (expired)',
  'Deleting',
] as const
export type Label = (typeof LABELS)[number]

/** What the customer sees. A renewal shows *Success* until its first failure; where a certificate ran out without a
 *  successor, *Failed (expired)* stands whenever we are not at work on one (P23). */
export function labelOf(situation: Situation): Label {
  const { state, current } = situation
  switch (state.is) {
    case 'off':
      return 'Off'
    case 'checking':
    case 'issuing':
      return quiet(state.run, situation) ? 'Success' : 'Processing'
    case 'deploying':
      return state.run && quiet(state.run, situation) ? 'Success' : 'Processing'
    case 'blocked':
      return ranOut(state.run, situation) ? 'Failed (expired)' : 'Pre-validation failed'
    case 'waiting':
      if (ranOut(state.run, situation)) return 'Failed (expired)'
      if (quiet(state.run, situation)) return 'Success'
      return state.cause === 'failed' ? 'Processing' : 'Held'
    case 'active':
      return current?.kind === 'own' ? 'Own certificate' : 'Success'
    case 'failed':
      return state.problem.code === 'expired' ? 'Failed (expired)' : 'Failed'
    case 'deleting':
      return 'Deleting'
  }
}

/** Does it fail now: has the CA said no, or our own look, and has nothing gone well since? */
export const isFailing = (state: State): boolean =>
  state.is === 'failed' || state.is === 'blocked' || (state.is === 'waiting' && state.cause === 'failed')

/** A renewal of what is being served, and nothing has failed so far. */
const quiet = ({ why, failed, again }: Run, { https }: Situation): boolean =>
  https && (why === 'renewal' || why === 'completion') && failed === 0 && !again

/** There was a certificate to be renewed or replaced, and the clock took it. */
const ranOut = ({ why }: Run, { current }: Situation): boolean => why !== 'first' && current === null
