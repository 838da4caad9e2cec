// The verdict on a challenge: what the primary perspective saw, then what the remote ones did (Baseline Requirements
// §3.2.2.9). Nothing in a request tells which perspective asks.

import { checkCaa } from './caa.ts'
import { fetchChallenge, type FetchOptions, type Sight } from './fetcher.ts'
import type { Log } from './log.ts'
import type { Method } from './orders.ts'
import { checkText } from './text-record.ts'
import { plannedProblem, problem, quote, type Problem } from './problem.ts'

const CHALLENGE_PATH = '/.well-known/acme-challenge/'
/** Trailing Unicode whitespace, as Go's unicode.IsSpace counts it: a byte order mark is none. */
const TRAILING_SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/

type Challenge = {
  readonly name: string
  readonly token: string
  /** RFC 8555 §8.1. */
  readonly keyAuthorization: string
  readonly accountUrl: string
  readonly method: Method
}
type CaaQuestion = Pick<Challenge, 'name' | 'accountUrl' | 'method'>

/** Judges one challenge; null is success. */
export type Judge = (challenge: Challenge) => Promise<Problem | null>
/** Judges the CAA records of a name alone. */
export type JudgeCaa = (request: CaaQuestion) => Promise<Problem | null>

export function createJudge(
  options: Omit<FetchOptions, 'source'> & {
    /** How many remote perspectives ask after the primary. */
    readonly perspectives: number
    /** Where they ask from, the primary first; those beyond the list from wherever the system likes. */
    readonly sources: readonly string[]
    /** The names by which this CA goes in CAA records; none: they are not looked at. */
    readonly caaIdentities: readonly string[]
    /** Is this perspective cut off from this name? */
    readonly isBlind: (name: string, perspective: string) => boolean
    readonly log: Log
  },
): { readonly judge: Judge; readonly judgeCaa: JudgeCaa } {
  const remotes = Array.from({ length: options.perspectives }, (_, index) => `remote ${index + 1}`)

  const sourceOf = (perspective: string): string | null =>
    options.sources[remotes.indexOf(perspective) + 1] ?? null

  const look = (perspective: string, challenge: Challenge): Promise<Problem | null> =>
    challenge.method === 'dns-01' ? lookAtText(perspective, challenge) : lookAtFile(perspective, challenge)

  async function lookAtText(perspective: string, challenge: Challenge): Promise<Problem | null> {
    const { name, keyAuthorization } = challenge
    const { dns, limits, closing } = options
    const signal = AbortSignal.any([closing, AbortSignal.timeout(limits.totalMs)])
    const fault = options.isBlind(name, perspective)
      ? problem('dns', `DNS problem: query timed out looking up TXT for _acme-challenge.${name}`)
      : await checkText(name, keyAuthorization, { dns, signal })
    tell({ name, perspective, address: null, fault })
    return fault
  }

  async function lookAtFile(perspective: string, challenge: Challenge): Promise<Problem | null> {
    const path = `${CHALLENGE_PATH}${challenge.token}`
    const sight = options.isBlind(challenge.name, perspective)
      ? blindSight(`http://${challenge.name}${path}`)
      : await fetchChallenge(challenge.name, path, { ...options, source: sourceOf(perspective) })
    const fault = faultOf(sight, challenge)
    // The owner of the account learns what was expected; a log is read by others.
    const told = fault && { ...fault, detail: fault.detail.replaceAll(challenge.keyAuthorization, '…') }
    tell({ name: challenge.name, perspective, address: sight.address, fault: told })
    return fault
  }

  function tell(seen: {
    readonly name: string
    readonly perspective: string
    readonly address: string | null
    readonly fault: Problem | null
  }): void {
    const { name, perspective, address, fault } = seen
    const detail = fault?.detail ?? null
    options.log({ event: 'validated', name, perspective, address, ok: fault === null, detail })
  }

  async function lookAtCaa(
    perspective: string,
    { name, accountUrl, method }: CaaQuestion,
  ): Promise<Problem | null> {
    const { dns, caaIdentities: identities, limits } = options
    const signal = AbortSignal.any([options.closing, AbortSignal.timeout(limits.totalMs)])
    const fault = await checkCaa(name, { identities, accountUrl, method }, { dns, signal })
    options.log({ event: 'caa', name, perspective, ok: fault === null, detail: fault?.detail ?? null })
    return fault
  }

  /** The primary's word, then that of the remotes, of which some may differ. */
  async function corroborate(ask: (perspective: string) => Promise<Problem | null>): Promise<Problem | null> {
    const fault = await ask('primary')
    if (fault) return fault
    const faults = (await Promise.all(remotes.map(ask))).filter((each) => each !== null)
    const [first] = faults
    return first && faults.length > allowedFailures(remotes.length)
      ? plannedProblem({ type: first.type, detail: `During secondary validation: ${first.detail}` })
      : null
  }

  const judgeCaa: JudgeCaa = async (request) =>
    options.caaIdentities.length === 0 ? null : corroborate((perspective) => lookAtCaa(perspective, request))
  return {
    judgeCaa,
    judge: async (challenge) =>
      (await corroborate((perspective) => look(perspective, challenge))) ?? judgeCaa(challenge),
  }
}

const blindSight = (url: string): Sight => ({
  address: null,
  result: {
    problem: problem('connection', `Fetching ${url}: Timeout during connect (likely firewall problem)`),
  },
})

/** The table of §3.2.2.9: of two to five remote perspectives one may differ, of six or more two. */
function allowedFailures(perspectives: number): number {
  if (perspectives < 2) return 0
  return perspectives < 6 ? 1 : 2
}

function faultOf({ address, result }: Sight, { keyAuthorization }: Challenge): Problem | null {
  if ('problem' in result) return result.problem
  const body = result.body.replace(TRAILING_SPACE, '')
  if (body === keyAuthorization) return null
  const expected = `Expected ${quote(keyAuthorization)} (got ${quote(body)})`
  return problem(
    'unauthorized',
    `${address}: The key authorization file from the server did not match this challenge. ${expected}`,
  )
}
