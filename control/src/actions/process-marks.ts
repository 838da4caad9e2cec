// What an event means for the status object of the API (reference: LERequestStatusV2): one issuing process per run, an
// entry in `statuses` for each outcome.

import { explain, type Event, type Instant, type Problem, type State, type Step } from '@wellknown/lifecycle'
import type { ProcessMark } from '../store/transition-port.ts'

const runOf = (state: State) => ('run' in state ? state.run : null)

/** The marks to be saved with this step. A process opens when the CA is first asked, so marks on a run that never got
 *  there find no row and change nothing. */
export function marksOf(from: State, event: Event, step: Step, at: Instant): readonly ProcessMark[] {
  const before = runOf(from)
  const after = runOf(step.state)
  const marks: ProcessMark[] = []
  if (step.state.is === 'issuing' && from.is !== 'issuing') {
    marks.push({ mark: 'open', run: step.state.run.id, at })
  }
  if (before && before.id !== after?.id) {
    const tried = event.type === 'live' || event.type === 'failed' || event.type === 'refused'
    marks.push({
      mark: 'next',
      run: before.id,
      nextAttempt: null,
      attemptsCount: before.failed + (tried ? 1 : 0),
    })
    marks.push({ mark: 'outcome', run: before.id, outcome: outcomeOf(event, at) })
    marks.push({ mark: 'close', run: before.id, at })
    return marks
  }
  if (!before || !after) return marks
  if (event.type === 'failed' || (event.type === 'held' && event.problem.code === 'rate-limited')) {
    marks.push({ mark: 'outcome', run: after.id, outcome: outcomeOf(event, at) })
  }
  const nextAttempt = step.state.is === 'waiting' ? step.state.until : null
  marks.push({ mark: 'next', run: after.id, nextAttempt, attemptsCount: after.failed })
  return marks
}

function outcomeOf(event: Event, created: Instant): Extract<ProcessMark, { mark: 'outcome' }>['outcome'] {
  switch (event.type) {
    case 'live':
      return { status: 'DONE', error: '', details: '', created, retryAfter: null }
    case 'failed':
    case 'refused':
      return { ...told(event.problem), created, retryAfter: null }
    case 'held':
      return { ...told(event.problem), created, retryAfter: event.until }
    default:
      return { status: 'CANCELLED', error: '', details: '', created, retryAfter: null }
  }
}

const told = (problem: Problem) =>
  ({ status: 'FAILED', error: errorCode(problem), details: explain(problem) }) as const

/** The API publishes one error code, `RateLimited`; ours follow its spelling. */
const errorCode = ({ code }: Problem): string =>
  code
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('')
