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
): To<'checking'> => check(at, freshRun(why, names, context, { revokeOld }), null)

/** From *failed*: another series of the same. It is the first certificate's as long as there was none to renew. */
export const beginAgain = (
  at: At<'failed'>,
  why: 'renewal' | 'rename',
  names: readonly string[],
  context: Context,
): To<'checking'> => {
  const renewing = at.https || at.state.problem.code === 'expired'
  return check(at, freshRun(renewing ? why : 'first', names, context, { again: true }), null)
}
