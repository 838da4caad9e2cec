// The CA as the whole fleet sees it: one that asks to be left alone is (RFC 9110 §10.2.3), by everybody and over restarts,
// and one that keeps failing is asked by one run at a time until it has taken something again.

import { afterFailure, afterSuccess, OPEN, RAMP, type Instant } from '@wellknown/lifecycle'
import { pauseOf } from '../actions/ca-pause.ts'
import { CaError, type Ca } from '../adapters/ca/port.ts'
import type { Store } from '../store/port.ts'
import { CA_PAUSE } from '../store/setting-names.ts'

/** One lost answer is no outage. */
const MOST_FAILURES = 5
/** By these the CA takes something from us; that it can be read says little. */
const TAKING: readonly string[] = ['createOrder', 'answer', 'finalize']

type Watched = Pick<Store, 'setting' | 'saveSetting' | 'changeRamp' | 'ramp'>

/** `ca`, watched. While it is paused every call rejects with a CaError that names the time, and nothing is sent. */
export function createWatchedCa(ca: Ca, store: Watched, now: () => Instant): Ca {
  let failures = 0

  async function call(name: string, work: () => Promise<unknown>): Promise<unknown> {
    const paused = await pauseOf(store, now())
    if (paused !== null) throw new CaError({ ...PAUSED, retryAt: paused })
    try {
      const answer = await work()
      if (!TAKING.includes(name)) return answer
      failures = 0
      if ((await store.ramp())?.phase === 'shut') {
        await store.changeRamp((ramp) => afterSuccess(ramp ?? OPEN, now()))
      }
      return answer
    } catch (error) {
      throw error instanceof CaError ? await learn(error) : error
    }
  }

  /** The error as it is to be believed: no word of a broken CA stops anybody for longer than the bound. */
  async function learn(error: CaError): Promise<CaError> {
    const { type, status, retryAt } = error.problem
    const broken = status === null || status >= 500 || (status === 429 && type !== 'rateLimited')
    if (!broken) return error
    failures++
    const until = status !== null && retryAt !== null ? Math.min(retryAt, now() + RAMP.longestPause) : null
    if (until !== null) await store.saveSetting(CA_PAUSE, String(until))
    if (until !== null || failures >= MOST_FAILURES) {
      await store.changeRamp((ramp) => afterFailure(ramp ?? OPEN, now(), until))
    }
    return until === null ? error : new CaError({ ...error.problem, retryAt: until })
  }

  return new Proxy(ca, {
    get(target, property, receiver) {
      const value: unknown = Reflect.get(target, property, receiver)
      if (typeof value !== 'function') return value
      return (...given: unknown[]): unknown =>
        call(String(property), async () => Reflect.apply(value, target, given) as unknown)
    },
  })
}

const PAUSED = {
  type: null,
  status: 503,
  detail: 'The CA has asked us not to come before a time, which has not passed.',
  subproblems: [],
  location: null,
  secretLink: null,
} as const
