// The verdict on a challenge: what the primary perspective saw, then what the remote ones did (Baseline Requirements
// §3.2.2.9). Nothing in a request tells which perspective asks.

import { fetchChallenge, type FetchOptions, type Sight } from './fetcher.ts'
import type { Log } from './log.ts'
import { problem, quote, type Problem } from './problem.ts'

const CHALLENGE_PATH = '/.well-known/acme-challenge/'
/** Trailing Unicode whitespace, as Go's unicode.IsSpace counts it: a byte order mark is none. */
const TRAILING_SPACE = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/

type Challenge = {
  readonly name: string
  readonly token: string
  /** RFC 8555 §8.1. */
  readonly keyAuthorization: string
}

/** Judges one challenge; null is success. */
export type Judge = (challenge: Challenge) => Promise<Problem | null>

export function createJudge(
  options: FetchOptions & {
    /** How many remote perspectives ask after the primary. */
    readonly perspectives: number
    readonly log: Log
  },
): Judge {
  const remotes = Array.from({ length: options.perspectives }, (_, index) => `remote ${index + 1}`)

  async function look(perspective: string, challenge: Challenge): Promise<Problem | null> {
    const sight = await fetchChallenge(challenge.name, `${CHALLENGE_PATH}${challenge.token}`, options)
    const fault = faultOf(sight, challenge)
    options.log({
      event: 'validated',
      name: challenge.name,
      perspective,
      address: sight.address,
      ok: fault === null,
      // The owner of the account learns what was expected; a log is read by others.
      detail: fault?.detail.replaceAll(challenge.keyAuthorization, '…') ?? null,
    })
    return fault
  }

  return async (challenge) => {
    const fault = await look('primary', challenge)
    if (fault) return fault
    const faults = (await Promise.all(remotes.map((each) => look(each, challenge)))).filter(
      (each) => each !== null,
    )
    const [first] = faults
    return first && faults.length > allowedFailures(remotes.length)
      ? problem(first.type, `During secondary validation: ${first.detail}`)
      : null
  }
}

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
