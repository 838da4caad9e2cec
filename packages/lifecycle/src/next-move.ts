// Who moves next. Of every state the first question is: what are we waiting for?

import { PROBLEMS } from './advice.ts'
import type { Actor, Problem, ProblemCode } from './problem.ts'
import { dueAt, renewable } from './serving.ts'
import type { Instant, Situation } from './vocabulary.ts'

export type Move = {
  readonly who: Actor
  /** For us: when we act; an instant that has passed means we are at it. For others: when we look again, or the end of
   *  what is served. Null: theirs is the only move, or its time is not ours to know. */
  readonly at: Instant | null
  /** A sentence for the page. */
  readonly why: string
}

/** Who moves next in `situation`, when, and why. A state that is not answered for does not compile. */
export function nextMove({ state, current, https }: Situation): Move {
  switch (state.is) {
    case 'off':
      return { who: 'customer', at: null, why: 'HTTPS is off until it is enabled.' }
    case 'checking':
      return { who: 'us', at: state.run.started, why: 'We are checking that the names lead to our CDN.' }
    case 'blocked':
      return { ...moverOf(state.problems), at: state.until }
    case 'issuing':
      return { who: 'ca', at: null, why: 'The certificate authority is being asked.' }
    case 'waiting':
      return waitingFor(state)
    case 'deploying':
      return {
        who: 'us',
        at: state.until,
        why: 'The certificate is on its way to our servers; it is done when all have been seen serving it.',
      }
    case 'active':
      return restingOn(state, current)
    case 'failed':
      return failedAnd(state, https)
    case 'deleting':
      return { who: 'us', at: state.until, why: 'The resource is being taken off our servers.' }
  }
}

function waitingFor({ cause, problem, until }: Extract<Situation['state'], { is: 'waiting' }>): Move {
  const { sentence, who } = PROBLEMS[problem.code]
  if (until === null) return { who: mendedByOthers(problem.code), at: null, why: sentence }
  return cause === 'failed'
    ? { who: 'us', at: until, why: 'The next attempt starts by itself; "force retry" starts it now.' }
    : { who, at: until, why: sentence }
}

function restingOn(
  state: Extract<Situation['state'], { is: 'active' }>,
  current: Situation['current'],
): Move {
  const end = current?.notAfter ?? null
  const { until, leftOut } = state
  if (leftOut && leftOut.until === dueAt(state)) {
    return {
      who: 'us',
      at: leftOut.until,
      why: `We look again whether these names can be added: ${leftOut.names.join(', ')}.`,
    }
  }
  if (until !== null) return { who: 'us', at: until, why: 'The certificate is renewed by itself.' }
  return renewable(current)
    ? { who: 'customer', at: end, why: 'The resource is not active; renewal goes on when it is.' }
    : {
        who: 'customer',
        at: end,
        why: "The certificate is the customer's own, to be replaced before it expires.",
      }
}

function failedAnd({ until, problem }: Extract<Situation['state'], { is: 'failed' }>, https: boolean): Move {
  if (until !== null) {
    return { who: 'us', at: until, why: 'We try again by ourselves; the customer may do so earlier.' }
  }
  // What serves, or did, is tried again by itself: only a resource that is not active has no time for it.
  const code = https || problem.code === 'expired' ? 'suspended' : problem.code
  return { who: mendedByOthers(code), at: null, why: PROBLEMS[code].sentence }
}

/** The first problem decides: they come worst first. */
function moverOf([worst]: readonly Problem[]): Pick<Move, 'who' | 'why'> {
  const { who, sentence } = PROBLEMS[worst?.code ?? 'our-trouble']
  return { who, why: sentence }
}

/** Where no time is set, somebody else has to move: the customer where the problem is theirs, else an operator. */
const mendedByOthers = (code: ProblemCode): Actor =>
  PROBLEMS[code].who === 'customer' ? 'customer' : 'operator'
