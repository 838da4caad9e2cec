// What means the same while a run is open and nothing has been issued yet.

import { DAY, renewalTime, restedAt } from '../renewal.ts'
import { renewable } from '../serving.ts'
import type { Context } from '../vocabulary.ts'
import { missing, remember } from './partial.ts'
import type { At, EventIn, To } from './rule.ts'
import { abandon, check, freshRun, holdSuspended, home } from './steps.ts'

type Open = 'checking' | 'blocked' | 'issuing' | 'waiting'

const abort = (at: At<Open>, _: unknown, context: Context): To<'active'> | To<'off'> => {
  const step = home(at, context, null, abandon(at.state, at.current, context.now))
  if (!isActive(step) || !renewable(at.current)) return step
  const notBefore = restedAt(at.current, context.now)
  const until = Math.max(renewalTime(at.current, context.share), notBefore)
  // Names left out stay wished for, but not now.
  const run = missing(at.state.run, at.current.names)
  return { ...step, state: { ...step.state, until, notBefore, ...remember(run, context.now + DAY) } }
}

const isActive = (step: To<'active'> | To<'off'>): step is To<'active'> => step.state.is === 'active'

/** Other names are another order: from the start, with the failures from 0. */
const rename = (at: At<Open>, { names }: EventIn<'rename'>, context: Context): To<'checking'> => {
  const { why, again, leftOut } = at.state.run
  const run = freshRun(why === 'first' ? 'first' : 'rename', names, context, {
    ...(again && { again }),
    ...(leftOut && { leftOut: { names: [], since: leftOut.since } }),
  })
  return check(at, run, null, abandon(at.state, at.current, context.now))
}

/** The attempt is kept: the same order goes on when the resource is active again. */
const suspend = (at: At<Open>): To<'waiting'> =>
  holdSuspended(at, at.state.run, 'attempt' in at.state ? at.state.attempt : null, [{ do: 'configure' }])

export const open = { abort, rename, suspend } as const
