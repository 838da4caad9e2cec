import { problemsOf } from '../serving.ts'
import { configure, everywhere, expire, own } from './everywhere.ts'
import { open } from './open.ts'
import type { At, Rules, To } from './rule.ts'
import { goOn, narrow } from './partial.ts'
import { check, stay } from './steps.ts'

/** A held attempt goes on where it stood; a judged one has made way for a new one. */
const recheck = (at: At<'waiting'>): To<'checking'> => check(at, at.state.run, at.state.attempt)

export const waiting: Rules['waiting'] = {
  ...everywhere,
  ...open,
  expired: expire,
  own,
  // P23: active again, it is checked first.
  resume: (at, _, { now }) =>
    at.state.problem.code === 'suspended'
      ? stay({ ...at, state: { ...at.state, until: now } }, [{ do: 'configure' }])
      : configure(at),
  lifted: (at, _, { now }) =>
    at.state.until === null && at.state.problem.code !== 'suspended'
      ? stay({ ...at, state: { ...at.state, until: now } })
      : null,
  due: (at, _, { now }) => (at.state.until === null || now < at.state.until ? null : recheck(at)),
  retry: recheck,
  // What failed is over; what is held keeps its order, and `decide` refuses to divide it.
  partial: (at, _, context) => {
    const run = narrow(at, at.state.run, problemsOf(at.state), context.now)
    return run && goOn(at, run, context)
  },
}
