// The steps that rules are made of: where a situation goes, and the work that goes with it.

import type { Problem } from '../problem.ts'
import { serves } from '../serving.ts'
import type { Candidate, Context, Effect, Instant, Run, State, StateName } from '../vocabulary.ts'
import { DEPLOY_AGAIN } from './limits.ts'
import type { At, Beside, StateIn, To } from './rule.ts'

/** Nothing changes but what `at` already says. */
export const stay = <S extends StateName>(at: At<S>, effects: readonly Effect[] = []): To<S> => ({
  ...at,
  effects,
})

/** The process moves to `state`; what is served stays as `at` has it. */
export const go = <S extends StateName>(
  { current, https }: Beside,
  state: StateIn<S>,
  effects: readonly Effect[] = [],
): To<S> => ({ state, current, https, effects })

/** A run whose failures start from 0. */
export const freshRun = (
  why: Run['why'],
  names: readonly string[],
  { id, now }: Context,
  extras: Partial<Pick<Run, 'revokeOld' | 'again' | 'leftOut'>> = {},
): Run => ({ id, why, names, failed: 0, started: now, revokeOld: false, ...extras })

export const check = (
  at: Beside,
  run: Run,
  attempt: string | null,
  first: readonly Effect[] = [],
): To<'checking'> =>
  go(at, { is: 'checking', run, attempt }, [...first, { do: 'check', run: run.id, names: run.names }])

/** The only door to an order. */
export const issue = (at: Beside, run: Run, attempt: string): To<'issuing'> =>
  go(at, { is: 'issuing', run, attempt }, [
    { do: 'issue', run: run.id, attempt, names: run.names, ...(run.sure && { sure: true }) },
  ])

/** From now on our own look decides again (P7). */
export function unsure(run: Run): Run {
  const { sure: _, ...judged } = run
  return judged
}

/** Time or an operator mends it; no attempt is spent. `until` null: somebody else moves first. */
export const hold = (
  at: Beside,
  run: Run,
  attempt: string | null,
  problem: Problem,
  until: Instant | null,
): To<'waiting'> => go(at, { is: 'waiting', run, attempt, cause: 'held', problem, until })

const SUSPENDED: Problem = { code: 'suspended', detail: '', name: null, retryAt: null }

/** Held until the resource is active again; it is then looked at first, whatever the customer was sure of (P23). */
export const holdSuspended = (
  at: Beside,
  run: Run,
  attempt: string | null,
  effects: readonly Effect[] = [],
): To<'waiting'> => ({ ...hold(at, unsure(run), attempt, SUSPENDED, null), effects })

export const deploy = (
  at: Beside,
  run: Run | null,
  candidate: Candidate,
  now: Instant,
  first: readonly Effect[] = [],
): To<'deploying'> =>
  go(at, { is: 'deploying', run, candidate, dirty: null, problem: null, until: now + DEPLOY_AGAIN }, [
    ...first,
    { do: 'deploy', certificate: candidate.certificate, names: candidate.names },
  ])

/** Where a resource rests: visitors are served, or it is off. */
export const home = (
  at: Beside,
  { now }: Context,
  until: Instant | null,
  effects: readonly Effect[],
): To<'active'> | To<'off'> =>
  serves(at, now)
    ? go(at, { is: 'active', until }, effects)
    : go({ ...at, https: false }, { is: 'off' }, effects)

/** What an interrupted state leaves to be tidied: the order of an attempt, or a certificate that will never be served. */
export function abandon(state: State, kept: Beside['current'], now: Instant): readonly Effect[] {
  if (state.is === 'deploying') {
    const { kind, certificate } = state.candidate
    const orphan = kind === 'managed' && certificate !== kept?.certificate
    return orphan ? [{ do: 'retire', certificate, at: now }] : []
  }
  return 'attempt' in state && state.attempt !== null ? [{ do: 'cancel', attempt: state.attempt }] : []
}
