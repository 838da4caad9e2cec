// What the handlers work with: the CA's records, its hands and its clock.

import type { Account, Accounts } from './accounts.ts'
import type { Certificates } from './certificates.ts'
import type { Issuer } from './issuer.ts'
import type { Jwk } from './jws.ts'
import type { Log } from './log.ts'
import type { Orders } from './orders.ts'
import type { Judge } from './validation.ts'

export type World = {
  /** `https://host:port`, in front of every path we hand out. */
  readonly base: string
  readonly accounts: Accounts
  readonly orders: Orders
  readonly certificates: Certificates
  readonly issuer: Issuer
  readonly judge: Judge
  readonly now: () => number
  readonly log: Log
  /** Does the work after the answer has left; close() waits for it, and a fault of it is logged. */
  readonly later: (work: () => Promise<void>) => void
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
