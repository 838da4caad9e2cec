import { configure, everywhere, expire, own } from './everywhere.ts'
import { open } from './open.ts'
import { goOn, lookAfter, narrow, putOff } from './partial.ts'
import type { Rules } from './rule.ts'
import { tellBlocked } from '../telling.ts'
import { abandon, go, hold, holdSuspended, issue, unsure } from './steps.ts'

export const checking: Rules['checking'] = {
  ...everywhere,
  ...open,
  resume: configure,
  expired: expire,
  own,
  passed: (at, news, { id, suspended }) => {
    const { run, attempt } = at.state
    if (news.run !== run.id) return null
    // P23: looking is free, ordering is not.
    return suspended ? holdSuspended(at, run, attempt) : issue(at, run, attempt ?? id)
  },
  blocked: (at, news, context) => {
    const run = unsure(at.state.run)
    const { now } = context
    if (news.run !== run.id) return null
    const abandoned = abandon(at.state, at.current, now)
    const until = now + lookAfter(run, context)
    const narrowed = run.leftOut ? narrow(at, run, news.problems, now) : null
    const onward = narrowed ? goOn(at, narrowed, context) : putOff(at, run, until, context)
    if (onward) return { ...onward, effects: [...abandoned, ...onward.effects] }
    const effects = [...abandoned, ...tellBlocked(run, news.problems, now)]
    return go(at, { is: 'blocked', run, problems: news.problems, until, since: run.started }, effects)
  },
  held: (at, news) =>
    news.run === at.state.run.id ? hold(at, at.state.run, at.state.attempt, news.problem, news.until) : null,
}
