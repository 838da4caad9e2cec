import { configure, everywhere, expire, own } from './everywhere.ts'
import { LOOK_AGAIN, LOOK_LESS, LOOK_LESS_AFTER } from './limits.ts'
import { open } from './open.ts'
import type { Rules } from './rule.ts'
import { abandon, go, hold, holdSuspended, issue } from './steps.ts'

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
  blocked: (at, news, { now }) => {
    const { run } = at.state
    if (news.run !== run.id) return null
    const until = now + (now - run.started < LOOK_LESS_AFTER ? LOOK_AGAIN : LOOK_LESS)
    return go(
      at,
      { is: 'blocked', run, problems: news.problems, until, since: run.started },
      abandon(at.state, at.current, now),
    )
  },
  held: (at, news) =>
    news.run === at.state.run.id ? hold(at, at.state.run, at.state.attempt, news.problem, news.until) : null,
}
