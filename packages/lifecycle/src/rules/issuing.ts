import type { Problem } from '../problem.ts'
import { DAY } from '../renewal.ts'
import type { Context, Run } from '../vocabulary.ts'
import { configure, everywhere, expire } from './everywhere.ts'
import { fail } from './fail.ts'
import { ATTEMPTS } from './limits.ts'
import { open } from './open.ts'
import type { At, Rules, To } from './rule.ts'
import { putOff } from './partial.ts'
import { deploy, go, hold, unsure } from './steps.ts'

export const issuing: Rules['issuing'] = {
  ...everywhere,
  ...open,
  resume: configure,
  expired: expire,
  issued: (at, news, { now }) =>
    news.run === at.state.run.id && news.attempt === at.state.attempt
      ? deploy(at, at.state.run, news.candidate, now)
      : null,
  failed: (at, { run: id, attempt, problem, others }, context) => {
    const { run } = at.state
    if (id !== run.id || attempt !== at.state.attempt) return null
    const failed = run.failed + 1
    if (!isCount(failed)) return end(at, problem, context, others)
    const until = context.now + context.retryAfter
    const waits = { ...unsure(run), failed }
    const judged = { problem, ...(others && { others }) }
    return go(at, { is: 'waiting', run: waits, attempt: null, cause: 'failed', ...judged, until })
  },
  refused: (at, { run: id, attempt, problem }, context) => {
    const stale = id !== at.state.run.id || (attempt !== null && attempt !== at.state.attempt)
    return stale ? null : end(at, problem, context)
  },
  held: (at, news) =>
    news.run === at.state.run.id ? hold(at, at.state.run, at.state.attempt, news.problem, news.until) : null,
}

/** The series is over. Names that were only to be added are not: they are tried again in a day. */
const end = (
  at: At<'issuing'>,
  problem: Problem,
  context: Context,
  others?: readonly Problem[],
): To<'active'> | To<'failed'> =>
  putOff(at, at.state.run, context.now + DAY, context) ??
  fail(at, at.state.run, at.state.run.names, problem, context, others)

/** Is there another attempt after this many failures? */
const isCount = (failed: number): failed is Run['failed'] => failed < ATTEMPTS
