// What the customer is told (P21): each trouble once, and one all-clear for all of them when a certificate is live.

import type { Problem, ProblemCode } from './problem.ts'
import { TELL_BLOCKED_AFTER } from './rules/limits.ts'
import type { Effect, Event, Instant, Run, Situation, Step, Telling, Trouble } from './vocabulary.ts'

/** The name leads somewhere else, or nowhere: its owner has left, or their DNS is wrong. */
const LEADS_AWAY: readonly ProblemCode[] = ['left', 'name-does-not-exist', 'no-records', 'other-cdn']

/** What names that have not passed for an hour are told as: where there was a certificate, their owner has left (P22). */
export function tellBlocked(run: Run, problems: readonly Problem[], now: Instant): readonly Telling[] {
  if (now - run.started < TELL_BLOCKED_AFTER) return []
  const left = run.why === 'renewal' && problems.some(({ code }) => LEADS_AWAY.includes(code))
  return [{ do: 'tell', message: left ? 'left' : 'pre-validation-failed' }]
}

/** These repeat: an alarm is louder each time, and a series that the customer began deserves its answer. */
const REPEATS: readonly Trouble[] = ['expiring', 'issue-failed']
/** Who turns it off has heard enough. */
const CUSTOMERS_END: readonly Event['type'][] = ['disable', 'revoke', 'delete', 'abort']

/** `step` with each trouble told only if it is news, and with the all-clear once a certificate is seen everywhere. */
export function keepTold(from: Situation, event: Event, step: Step): Step {
  const before = from.troubles ?? []
  const news = step.effects.filter((effect) => isTelling(effect) && isNews(effect, before))
  const fresh = news.flatMap((effect) => (isTelling(effect) ? troubleOf(effect) : []))
  const open = [...before, ...fresh.filter((trouble) => !before.includes(trouble))]
  const over = event.type === 'live' && step.https ? open : []
  const ended = CUSTOMERS_END.includes(event.type) && !step.https
  const allClear: readonly Telling[] = over.length > 0 ? [{ do: 'tell', message: 'recovered', over }] : []
  const effects = step.effects.filter((effect) => !isTelling(effect) || news.includes(effect))
  const { troubles: _, ...rest } = step
  return {
    ...rest,
    ...(open.length > 0 && over.length === 0 && !ended && { troubles: open }),
    effects: [...effects, ...allClear],
  }
}

const isTelling = (effect: Effect): effect is Telling => effect.do === 'tell'
const troubleOf = ({ message }: Telling): readonly Trouble[] => (message === 'recovered' ? [] : [message])

/** Names that do not pass are no news to who was told that they lead away. */
const isNews = ({ message }: Telling, before: readonly Trouble[]): boolean =>
  message !== 'recovered' &&
  (REPEATS.includes(message) || !before.includes(message)) &&
  !(message === 'pre-validation-failed' && before.includes('left'))
