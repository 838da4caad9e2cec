// The end of a series that did not succeed.

import { explain } from '../explain.ts'
import type { Problem } from '../problem.ts'
import { DAY, nextSeries } from '../renewal.ts'
import { lives, serves } from '../serving.ts'
import type { Context, Run } from '../vocabulary.ts'
import type { Beside, To } from './rule.ts'
import { go } from './steps.ts'

/** The series of `run` is over (null: an old certificate was put back and refused). What serves keeps serving and HTTPS
 *  stays on (P12); the first series to fail is mailed, those after it are not (P16). */
export function fail(
  at: Beside,
  run: Run | null,
  names: readonly string[],
  problem: Problem,
  { now }: Context,
  others?: readonly Problem[],
): To<'failed'> {
  const kept = { names, ...(others && { others }), ...(run?.leftOut && { leftOut: run.leftOut }) }
  if (serves(at, now)) {
    const until = nextSeries(at.current, now)
    return go(
      at,
      { is: 'failed', problem, ...kept, until },
      run?.again ? [] : [{ do: 'tell', message: 'renewal-failed' }],
    )
  }
  const dark = { current: lives(at.current, now) ? at.current : null, https: false }
  // P23: the clock took what was to be renewed. It is mailed once, here if the clock's own news is still on its way;
  // attempts go on, rarely.
  if (run !== null && run.why !== 'first') {
    return go(dark, { is: 'failed', problem: expiredAfter(problem), ...kept, until: now + DAY }, [
      { do: 'configure' },
      ...(at.https ? [{ do: 'tell', message: 'expired' } as const] : []),
    ])
  }
  return go(dark, { is: 'failed', problem, ...kept, until: null }, [
    { do: 'configure' },
    { do: 'tell', message: 'issue-failed' },
  ])
}

/** The certificate ran out; what kept us from a new one becomes the evidence. */
export const expiredAfter = (cause: Problem): Problem => ({
  code: 'expired',
  detail: explain(cause),
  name: cause.name,
  retryAt: cause.retryAt,
})
