import { advisedTime, DAY } from '../renewal.ts'
import { covers, renewable } from '../serving.ts'
import { beginFromActive } from './begin.ts'
import { configure, everywhere, expire, own } from './everywhere.ts'
import type { Rules } from './rule.ts'
import { complete } from './partial.ts'
import { check, freshRun, go, stay } from './steps.ts'

export const active: Rules['active'] = {
  ...everywhere,
  own,
  suspend: configure,
  // What came due meanwhile is due now; what the CA advised, and the pause after an abort, stand.
  resume: (at, _, { now }) => {
    const until = renewable(at.current) ? (at.state.until ?? now) : null
    const { leftOut } = at.state
    const later = leftOut && { leftOut: { ...leftOut, until: now } }
    return stay({ ...at, state: { ...at.state, until, ...later } }, [{ do: 'configure' }])
  },
  due: (at, _, context) => {
    const { until, leftOut } = at.state
    const { now, suspended } = context
    if (!renewable(at.current)) return null
    const renews = until !== null && now >= until
    if (!renews && (!leftOut || now < leftOut.until)) return null
    if (suspended) {
      const later = leftOut && { leftOut: { ...leftOut, until: now + DAY } }
      return stay({ ...at, state: { ...at.state, until: renews ? null : until, ...later } })
    }
    if (renews || !leftOut) return beginFromActive(at, 'renewal', at.current.names, context)
    return complete(at, leftOut, at.current.names, context)
  },
  advised: (at, { certificate, at: instant }, { now }) => {
    if (at.current?.certificate !== certificate || !renewable(at.current) || at.state.until === null)
      return null
    const until = advisedTime(at.current, instant, now, at.state.notBefore)
    return stay({ ...at, state: { ...at.state, until } })
  },
  retry: (at, _, context) =>
    at.state.leftOut && at.current ? complete(at, at.state.leftOut, at.current.names, context) : null,
  renew: (at, _, context) => beginFromActive(at, 'renewal', at.current?.names ?? [], context),
  reissue: (at, { revokeOld }, context) =>
    beginFromActive(at, 'reissue', at.current?.names ?? [], context, revokeOld),
  rename: (at, { names }, context) => {
    if (!renewable(at.current)) return stay(at)
    // A name that was left out was taken back: what is served covers the rest.
    const covered = at.state.leftOut !== undefined && covers(at.current, names)
    const { leftOut: _, ...state } = at.state
    if (covered) return stay({ ...at, state })
    return beginFromActive(at, 'rename', names, context)
  },
  enable: (at, { names }, context) => beginFromActive(at, 'switch', names, context),
  expired: (at, _, context) => {
    const step = expire(at, _, context)
    if (step === null || at.current === null) return null
    if (at.current.kind === 'own') return go(step, { is: 'off' }, step.effects)
    const { leftOut } = at.state
    const run = freshRun('renewal', at.current.names, context, leftOut && { leftOut })
    return check(step, run, null, step.effects)
  },
}
