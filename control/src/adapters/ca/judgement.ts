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

const HOUR = 60 * 60_000

/** Types by which the CA has judged a name; the rest of the table is about requests. */
const JUDGED: Readonly<Record<string, ProblemCode>> = {
  connection: 'ca-connection',
  dns: 'ca-dns',
  unauthorized: 'ca-unauthorized',
  incorrectResponse: 'ca-unauthorized',
  caa: 'ca-caa',
  tls: 'ca-tls',
}
const INCURABLE: Readonly<Record<string, ProblemCode>> = {
  rejectedIdentifier: 'ca-rejected-identifier',
  unsupportedIdentifier: 'ca-rejected-identifier',
  malformed: 'ca-refused',
  badCSR: 'ca-refused',
  badPublicKey: 'ca-refused',
  badSignatureAlgorithm: 'ca-refused',
}
/** An account is never made again by itself: other records (CAA accounturi) are bound to it. */
const ACCOUNT: readonly string[] = ['accountDoesNotExist', 'unauthorized', 'externalAccountRequired']

/** Judges the CA's refusal of a request. `tries` lengthens the wait where the CA names none. */
export function judgeRequest(problem: CaProblem, now: Instant, tries: number): Judgement {
  const told = (code: ProblemCode): Problem => problemFor(code, problem, null)
  const { type, status, retryAt } = problem
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
  if (type === 'compound') return judgeCompound(problem)
  const incurable = type === null ? undefined : INCURABLE[type]
  if (incurable) return { is: 'refused', problem: told(incurable) }
  const judged = type === null ? undefined : JUDGED[type]
  if (judged) return { is: 'failed', problem: told(judged) }
  const code = status !== null && status < 400 ? 'ca-bad-answer' : 'ca-unavailable'
  return { is: 'held', problem: told(code), until: retryAt ?? now + backoff(tries + 1) }
}

/** Several names, several reasons: one that nothing cures decides, else the first. */
function judgeCompound(problem: CaProblem): Judgement {
  const incurable = problem.subproblems.find(({ type }) => type in INCURABLE)
  if (incurable) {
    return {
      is: 'refused',
      problem: problemFor(INCURABLE[incurable.type] ?? 'ca-refused', incurable, incurable.name),
    }
  }
  const [first] = problem.subproblems
  const code = (first && JUDGED[first.type]) ?? 'ca-refused'
  return { is: 'failed', problem: problemFor(code, first ?? problem, first?.name ?? null) }
}

/** Judges a failed challenge of `name`. A CA that broke down while it looked has not judged: null. */
export function judgeChallenge(problem: CaProblem | null, name: string): Problem | null {
  if (problem?.type === 'serverInternal') return null
  const code = (problem?.type && JUDGED[problem.type]) || 'ca-refused'
  return problemFor(code, problem ?? { detail: 'The CA gave no reason.' }, name)
}

const problemFor = (
  code: ProblemCode,
  { detail, retryAt = null }: { readonly detail: string; readonly retryAt?: Instant | null },
  name: string | null,
): Problem => ({ code, detail, name, retryAt })
