// The one function by which a certificate's life goes on.

import { RULES } from './rules.ts'
import { partOf } from './rules/partial.ts'
import { keepTold } from './telling.ts'
import type { Context, Event, EventName, Situation, State, StateName, Step } from './vocabulary.ts'

/** Why an event is not accepted in a state. The API has a literal for each but the last two. */
export type RefusalCode =
  | 'attempt-running'
  | 'completed'
  | 'launched'
  | 'attempt-in-progress'
  | 'nothing-to-abort'
  | 'suspended'
  | 'no-part'
  | 'operator-first'
  | 'not-accepted'

export type Refusal = { readonly state: StateName; readonly event: EventName; readonly code: RefusalCode }

export type Decision =
  | { readonly is: 'step'; readonly step: Step }
  | { readonly is: 'refused'; readonly refusal: Refusal }
  /** News of another run or attempt, or a timer that was overtaken: nothing changes. */
  | { readonly is: 'dropped' }

/** Events that would open a run; none is opened for a resource that is not active. */
const OPENING: readonly EventName[] = ['enable', 'renew', 'reissue', 'retry', 'anyway', 'partial']
/** News and timers: where they come too late they are dropped, not refused. */
const NEWS: readonly EventName[] = [
  'passed',
  'blocked',
  'held',
  'issued',
  'failed',
  'refused',
  'live',
  'due',
  'advised',
  'expired',
  'alarm',
  'gone',
  'lifted',
]

/** What `event` does to `situation`. Pure: `context` brings the time and fresh ids. */
export function decide(situation: Situation, event: Event, context: Context): Decision {
  const another = event.type === 'enable' && event.object === 'another'
  const refused = whyNot(situation, event.type, { another, suspended: context.suspended })
  if (refused) return NEWS.includes(event.type) ? { is: 'dropped' } : { is: 'refused', refusal: refused }
  // The one cast: TypeScript cannot see that `state` and `event` name one cell. `refusalOf` has seen that it exists.
  type Rule = (at: Situation, event: Event, context: Context) => Step | null
  const rule = (RULES[situation.state.is] as Readonly<Partial<Record<EventName, Rule>>>)[event.type]
  const step = rule?.(situation, event, context) ?? null
  return step === null ? { is: 'dropped' } : { is: 'step', step: keepTold(situation, event, step) }
}

/** Why `event` is refused, all things considered; null: it is accepted. Also what a portal asks before it draws a button: a
 *  dead one says why. `another`: it enables another certificate object; `suspended`: the resource is not active. */
export function whyNot(
  at: Situation,
  event: EventName,
  { another = false, suspended }: { readonly another?: boolean; readonly suspended: boolean },
): Refusal | null {
  const refused = refusalOf(at, event)
  if (refused) return refused
  const refuse = (code: RefusalCode): Refusal => ({ state: at.state.is, event, code })
  if (event === 'enable' && !another && at.state.is === 'active') return refuse('completed')
  return suspended && OPENING.includes(event) ? refuse('suspended') : null
}

/** Null when the event has a cell in this state, else why it is not accepted. An own certificate is neither renewed nor
 *  reissued by us. */
export function refusalOf(at: Situation, event: EventName): Refusal | null {
  const { state, current } = at
  const refuse = (code: RefusalCode): Refusal => ({ state: state.is, event, code })
  const owned = state.is === 'active' && current?.kind === 'own'
  if (event === 'partial' && event in RULES[state.is] && partOf(at) === null) return refuse('no-part')
  if (event === 'retry' && state.is === 'active' && !state.leftOut) return refuse('completed')
  if (event === 'retry' && waitsForOperator(state)) return refuse('operator-first')
  if (event in RULES[state.is] && !(owned && (event === 'renew' || event === 'reissue'))) return null
  const open = ['checking', 'blocked', 'issuing', 'waiting', 'deploying'].includes(state.is)
  switch (event) {
    case 'retry':
      return refuse(open ? 'attempt-running' : 'completed')
    case 'renew':
    case 'reissue':
    case 'enable':
      return refuse(open ? 'launched' : 'not-accepted')
    case 'own':
      return refuse(open ? 'attempt-in-progress' : 'not-accepted')
    case 'abort':
      return refuse('nothing-to-abort')
    default:
      return refuse('not-accepted')
  }
}

/** No time is set, and it is not the customer who has to activate the resource. */
const waitsForOperator = (state: State): boolean =>
  state.is === 'waiting' && state.until === null && state.problem.code !== 'suspended'
