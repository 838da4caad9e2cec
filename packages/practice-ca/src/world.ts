// What the handlers work with: the CA's records, its hands and its clock.

import type { Account, Accounts } from './accounts.ts'
import type { Certificates } from './certificates.ts'
import type { Issuer } from './issuer.ts'
import type { Jwk } from './jws.ts'
import type { Log } from './log.ts'
import type { ExternalAccounts } from './external-account.ts'
import type { FaultPlan } from './fault-plan.ts'
import type { Orders } from './orders.ts'
import type { Pauses } from './pauses.ts'
import type { Profiles } from './profiles.ts'
import type { RateLimiter } from './rate-limits.ts'
import type { Judge, JudgeCaa } from './validation.ts'

/** What whoever started the CA has chosen. */
type Settings = {
  readonly profiles: Profiles
  /** Null: bindings are ignored. */
  readonly externalAccounts: ExternalAccounts | null
  /** The names by which this CA goes in CAA records; none: CAA is not looked at. */
  readonly caaIdentities: readonly string[]
  /** Told with what is being judged or issued. */
  readonly retryAfterSeconds: number
  /** From finalize to the certificate. */
  readonly finalizeDelayMs: number
}

export type World = {
  /** `https://host:port`, in front of every path we hand out. */
  readonly base: string
  readonly accounts: Accounts
  readonly orders: Orders
  readonly certificates: Certificates
  readonly issuer: Issuer
  readonly judge: Judge
  readonly judgeCaa: JudgeCaa
  readonly limiter: RateLimiter
  readonly pauses: Pauses
  readonly faults: FaultPlan
  readonly settings: Settings
  readonly now: () => number
  readonly log: Log
  /** Does the work after the answer has left; close() waits for it, and a fault of it is logged. */
  readonly later: (work: () => Promise<void>) => void
  /** Resolves after so many milliseconds of the machine's clock, or when the CA closes. */
  readonly wait: (milliseconds: number) => Promise<void>
}

/** A verified POST. */
export type Signed = {
  readonly by:
    | { readonly kind: 'account'; readonly account: Account }
    | { readonly kind: 'key'; readonly jwk: Jwk; readonly thumbprint: string }
  /** What was signed; null is POST-as-GET (RFC 8555 §6.3). */
  readonly payload: unknown
}

/** A POST signed by the key of an account that is in force. */
export type AccountRequest = { readonly account: Account; readonly id: string; readonly payload: unknown }

export type Answer = {
  readonly status: number
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  /** An object goes out as JSON. */
  readonly body?: object | string
}
