// Lets a meter see what goes by: the CA's answers, and each step of a certificate's life.

import { causeOf } from '@wellknown/lifecycle'
import { CaError, type Ca } from '../adapters/ca/port.ts'
import type { Store } from '../store/port.ts'
import type { Transition } from '../store/transition-port.ts'
import type { StateName } from '../store/words.ts'
import type { Meter } from './meter.ts'

/** RFC 8555 §6.7 and RFC 9773; what else a CA may say is `other`, since a label must not be a stranger's to choose. */
const TYPES: readonly string[] = [
  'accountDoesNotExist',
  'alreadyReplaced',
  'alreadyRevoked',
  'badCSR',
  'badNonce',
  'badPublicKey',
  'badRevocationReason',
  'badSignatureAlgorithm',
  'caa',
  'compound',
  'connection',
  'dns',
  'externalAccountRequired',
  'incorrectResponse',
  'invalidContact',
  'invalidProfile',
  'malformed',
  'orderNotReady',
  'rateLimited',
  'rejectedIdentifier',
  'serverInternal',
  'tls',
  'unauthorized',
  'unsupportedContact',
  'unsupportedIdentifier',
  'userActionRequired',
]

function typeOf(error: unknown): string {
  if (!(error instanceof CaError)) return 'other'
  const { type, status } = error.problem
  if (status === null) return 'no-answer'
  if (type !== null && TYPES.includes(type)) return type
  return status >= 500 ? 'server-error' : 'other'
}

/** `ca`, each of whose calls is timed by `clock`, in milliseconds. */
export const watchCa = (ca: Ca, meter: Meter, clock = (): number => performance.now()): Ca =>
  new Proxy(ca, {
    get(target, property, receiver) {
      const value: unknown = Reflect.get(target, property, receiver)
      if (typeof value !== 'function') return value
      return async (...given: unknown[]): Promise<unknown> => {
        const started = clock()
        const tell = (fault: string | null): void =>
          meter.asked(String(property), (clock() - started) / 1000, fault)
        try {
          const answer: unknown = await Reflect.apply(value, target, given)
          tell(null)
          return answer
        } catch (error) {
          tell(typeOf(error))
          throw error
        }
      }
    },
  })

const LOOKS: readonly string[] = ['passed', 'blocked', 'held']
const ATTEMPTS: readonly string[] = ['issued', 'failed', 'refused', 'held']

/** `store`, whose transitions, and requests for tokens, are counted once they are saved. */
export function watchStore(store: Store, meter: Meter): Store {
  const transition: Store['transition'] = async (resource, decide, settle) => {
    let seen: { readonly from: StateName; readonly made: Transition | null } | null = null
    const saved = await store.transition(
      resource,
      (from) => {
        const made = decide(from)
        seen = { from: from.state.is, made }
        return made
      },
      settle,
    )
    count(seen, meter)
    return saved
  }
  const saveChallengeHits: Store['saveChallengeHits'] = async (of, pop, hits) => {
    const more = await store.saveChallengeHits(of, pop, hits)
    for (const [result, count] of Object.entries(more ?? {})) meter.visited(pop, result, count)
    return more
  }
  return { ...store, transition, saveChallengeHits }
}

function count(
  seen: { readonly from: StateName; readonly made: Transition | null } | null,
  meter: Meter,
): void {
  if (!seen?.made) return
  const { event, step } = seen.made
  const cause = causeOf(step.state)
  if (seen.from === 'checking' && LOOKS.includes(event)) meter.looked(event, cause)
  if (seen.from === 'issuing' && ATTEMPTS.includes(event))
    meter.attempted(event, event === 'issued' ? null : cause)
}
