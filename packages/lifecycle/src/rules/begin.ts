// A new run from rest.

import type { Context, Run } from '../vocabulary.ts'
import type { At, To } from './rule.ts'
import { check, freshRun } from './steps.ts'

/** From *active*, for `why`. */
export const beginFromActive = (
  at: At<'active'>,
  why: Run['why'],
  names: readonly string[],
  context: Context,
  revokeOld = false,
): To<'checking'> => check(at, freshRun(why, names, context, { revokeOld, ...carry(why, names, at) }), null)

/** Who left names out once wants to: of other names, too, those that pass (P25). */
function carry(
  why: Run['why'],
  names: readonly string[],
  { state }: At<'active' | 'failed'>,
): Pick<Run, 'leftOut'> {
  if (!state.leftOut) return {}
  const { names: left, since } = state.leftOut
  const others = why === 'rename' || why === 'switch' ? [] : left.filter((name) => !names.includes(name))
  return { leftOut: { names: others, since } }
}

/** From *failed*: another series of the same. It is the first certificate's as long as there was none to renew. */
export const beginAgain = (
  at: At<'failed'>,
  why: 'renewal' | 'rename',
  names: readonly string[],
  context: Context,
): To<'checking'> => {
  const renewing = at.https || at.state.problem.code === 'expired'
  return check(
    at,
    freshRun(renewing ? why : 'first', names, context, { again: true, ...carry(why, names, at) }),
    null,
  )
}
