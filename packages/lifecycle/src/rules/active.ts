import { advisedTime, renewalTime } from '../renewal.ts'
import { renewable } from '../serving.ts'
import { beginFromActive } from './begin.ts'
import { configure, everywhere, expire, own } from './everywhere.ts'
import type { Rules } from './rule.ts'
import { check, freshRun, go, stay } from './steps.ts'

export const active: Rules['active'] = {
  ...everywhere,
  own,
  suspend: configure,
  resume: (at, _, { share }) => {
    const until = renewable(at.current) ? renewalTime(at.current, share) : null
    return stay({ ...at, state: { is: 'active', until } }, [{ do: 'configure' }])
  },
  due: (at, _, context) => {
    if (at.state.until === null || context.now < at.state.until || !renewable(at.current)) return null
    if (context.suspended) return stay({ ...at, state: { is: 'active', until: null } })
    return beginFromActive(at, 'renewal', at.current.names, context)
  },
  advised: (at, { certificate, at: instant }, { now }) => {
    if (at.current?.certificate !== certificate || !renewable(at.current) || at.state.until === null)
      return null
    return stay({ ...at, state: { is: 'active', until: advisedTime(at.current, instant, now) } })
  },
  renew: (at, _, context) => beginFromActive(at, 'renewal', at.current?.names ?? [], context),
  reissue: (at, { revokeOld }, context) =>
    beginFromActive(at, 'reissue', at.current?.names ?? [], context, revokeOld),
  rename: (at, { names }, context) =>
    renewable(at.current) ? beginFromActive(at, 'rename', names, context) : stay(at),
  enable: (at, { names }, context) => beginFromActive(at, 'switch', names, context),
  expired: (at, _, context) => {
    const step = expire(at, _, context)
    if (step === null || at.current === null) return null
    if (at.current.kind === 'own') return go(step, { is: 'off' }, step.effects)
    return check(step, freshRun('renewal', at.current.names, context), null, step.effects)
  },
}
