import { covers, lives } from '../serving.ts'
import { configure, everywhere, expire, own } from './everywhere.ts'
import type { Rules } from './rule.ts'
import { check, deploy, freshRun } from './steps.ts'

export const off: Rules['off'] = {
  ...everywhere,
  expired: expire,
  suspend: configure,
  resume: configure,
  own,
  enable: (at, { names }, context) => {
    const kept = lives(at.current, context.now) ? at.current : null
    if (kept?.kind !== 'managed' || !kept.names.every((name) => names.includes(name))) {
      return check({ ...at, current: kept }, freshRun('first', names, context), null)
    }
    // P18: enabling again within the certificate's life orders nothing, but for names it does not cover.
    const { alarmed: _, ...candidate } = kept
    const step = deploy(at, null, candidate, context.now)
    return covers(kept, names) ? step : { ...step, state: { ...step.state, dirty: { names } } }
  },
}
