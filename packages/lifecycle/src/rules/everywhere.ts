// What means the same in every state, or in nearly every one.

import { lives } from '../serving.ts'
import type { Context, Current, Effect, Instant, StateName } from '../vocabulary.ts'
import { DELETE_AGAIN } from './limits.ts'
import type { At, EventIn, To } from './rule.ts'
import { abandon, deploy, go, stay } from './steps.ts'

/** HTTPS goes off at once; the certificate is kept, so that enabling again orders nothing (P18). */
const disable = (at: At<StateName>, _: unknown, { now }: Context): To<'off'> => {
  const current = kept(at, now)
  return go({ current, https: false }, { is: 'off' }, [
    ...abandon(at.state, current, now),
    { do: 'configure' },
  ])
}

/** What there is of ours: the first certificate, too, that is still on its way. */
function kept({ state, current }: At<StateName>, now: Instant): Current | null {
  if (state.is !== 'deploying' || state.candidate.kind !== 'managed' || lives(current, now)) return current
  return { ...state.candidate, alarmed: 0 }
}

/** Off, and the CA is told of every certificate of ours. Telling is work, never a state: a CA outage holds nobody. */
const revoke = (at: At<StateName>, { reason }: EventIn<'revoke'>, { now }: Context): To<'off'> => {
  const candidate = at.state.is === 'deploying' ? at.state.candidate : null
  const ours = [at.current, candidate].flatMap((each) => (each?.kind === 'managed' ? [each.certificate] : []))
  const told = [...new Set(ours)].map((certificate): Effect => ({ do: 'revoke', certificate, reason }))
  return go({ current: null, https: false }, { is: 'off' }, [
    ...abandon(at.state, at.current, now),
    { do: 'configure' },
    ...told,
  ])
}

const remove = (at: At<StateName>, _: unknown, { now }: Context): To<'deleting'> =>
  go({ current: null, https: false }, { is: 'deleting', until: now + DELETE_AGAIN }, [
    ...abandon(at.state, at.current, now),
    { do: 'forget' },
  ])

/** A certificate that serves nobody sets off no mail. */
const alarm = <S extends StateName>(at: At<S>, { level }: EventIn<'alarm'>): To<S> | null =>
  at.current === null || at.current.alarmed >= level
    ? null
    : {
        ...at,
        current: { ...at.current, alarmed: level },
        effects: at.https ? [{ do: 'tell', message: 'expiring', level }] : [],
      }

export const everywhere = { disable, revoke, delete: remove, alarm } as const

/** P23: the clock took `current`. HTTPS goes off with one mail, if it was on; an open process goes on. */
export const expire = <S extends StateName>(at: At<S>, _: unknown, { now }: Context): To<S> | null => {
  if (at.current === null || lives(at.current, now)) return null
  const effects: readonly Effect[] = at.https
    ? [{ do: 'configure' }, { do: 'tell', message: 'expired' }]
    : [{ do: 'configure' }]
  return { ...at, current: null, https: false, effects }
}

/** The edges learn of it; the process stays where it is. */
export const configure = <S extends StateName>(at: At<S>): To<S> => stay(at, [{ do: 'configure' }])

/** P19: a customer's own certificate takes the place of whatever was going on. */
export const own = (at: At<StateName>, { candidate }: EventIn<'own'>, { now }: Context): To<'deploying'> =>
  deploy(at, null, candidate, now, abandon(at.state, at.current, now))
