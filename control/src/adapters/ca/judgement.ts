// What a CA's answer means for an attempt (the error policy: docs/decisions). *Failed*: the CA judged and said no.
// *Refused*: no repetition cures it. *Held*: time or an operator mends it, and no attempt is spent.

import { backoff, type Instant, type Problem, type ProblemCode } from '@wellknown/lifecycle'
import type { CaProblem } from './port.ts'

export type Judgement =
  | { readonly is: 'failed'; readonly problem: Problem }
  | { readonly is: 'refused'; readonly problem: Problem }
  | { readonly is: 'held'; readonly problem: Problem; readonly until: Instant | null }
  /** The order is gone or not where we thought: read it again. */
  | { readonly is: 'reread' }

const MINUTE = 60_000
const HOUR = 60 * MINUTE

// Maps, not objects: the type is the CA's word, and `constructor` must be found nowhere.
/** Types by which the CA has judged a name; the rest of the table is about requests. */
const JUDGED: ReadonlyMap<string, ProblemCode> = new Map([
  ['connection', 'ca-connection'],
  ['dns', 'ca-dns'],
  ['unauthorized', 'ca-unauthorized'],
  ['incorrectResponse', 'ca-unauthorized'],
  ['caa', 'ca-caa'],
  ['tls', 'ca-tls'],
])
const INCURABLE: ReadonlyMap<string, ProblemCode> = new Map([
  ['rejectedIdentifier', 'ca-rejected-identifier'],
  ['unsupportedIdentifier', 'ca-rejected-identifier'],
  ['malformed', 'ca-refused'],
  ['badCSR', 'ca-refused'],
  ['badPublicKey', 'ca-refused'],
  ['badSignatureAlgorithm', 'ca-refused'],
  // Of an order that asked for none; profile.ts asks without before it comes to this.
  ['invalidProfile', 'ca-refused'],
])
/** An account is never made again by itself: other records (CAA accounturi) are bound to it. */
const ACCOUNT: readonly string[] = ['accountDoesNotExist', 'unauthorized', 'externalAccountRequired']

/** Judges the CA's refusal of a request. `tries` lengthens the wait where the CA names none; a wait is never shorter than
 *  `shortest` milliseconds, whatever the CA says. */
export function judgeRequest(problem: CaProblem, now: Instant, tries: number, shortest = MINUTE): Judgement {
  const told = (code: ProblemCode): Problem => problemFor(code, problem, null)
  const { type, status } = problem
  const retryAt = problem.retryAt === null ? null : Math.max(problem.retryAt, now + shortest)
  if (type === 'orderNotReady' || status === 404) return { is: 'reread' }
  if (type === 'rateLimited' || status === 429) {
    if (retryAt === null && problem.secretLink !== null) {
      return { is: 'held', problem: told('ca-paused'), until: null }
    }
    const until = retryAt ?? now + HOUR
    return { is: 'held', problem: { ...told('rate-limited'), retryAt: until }, until }
  }
  if (type === 'userActionRequired') return { is: 'held', problem: told('ca-terms-changed'), until: null }
  if (type !== null && ACCOUNT.includes(type)) return { is: 'held', problem: told('ca-account'), until: null }
  const incurable = type === null ? undefined : INCURABLE.get(type)
  const named = type === 'compound' || incurable ? judgeNames(problem) : null
  if (named) return named
  if (incurable) return { is: 'refused', problem: told(incurable) }
  const judged = type === null ? undefined : JUDGED.get(type)
  if (judged) return { is: 'failed', problem: told(judged) }
  const code = status !== null && status < 400 ? 'ca-bad-answer' : 'ca-unavailable'
  return { is: 'held', problem: told(code), until: retryAt ?? now + backoff(tries + 1, shortest) }
}

/** Several names, several reasons (RFC 8555 §6.7.1): one that nothing cures decides, else the first that was judged. */
function judgeNames({ subproblems }: CaProblem): Judgement | null {
  for (const [is, codes] of [
    ['refused', INCURABLE],
    ['failed', JUDGED],
  ] as const) {
    for (const sub of subproblems) {
      const code = codes.get(sub.type)
      if (code) return { is, problem: problemFor(code, sub, sub.name) }
    }
  }
  return null
}

/** Judges a failed challenge of `name`. A CA that broke down while it looked has not judged: null. */
export function judgeChallenge(problem: CaProblem | null, name: string): Problem | null {
  if (problem?.type === 'serverInternal') return null
  const code = (problem?.type && JUDGED.get(problem.type)) || 'ca-refused'
  return problemFor(code, problem ?? { detail: 'The CA gave no reason.' }, name)
}

const problemFor = (
  code: ProblemCode,
  { detail, retryAt = null }: { readonly detail: string; readonly retryAt?: Instant | null },
  name: string | null,
): Problem => ({ code, detail, name, retryAt })
