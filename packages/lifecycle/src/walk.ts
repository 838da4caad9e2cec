// Every situation that can come about; walk.test.ts holds the promises against them. The walk starts from *off* and sends
// every event to every situation it meets, under a clock that jumps to whatever is due; situations that differ only in
// names and instants count as one, so that it ends.

import { decide, type Decision } from './decide.ts'
import { partOf } from './rules/partial.ts'
import type { Problem } from './problem.ts'
import { dueAt } from './serving.ts'
import type { Candidate, Context, Event, Instant, Situation } from './vocabulary.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const START = 1_800_000_000_000
const NAMES = ['www.customer.example']
const MORE = ['www.customer.example', 'shop.customer.example']

/** A situation, the time, and what the store knows beside it. */
export type Place = { readonly at: Situation; readonly now: Instant; readonly suspended: boolean }
/** One step of the walk. */
export type Move = {
  readonly from: Place
  readonly event: Event
  readonly decision: Decision
  readonly to: Place
}

const problem: Problem = { code: 'ca-unauthorized', detail: 'no', name: null, retryAt: null }
const limit: Problem = { code: 'rate-limited', detail: 'later', name: null, retryAt: null }
const paused: Problem = { code: 'ca-paused', detail: '', name: null, retryAt: null }

let serial = 0
const certificate = (kind: Candidate['kind'], names: readonly string[], now: Instant): Candidate => ({
  kind,
  certificate: `c${++serial}`,
  serial: `${serial}`,
  names,
  notBefore: now,
  notAfter: now + 90 * DAY,
  issuer: kind === 'own' ? null : { directory: 'https://ca.test/dir', account: 'https://ca.test/acct/1' },
})

/** The news there can be of a run and an attempt: the right one's here, another's in `strangers`. */
const newsOf = (run: string, attempt: string, candidate: Candidate, now: Instant): readonly Event[] => [
  { type: 'passed', run },
  { type: 'blocked', run, problems: [problem] },
  { type: 'blocked', run, problems: [{ ...problem, name: 'shop.customer.example' }] },
  { type: 'held', run, problem: limit, until: now + HOUR },
  { type: 'held', run, problem: paused, until: null },
  { type: 'issued', run, attempt, candidate },
  { type: 'failed', run, attempt, problem },
  { type: 'failed', run, attempt, problem: { ...problem, name: 'shop.customer.example' } },
  { type: 'refused', run, attempt, problem },
  { type: 'refused', run, attempt: null, problem },
]

/** The open run, if any. */
export const runOf = ({ state }: Situation) => ('run' in state ? state.run : null)
/** The attempt that is at the CA or kept for it, if any. */
export const attemptOf = ({ state }: Situation) => ('attempt' in state ? state.attempt : null)
/** When the state is due by itself, if ever. */
export const untilOf = ({ state }: Situation) => dueAt(state)

/** News that does not belong here: of another run, of another attempt of this run, of another certificate. */
export const strangers = ({ at, now }: Place): readonly Event[] => [
  ...newsOf('another run', 'another attempt', certificate('managed', NAMES, now), now),
  ...newsOf(runOf(at)?.id ?? '', 'another attempt', certificate('managed', NAMES, now), now).filter(
    (event) => 'attempt' in event && event.attempt !== null,
  ),
  { type: 'live', certificate: 'another certificate' },
]

/** Every event, and where the payload decides, each kind of payload. */
const eventsAt = ({ at, now }: Place): readonly Event[] => [
  ...newsOf(
    runOf(at)?.id ?? 'none',
    attemptOf(at) ?? 'none',
    certificate('managed', runOf(at)?.names ?? NAMES, now),
    now,
  ),
  { type: 'enable', names: NAMES, object: 'same' },
  { type: 'enable', names: MORE, object: 'another' },
  { type: 'own', candidate: certificate('own', NAMES, now) },
  { type: 'refused', run: null, attempt: null, problem },
  { type: 'live', certificate: at.state.is === 'deploying' ? at.state.candidate.certificate : 'none' },
  { type: 'reissue', revokeOld: true },
  { type: 'reissue', revokeOld: false },
  { type: 'rename', names: MORE },
  { type: 'revoke', reason: 4 },
  { type: 'alarm', level: 1 },
  { type: 'advised', certificate: at.current?.certificate ?? 'none', at: now },
  ...(['due', 'retry', 'anyway', 'partial', 'renew', 'abort', 'disable', 'delete'] as const).map((type) => ({
    type,
  })),
  ...(['gone', 'expired', 'suspend', 'resume', 'lifted'] as const).map((type) => ({ type })),
]

/** How many names wait to be added, beside a run. */
const leftOutOf = ({ state }: Situation) =>
  (state.is === 'active' || state.is === 'failed') && state.leftOut?.names.length

/** Now, and each later instant at which something is due. */
const clocksAt = ({ at, now }: Place): readonly Instant[] => {
  const candidate = at.state.is === 'deploying' ? at.state.candidate.notAfter : null
  const later = [untilOf(at), at.current?.notAfter ?? null, candidate].filter((each) => each !== null)
  return [now, ...later.filter((each) => each > now)]
}

/** What tells two situations apart. */
export function keyOf({ at, now, suspended }: Place): string {
  const { state, current, https } = at
  const run = runOf(at)
  const until = untilOf(at)
  return JSON.stringify([
    [state.is, https, suspended, until === null ? 'never' : until > now],
    // To be sure (P7) means the same of every run: the first certificate's stands for all.
    run && [
      run.why,
      run.failed,
      run.revokeOld,
      run.again,
      run.why === 'first' && run.sure,
      run.names.length,
      run.leftOut?.names.length,
    ],
    leftOutOf(at),
    partOf(at) === null,
    attemptOf(at) === null,
    'problem' in state && state.problem?.code,
    state.is === 'deploying' && [state.candidate.kind, state.candidate.notAfter > now, state.dirty === null],
    state.is === 'deploying' && state.candidate.certificate === current?.certificate,
    current && [current.kind, current.notAfter > now, current.names.length, current.alarmed],
  ])
}

/** Sends `event`; the place is the same afterwards unless it is accepted. */
export function moveFrom(from: Place, event: Event): Move {
  const suspended = event.type === 'suspend' || (from.suspended && event.type !== 'resume')
  const context: Context = { now: from.now, id: `id${++serial}`, retryAfter: 900_000, suspended, share: 0 }
  const decision = decide(from.at, event, context)
  const at = decision.is === 'step' ? decision.step : from.at
  return { from, event, decision, to: { ...from, at, suspended } }
}

/** One place for each kind of situation that can be reached from *off*, and every move tried on the way. */
export function walk(): { readonly places: readonly Place[]; readonly moves: readonly Move[] } {
  const start: Place = {
    at: { state: { is: 'off' }, current: null, https: false },
    now: START,
    suspended: false,
  }
  const met = new Map([[keyOf(start), start]])
  const moves: Move[] = []
  // A Map may grow while it is walked: what is met last is visited last.
  for (const place of met.values()) {
    for (const now of clocksAt(place)) {
      const from = { ...place, now }
      for (const event of eventsAt(from)) {
        const move = moveFrom(from, event)
        moves.push(move)
        const key = keyOf(move.to)
        if (!met.has(key)) met.set(key, move.to)
      }
    }
  }
  return { places: [...met.values()], moves }
}
