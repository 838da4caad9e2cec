import { DAY } from '../renewal.ts'
import { problemsOf } from '../serving.ts'
import { beginAgain } from './begin.ts'
import { everywhere, expire, own } from './everywhere.ts'
import { expiredAfter } from './fail.ts'
import type { Rules } from './rule.ts'
import { goOn, narrow } from './partial.ts'
import { stay } from './steps.ts'

export const failed: Rules['failed'] = {
  ...everywhere,
  own,
  suspend: (at) => stay(at, [{ do: 'configure' }]),
  resume: (at, _, { now }) => stay({ ...at, state: { ...at.state, until: now } }, [{ do: 'configure' }]),
  due: (at, _, context) => {
    if (at.state.until === null || context.now < at.state.until) return null
    if (context.suspended) return stay({ ...at, state: { ...at.state, until: null } })
    return beginAgain(at, 'renewal', at.state.names, context)
  },
  partial: (at, _, context) => {
    const { run } = beginAgain(at, 'rename', at.state.names, context).state
    const narrowed = narrow(at, run, problemsOf(at.state), context.now)
    return narrowed && goOn(at, narrowed, context)
  },
  renew: (at, _, context) => beginAgain(at, 'renewal', at.state.names, context),
  enable: (at, { names }, context) => beginAgain(at, 'renewal', names, context),
  rename: (at, { names }, context) => beginAgain(at, 'rename', names, context),
  // P23: attempts go on, rarely. What was only kept, and served nobody, changes nothing by running out.
  expired: (at, _, context) => {
    const step = expire(at, _, context)
    if (step === null || !at.https) return step
    const problem = expiredAfter(at.state.problem)
    return { ...step, state: { ...step.state, problem, until: context.now + DAY } }
  },
}
