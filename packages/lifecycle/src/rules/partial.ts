// P25: one bad name of several does not hold up the others.

import type { Problem } from '../problem.ts'
import { renewalTime } from '../renewal.ts'
import { covers, problemsOf, renewable, serves } from '../serving.ts'
import type { Context, Current, LeftOut, Run, Situation } from '../vocabulary.ts'
import { LOOK_AGAIN, LOOK_LESS, LOOK_LESS_AFTER, LOOK_SELDOM, LOOK_SELDOM_AFTER } from './limits.ts'
import type { Beside, To } from './rule.ts'
import { check, freshRun, go } from './steps.ts'

type Part = { readonly names: readonly string[]; readonly leftOut: readonly string[] }

/** The names of which none of `problems` tells, and the others. Null where nothing or all would be left, where a problem
 *  is of no single name, or where a name that is covered now would be dropped. */
function divide(
  { current, https }: Beside,
  names: readonly string[],
  problems: readonly Problem[],
): Part | null {
  const bad = new Set(problems.map(({ name }) => name))
  if (bad.has(null)) return null
  const leftOut = names.filter((name) => bad.has(name))
  const covered = https && renewable(current) ? current.names : []
  if (leftOut.length === 0 || leftOut.length === names.length) return null
  if (leftOut.some((name) => covered.includes(name))) return null
  return { names: names.filter((name) => !bad.has(name)), leftOut }
}

/** What the customer may issue for now, and what would be added later; null where there is nothing to divide. */
export function partOf(at: Situation): Part | null {
  const { state } = at
  switch (state.is) {
    case 'blocked':
      return divide(at, state.run.names, problemsOf(state))
    case 'waiting':
      return state.cause === 'failed' ? divide(at, state.run.names, problemsOf(state)) : null
    case 'failed':
      return divide(at, state.names, problemsOf(state))
    default:
      return null
  }
}

/** `run` without the names in `problems`; null where they cannot be left out. */
export function narrow(at: Beside, run: Run, problems: readonly Problem[], now: number): Run | null {
  const part = divide(at, run.names, problems)
  if (part === null) return null
  const { names = [], since = now } = run.leftOut ?? {}
  return { ...run, names: part.names, leftOut: { names: [...names, ...part.leftOut], since } }
}

/** With fewer names: looked at anew, unless all that is left is served already. */
export const goOn = (at: Beside, run: Run, context: Context): To<'checking'> | To<'active'> =>
  restsOn(at, run, context) ?? check(at, run, null)

/** Nothing but what is served passes: it is kept, and the rest looked at later. */
function restsOn(at: Beside, run: Run, context: Context): To<'active'> | null {
  const { now } = context
  const adding = run.why === 'rename' || run.why === 'completion'
  if (!adding || !serves(at, now) || !renewable(at.current) || !covers(at.current, run.names)) return null
  return rest(at, at.current, run, now + lookAfter(run, context), context)
}

/** Names that were to be added do not pass, by our look or the CA's word: what serves goes on, and they are looked at
 *  again at `later`. Null where nothing serves, or the names were not to be added only. */
export function putOff(at: Beside, run: Run, later: number, context: Context): To<'active'> | null {
  if (run.why !== 'completion' || !serves(at, context.now) || !renewable(at.current)) return null
  return rest(at, at.current, missing(run, at.current.names), later, context)
}

/** `run` with all its names left out that are not served; unchanged where the customer never asked for a part. */
export function missing(run: Run, served: readonly string[]): Run {
  if (!run.leftOut) return run
  const wanted = new Set([...run.names, ...run.leftOut.names])
  const names = [...wanted].filter((name) => !served.includes(name))
  return { ...run, leftOut: { names, since: run.leftOut.since } }
}

/** When names that do not pass are looked at next: a change soon shows, a lasting fault is asked after less often. Where
 *  attempts follow each other quicker than that (RETRY_AFTER), so do looks. */
export function lookAfter(run: Run, { now, retryAfter }: Context): number {
  const wrongFor = now - (run.leftOut?.since ?? run.started)
  if (wrongFor < LOOK_LESS_AFTER) return Math.min(LOOK_AGAIN, retryAfter)
  return run.leftOut && wrongFor > LOOK_SELDOM_AFTER ? LOOK_SELDOM : LOOK_LESS
}

/** What *active* remembers of a run that left names out. */
export const remember = (
  { leftOut }: Run,
  until: number,
): { readonly leftOut?: LeftOut & { until: number } } =>
  leftOut && leftOut.names.length > 0 ? { leftOut: { ...leftOut, until } } : {}

const rest = (at: Beside, current: Current, run: Run, later: number, { now, share }: Context): To<'active'> =>
  go(at, {
    is: 'active',
    until: Math.max(now, renewalTime(current, share)),
    ...remember(run, later),
  })

/** The names left out join those that are served. */
export const complete = (
  at: Beside,
  { names, since }: LeftOut,
  served: readonly string[],
  context: Context,
): To<'checking'> =>
  check(at, freshRun('completion', [...served, ...names], context, { leftOut: { names: [], since } }), null)
