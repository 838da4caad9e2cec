// What a test may do to the CA in memory, and what it may look at.

import type { MemoryLedger } from './memory-ledger.ts'
import type { Authorization, Ca, RenewalInfo } from './port.ts'

type Lived = { readonly names: readonly string[]; readonly notBefore: number; readonly notAfter: number }
export type Advice = RenewalInfo | null | ((of: Lived) => RenewalInfo | null)

export type MemoryCa = Ca & {
  /** The orders made so far, with how often each was finalized with success. */
  readonly orders: readonly {
    readonly names: readonly string[]
    readonly issued: boolean
    readonly replaces: boolean
    readonly profile: string | null
  }[]
  /** Those of all orders, oldest first. */
  readonly authorizations: readonly { readonly name: string; readonly status: Authorization['status'] }[]
  readonly revoked: readonly string[]
  /** How each of them was. */
  readonly revocations: readonly { readonly reason: number; readonly by: 'account' | 'key' }[]
  /** What it says of renewal from now on, of each certificate. */
  advise(info: Advice): void
  /** Which of its limits were exceeded, and which names it has paused; nothing where it counts none. */
  readonly counted: Pick<MemoryLedger, 'exceeded' | 'paused'>
  /** From now on a name that was validated is not validated again for so many milliseconds, by default for ever. */
  reuseAuthorizations(period?: number): void
  /** While it is forgetful it knows none of its orders. */
  forgetful(is: boolean): void
  /** Pauses the account: 429 without a time, with a link for the operator; null: lifts it. */
  pause(link: string | null): void
  /** While the account is deactivated, it refuses whatever is asked in its name. */
  deactivateAccount(is: boolean): void
  /** From now on we have another account. */
  changeAccount(url: string): void
  /** From now on it asks for these terms. */
  changeTerms(url: string): void
  /** While it is blind, wholly or to one name, it sees no token, and judges so. */
  blind(is: boolean | string): void
  /** Refuses orders in these words until an instant (milliseconds). */
  limit(detail: string, until: number): void
  /** Answers orders with 503 until an instant (milliseconds); `naming`: and says so by Retry-After. */
  overload(until: number, naming: boolean): void
  /** How often it was asked for an order while it was overloaded. */
  turnedAway(): number
  /** From now on no order may say that it follows another. */
  refuseReplaces(): void
  /** From now on it will not have this profile, although its directory lists it: with the order, or only when the
   *  signing request comes. */
  refuseProfile(name: string, when: 'order' | 'finalize'): void
}
