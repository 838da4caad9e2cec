// One rule per cell of TABLE. Read the table first; a rule may only return what its cell allows.

import type { Table } from './table.ts'
import type {
  Context,
  Current,
  Effect,
  Event,
  Instant,
  Memory,
  Run,
  Situation,
  State,
  StateName,
} from './vocabulary.ts'
import type { Problem } from './problem.ts'
import { DAY, nextSeries, renewalAfterAbort, renewalTime } from './renewal.ts'

const MINUTE = 60_000
/** Product page: "If the first attempt is unsuccessful … five attempts". */
export const ATTEMPTS = 5
/** P17: the old certificate is retired this long after the new one is live. */
export const RETIRE_AFTER = 30 * MINUTE
/** A blocked name is looked at again this often (PRE-28). */
const LOOK_AGAIN = 15 * MINUTE
/** A deployment that was not seen live is pushed again after this. */
const DEPLOY_AGAIN = MINUTE
/** A deletion that was not confirmed is pushed again after this. */
const DELETE_AGAIN = MINUTE

type StateIn<S extends StateName> = Extract<State, { is: S }>
type At<S extends StateName> = Omit<Situation, 'state'> & { readonly state: StateIn<S> }
type To<S extends StateName> = At<S> & { readonly effects: readonly Effect[] }
type EventIn<E extends Event['type']> = Extract<Event, { type: E }>
type Targets<Cell> = Cell extends readonly (infer S extends StateName)[] ? S : never

/** A cell without a rule, a rule without a cell, and a rule that returns a state its cell does not list: none of them
 *  compiles. Null: the news is stale and changes nothing. */
export type Rules = {
  readonly [S in StateName]: {
    readonly [E in keyof Table[S] & Event['type']]: (
      at: At<S>,
      event: EventIn<E>,
      context: Context,
    ) => { [T in Targets<Table[S][E]>]: To<T> }[Targets<Table[S][E]>] | null
  }
}

const lives = (current: Current | null, now: Instant): current is Current =>
  current !== null && current.notAfter > now
const covers = (current: Current, names: readonly string[]): boolean =>
  current.names.length === names.length && names.every((name) => current.names.includes(name))

const stay = <S extends StateName>(at: At<S>, effects: readonly Effect[] = []): To<S> => ({ ...at, effects })
const go = <S extends StateName>(
  at: Omit<Situation, 'state'>,
  state: StateIn<S>,
  effects: readonly Effect[] = [],
): To<S> => ({
  state,
  current: at.current,
  https: at.https,
  effects,
})

const freshRun = (why: Run['why'], names: readonly string[], context: Context, revokeOld = false): Run => ({
  id: context.id,
  why,
  names,
  failed: 0,
  started: context.now,
  revokeOld,
})

const check = (
  at: Omit<Situation, 'state'>,
  run: Run,
  attempt: string | null,
  first: readonly Effect[] = [],
): To<'checking'> =>
  go(at, { is: 'checking', run, attempt }, [...first, { do: 'check', run: run.id, names: run.names }])

const issue = (at: Omit<Situation, 'state'>, run: Run, attempt: string): To<'issuing'> =>
  go(at, { is: 'issuing', run, attempt }, [{ do: 'issue', run: run.id, attempt, names: run.names }])

const cancel = (state: State): readonly Effect[] =>
  'attempt' in state && state.attempt !== null ? [{ do: 'cancel', attempt: state.attempt }] : []

const hold = (
  at: Omit<Situation, 'state'>,
  run: Run,
  attempt: string | null,
  problem: Problem,
  until: Instant | null,
): To<'waiting'> => go(at, { is: 'waiting', run, attempt, cause: 'held', problem, until })

/** Where a resource rests: what it serves lives, or it is off. */
const home = (
  at: Omit<Situation, 'state'>,
  context: Context,
  until: Instant | null,
  effects: readonly Effect[],
): To<'active'> | To<'off'> =>
  lives(at.current, context.now) ? go(at, { is: 'active', until }, effects) : go(at, { is: 'off' }, effects)

/** The series is over. What lives keeps serving, and HTTPS stays on (P12). */
function fail(
  at: Omit<Situation, 'state'>,
  names: readonly string[],
  problem: Problem,
  context: Context,
): To<'failed'> {
  if (lives(at.current, context.now)) {
    const until = nextSeries(at.current, context.now)
    return go(at, { is: 'failed', problem, names, until }, [{ do: 'tell', message: 'renewal-failed' }])
  }
  const told: Effect = { do: 'tell', message: 'issue-failed' }
  return go({ ...at, https: false }, { is: 'failed', problem, names, until: null }, [
    { do: 'configure' },
    told,
  ])
}

const SUSPENDED: Problem = {
  code: 'suspended',
  detail: 'The resource is not active.',
  name: null,
  retryAt: null,
}

// ---- what means the same in many states

const disable = (at: At<StateName>): To<'off'> =>
  go({ ...at, https: false }, { is: 'off' }, [...cancel(at.state), { do: 'configure' }])

const revoke = (at: At<StateName>, { reason }: EventIn<'revoke'>): To<'off'> => {
  const told: readonly Effect[] =
    at.current?.kind === 'managed' ? [{ do: 'revoke', certificate: at.current.certificate, reason }] : []
  return go({ current: null, https: false }, { is: 'off' }, [
    ...cancel(at.state),
    { do: 'configure' },
    ...told,
  ])
}

const remove = (at: At<StateName>, _: unknown, { now }: Context): To<'deleting'> =>
  go({ current: null, https: false }, { is: 'deleting', until: now + DELETE_AGAIN }, [
    ...cancel(at.state),
    { do: 'forget' },
  ])

/** P23: the clock took `current`. HTTPS goes off, one mail; an open process goes on. */
const expire = <S extends StateName>(at: At<S>, _: unknown, { now }: Context): To<S> | null =>
  at.current === null || lives(at.current, now)
    ? null
    : {
        ...at,
        current: null,
        https: false,
        effects: [{ do: 'configure' }, { do: 'tell', message: 'expired' }],
      }

const alarm = <S extends StateName>(at: At<S>, { level }: EventIn<'alarm'>): To<S> | null =>
  at.current === null || at.current.alarmed >= level
    ? null
    : { ...at, current: { ...at.current, alarmed: level }, effects: [{ do: 'tell', message: 'expiring' }] }

const configure = <S extends StateName>(at: At<S>): To<S> => stay(at, [{ do: 'configure' }])

const own = (at: At<StateName>, { candidate }: EventIn<'own'>, { now }: Context): To<'deploying'> =>
  go(at, { is: 'deploying', run: null, candidate, dirty: null, problem: null, until: now + DEPLOY_AGAIN }, [
    ...cancel(at.state),
    { do: 'deploy', certificate: candidate.certificate, names: candidate.names },
  ])

type Open = 'checking' | 'blocked' | 'issuing' | 'waiting'
const abort = (at: At<Open>, _: unknown, context: Context): To<'active'> | To<'off'> => {
  const until = at.current === null ? null : renewalAfterAbort(at.current, context.now, context.share)
  return home(at, context, until, cancel(at.state))
}
const rename = (at: At<Open>, { names }: EventIn<'rename'>, context: Context): To<'checking'> =>
  check(at, freshRun(at.current === null ? 'first' : 'rename', names, context), null, cancel(at.state))
const suspend = (at: At<Open>): To<'waiting'> => {
  const attempt = 'attempt' in at.state ? at.state.attempt : null
  return go(
    at,
    { is: 'waiting', run: at.state.run, attempt, cause: 'held', problem: SUSPENDED, until: null },
    [{ do: 'configure' }],
  )
}

const everywhere = { disable, revoke, delete: remove, alarm } as const
const stillness = { suspend: configure, resume: configure } as const

/** Looks again: a held attempt goes on where it stood, a judged one makes way for a new one. */
const recheck = (at: At<'waiting'>): To<'checking'> => check(at, at.state.run, at.state.attempt)
const lookAgain = (at: At<'blocked'>): To<'checking'> => check(at, at.state.run, null)

/** A new run from rest; the failures start from 0. */
const begin = (
  at: At<'active' | 'failed'>,
  why: Run['why'],
  names: readonly string[],
  context: Context,
  revokeOld = false,
) => check(at, freshRun(at.current === null ? 'first' : why, names, context, revokeOld), null)

export const RULES: Rules = {
  off: {
    ...everywhere,
    ...stillness,
    expired: expire,
    own,
    enable: (at, { names }, context) => {
      const kept = at.current
      if (!lives(kept, context.now) || kept.kind !== 'managed' || !covers(kept, names)) {
        return check(
          { ...at, current: lives(kept, context.now) ? kept : null },
          freshRun('first', names, context),
          null,
        )
      }
      // P18: enabling again within the certificate's life orders nothing.
      const { alarmed: _, ...candidate } = kept
      const until = context.now + DEPLOY_AGAIN
      return go(at, { is: 'deploying', run: null, candidate, dirty: null, problem: null, until }, [
        { do: 'deploy', certificate: kept.certificate, names: kept.names },
      ])
    },
  },

  checking: {
    ...everywhere,
    suspend,
    resume: configure,
    expired: expire,
    own,
    abort,
    rename,
    passed: (at, { run }, context) =>
      run === at.state.run.id ? issue(at, at.state.run, at.state.attempt ?? context.id) : null,
    blocked: (at, { run, problems }, { now }) => {
      if (run !== at.state.run.id) return null
      const since = at.state.run.started
      return go(
        at,
        { is: 'blocked', run: at.state.run, problems, until: now + LOOK_AGAIN, since },
        cancel(at.state),
      )
    },
    held: (at, { run, problem, until }) =>
      run === at.state.run.id ? hold(at, at.state.run, at.state.attempt, problem, until) : null,
  },

  blocked: {
    ...everywhere,
    suspend,
    resume: configure,
    expired: expire,
    own,
    abort,
    rename,
    due: (at, _, { now }) => (now < at.state.until ? null : lookAgain(at)),
    retry: lookAgain,
    anyway: (at, _, context) => issue(at, at.state.run, context.id),
  },

  issuing: {
    ...everywhere,
    suspend,
    resume: configure,
    expired: expire,
    abort,
    rename,
    issued: (at, { run, attempt, candidate }, { now }) =>
      run === at.state.run.id && attempt === at.state.attempt
        ? go(
            at,
            {
              is: 'deploying',
              run: at.state.run,
              candidate,
              dirty: null,
              problem: null,
              until: now + DEPLOY_AGAIN,
            },
            [{ do: 'deploy', certificate: candidate.certificate, names: candidate.names }],
          )
        : null,
    failed: (at, { run, attempt, problem }, context) => {
      if (run !== at.state.run.id || attempt !== at.state.attempt) return null
      const failed = at.state.run.failed + 1
      if (failed >= ATTEMPTS || !isCount(failed)) return fail(at, at.state.run.names, problem, context)
      const until = context.now + context.retryAfter
      return go(at, {
        is: 'waiting',
        run: { ...at.state.run, failed },
        attempt: null,
        cause: 'failed',
        problem,
        until,
      })
    },
    refused: (at, { run, problem }, context) =>
      run === at.state.run.id ? fail(at, at.state.run.names, problem, context) : null,
    held: (at, { run, problem, until }) =>
      run === at.state.run.id ? hold(at, at.state.run, at.state.attempt, problem, until) : null,
  },

  waiting: {
    ...everywhere,
    suspend,
    expired: expire,
    own,
    abort,
    rename,
    // P23: active again, it is checked first.
    resume: (at, _, { now }) =>
      at.state.problem.code === 'suspended'
        ? stay({ ...at, state: { ...at.state, until: now } }, [{ do: 'configure' }])
        : configure(at),
    due: (at, _, { now }) => (at.state.until === null || now < at.state.until ? null : recheck(at)),
    retry: recheck,
  },

  deploying: {
    ...everywhere,
    ...stillness,
    expired: expire,
    due: (at, _, { now }) =>
      now < at.state.until
        ? null
        : stay({ ...at, state: { ...at.state, until: now + DEPLOY_AGAIN } }, [
            { do: 'deploy', certificate: at.state.candidate.certificate, names: at.state.candidate.names },
          ]),
    rename: (at, { names }) => stay({ ...at, state: { ...at.state, dirty: { names } } }),
    live: (at, { certificate }, context) => {
      const { run, candidate, dirty } = at.state
      if (certificate !== candidate.certificate) return null
      const current: Current = { ...candidate, alarmed: 0 }
      const old = at.current !== null && at.current.certificate !== candidate.certificate ? at.current : null
      const effects: Effect[] = [{ do: 'configure' }]
      if (old) effects.push({ do: 'retire', certificate: old.certificate, at: context.now + RETIRE_AFTER })
      if (old?.kind === 'managed' && run?.revokeOld) {
        effects.push({ do: 'revoke', certificate: old.certificate, reason: 4 })
      }
      if (old && old.alarmed > 0) effects.push({ do: 'tell', message: 'recovered' })
      const live = { current, https: true }
      if (dirty && candidate.kind === 'managed')
        return check(live, freshRun('rename', dirty.names, context), null, effects)
      const until = candidate.kind === 'managed' ? renewalTime(current, context.share) : null
      return go(live, { is: 'active', until }, effects)
    },
    refused: (at, { problem }, context) => {
      const restore: readonly Effect[] = [{ do: 'configure' }]
      if (at.state.candidate.kind === 'managed') {
        const step = fail(at, at.state.candidate.names, problem, context)
        return {
          ...step,
          effects: [...restore, ...step.effects.filter((effect) => effect.do !== 'configure')],
        }
      }
      const until = at.current?.kind === 'managed' ? renewalTime(at.current, context.share) : null
      return home(at, context, until, restore)
    },
  },

  active: {
    ...everywhere,
    own,
    suspend: configure,
    resume: (at, _, { share }) =>
      stay(
        {
          ...at,
          state: { is: 'active', until: renewable(at.current) ? renewalTime(at.current, share) : null },
        },
        [{ do: 'configure' }],
      ),
    due: (at, _, context) => {
      if (at.state.until === null || context.now < at.state.until || !renewable(at.current)) return null
      if (context.suspended) return stay({ ...at, state: { is: 'active', until: null } })
      return begin(at, 'renewal', at.current.names, context)
    },
    renew: (at, _, context) => begin(at, 'renewal', at.current?.names ?? [], context),
    reissue: (at, { revokeOld }, context) =>
      begin(at, 'reissue', at.current?.names ?? [], context, revokeOld),
    rename: (at, { names }, context) =>
      renewable(at.current) ? begin(at, 'rename', names, context) : stay(at),
    enable: (at, { names }, context) => begin(at, 'switch', names, context),
    expired: (at, _, context) => {
      const step = expire(at, _, context)
      if (step === null || at.current === null) return null
      if (at.current.kind === 'own') return go(step, { is: 'off' }, step.effects)
      const run = freshRun('first', at.current.names, context)
      return check(step, run, null, step.effects)
    },
  },

  failed: {
    ...everywhere,
    own,
    suspend: configure,
    resume: (at, _, { now }) => stay({ ...at, state: { ...at.state, until: now } }, [{ do: 'configure' }]),
    due: (at, _, context) => {
      if (at.state.until === null || context.now < at.state.until) return null
      if (context.suspended) return stay({ ...at, state: { ...at.state, until: null } })
      return begin(at, 'renewal', at.state.names, context)
    },
    renew: (at, _, context) => begin(at, 'renewal', at.state.names, context),
    enable: (at, { names }, context) => begin(at, 'renewal', names, context),
    rename: (at, { names }, context) => begin(at, 'rename', names, context),
    // P23: attempts go on, rarely.
    expired: (at, _, context) => {
      const step = expire(at, _, context)
      return step && { ...step, state: { ...step.state, until: context.now + DAY } }
    },
  },

  deleting: {
    due: (at, _, { now }) =>
      now < at.state.until
        ? null
        : stay({ ...at, state: { is: 'deleting', until: now + DELETE_AGAIN } }, [{ do: 'forget' }]),
    gone: (at) => stay(at),
  },
}

function renewable(current: Current | null): current is Current {
  return current?.kind === 'managed'
}

function isCount(failed: number): failed is Memory['waiting']['run']['failed'] {
  return failed < ATTEMPTS
}
