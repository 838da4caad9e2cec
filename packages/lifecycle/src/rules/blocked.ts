import { configure, everywhere, expire, own } from './everywhere.ts'
import { open } from './open.ts'
import type { At, Rules, To } from './rule.ts'
import { goOn, narrow } from './partial.ts'
import { check, issue } from './steps.ts'

const lookAgain = (at: At<'blocked'>): To<'checking'> => check(at, at.state.run, null)

export const blocked: Rules['blocked'] = {
  ...everywhere,
  ...open,
  resume: configure,
  expired: expire,
  own,
  due: (at, _, { now }) => (now < at.state.until ? null : lookAgain(at)),
  retry: lookAgain,
  // P7: a customer who is sure may ask the CA. `decide` refuses it to a suspended resource.
  anyway: (at, _, { id }) => issue(at, { ...at.state.run, sure: true }, id),
  partial: (at, _, context) => {
    const run = narrow(at, at.state.run, at.state.problems, context.now)
    return run && goOn(at, run, context)
  },
}
