import type { Problem } from '../problem.ts'
import { renewalTime } from '../renewal.ts'
import { renewable, serves } from '../serving.ts'
import type { Context, Current, Effect } from '../vocabulary.ts'
import { configure, everywhere, expire } from './everywhere.ts'
import { fail } from './fail.ts'
import { DEPLOY_AGAIN, RETIRE_AFTER } from './limits.ts'
import { lookAfter, remember } from './partial.ts'
import type { At, Rules } from './rule.ts'
import { abandon, check, freshRun, go, home, stay } from './steps.ts'

/** Which edges, their observations say. */
const NOT_SERVED_YET: Problem = { code: 'not-served-yet', detail: '', name: null, retryAt: null }

export const deploying: Rules['deploying'] = {
  ...everywhere,
  // The successor is there: it is our edges that have to be told of.
  expired: (at, _, context) => {
    const step = expire(at, _, context)
    return step && { ...step, state: { ...step.state, problem: NOT_SERVED_YET } }
  },
  suspend: configure,
  resume: configure,
  due: (at, _, { now }) => {
    const { until, candidate } = at.state
    if (now < until) return null
    return stay({ ...at, state: { ...at.state, problem: NOT_SERVED_YET, until: now + DEPLOY_AGAIN } }, [
      { do: 'deploy', certificate: candidate.certificate, names: candidate.names },
    ])
  },
  rename: (at, { names }) => stay({ ...at, state: { ...at.state, dirty: { names } } }),
  live: (at, { certificate }, context) => {
    const { candidate, dirty, run } = at.state
    if (certificate !== candidate.certificate) return null
    const current: Current = { ...candidate, alarmed: 0 }
    const live = { current, https: true }
    const effects = afterLive(at, context)
    if (dirty && renewable(current)) {
      const leftOut = run?.leftOut && { leftOut: { names: [], since: run.leftOut.since } }
      return check(live, freshRun('rename', dirty.names, context, leftOut), null, effects)
    }
    const until = renewable(current) ? renewalTime(current, context.share) : null
    const later = run ? remember(run, context.now + lookAfter(run, context)) : {}
    return go(live, { is: 'active', until, ...later }, effects)
  },
  // The edges go back to what they served. News of an attempt is none of a deployment.
  refused: (at, { run: id, attempt, problem }, context) => {
    const { run, candidate } = at.state
    if (attempt !== null || (id !== null && id !== run?.id)) return null
    const back: readonly Effect[] = [{ do: 'configure' }, ...abandon(at.state, at.current, context.now)]
    if (candidate.kind === 'managed') {
      const step = fail(at, run, candidate.names, problem, context)
      return { ...step, effects: [...back, ...step.effects.filter((effect) => effect.do !== 'configure')] }
    }
    const until = renewable(at.current) ? renewalTime(at.current, context.share) : null
    // The clock may have taken what served before its own news came: it is told here, once.
    const dark = at.https && !serves(at, context.now)
    return home(at, context, until, dark ? [...back, { do: 'tell', message: 'expired' }] : back)
  },
}

/** What goes with a certificate's being seen everywhere: the old one leaves. */
function afterLive({ state, current }: At<'deploying'>, { now }: Context): readonly Effect[] {
  const { run, candidate } = state
  const old = current?.certificate === candidate.certificate ? null : current
  const effects: Effect[] = [{ do: 'configure' }]
  if (old) effects.push({ do: 'retire', certificate: old.certificate, at: now + RETIRE_AFTER })
  if (old?.kind === 'managed' && run?.revokeOld) {
    effects.push({ do: 'revoke', certificate: old.certificate, reason: 4 })
  }
  if (candidate.kind === 'managed') effects.push({ do: 'advise', certificate: candidate.certificate })
  return effects
}
