// What is served: whether it lives, whether it is in use, and whose it is; and when a state is due.

import type { Problem, ProblemCode } from './problem.ts'
import type { Current, Instant, Situation, State } from './vocabulary.ts'

/** Is there a certificate that has not run out? */
export const lives = (current: Current | null, now: Instant): current is Current =>
  current !== null && current.notAfter > now

/** Do visitors get a living certificate? A kept one lives too, but with HTTPS off it serves nobody. */
export const serves = <S extends Pick<Situation, 'current' | 'https'>>(
  at: S,
  now: Instant,
): at is S & { readonly current: Current; readonly https: true } => at.https && lives(at.current, now)

/** Is it a certificate that we renew? */
export const renewable = (current: Current | null): current is Current => current?.kind === 'managed'

/** Does it stand for exactly these names? */
export const covers = (current: Current, names: readonly string[]): boolean =>
  current.names.length === names.length && names.every((name) => current.names.includes(name))

/** When the state is due by itself, if ever: of what *active* waits for, the first. */
export function dueAt(state: State): Instant | null {
  const until = 'until' in state ? state.until : null
  if (state.is !== 'active' || !state.leftOut) return until
  return Math.min(until ?? Number.POSITIVE_INFINITY, state.leftOut.until)
}

/** Would its being due lead to the CA? Such states are let go on by and by, so that no herd forms. */
export const startsAtCa = ({ is }: State): boolean => is === 'active' || is === 'failed' || is === 'waiting'

/** What stands in the way, in a state that knows it; the worst first. */
export function problemsOf(state: State): readonly Problem[] {
  if (state.is === 'blocked') return state.problems
  if (!('problem' in state) || state.problem === null) return []
  return [state.problem, ...(('others' in state && state.others) || [])]
}

/** What stands in the way, if anything: the first problem's code. */
export function causeOf(state: State): ProblemCode | null {
  return problemsOf(state)[0]?.code ?? null
}
