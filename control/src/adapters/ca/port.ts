// The CA, as the work speaks to it: one call is one RFC 8555 exchange. Nothing here waits, retries (but for a bad
// nonce) or keeps state between calls.

import type { Method } from '../../store/records.ts'

/** A problem document of the CA (RFC 7807, RFC 8555 §6.7), or the want of one. */
export type CaProblem = {
  /** The last part of `urn:ietf:params:acme:error:…`; null when no problem document came back. */
  readonly type: string | null
  /** Null: no HTTP answer at all (connection, TLS, time-out). */
  readonly status: number | null
  /** Bounded, and with secrets such as an unpause link masked. */
  readonly detail: string
  /** The instant named by Retry-After, in milliseconds since the epoch, clamped to a year. */
  readonly retryAt: number | null
  readonly subproblems: readonly {
    readonly type: string
    readonly detail: string
    readonly name: string | null
  }[]
  /** The `Location` of a 409. */
  readonly location: string | null
  /** The operator's part: an unpause link. Never shown to a tenant. */
  readonly secretLink: string | null
}

/** Every call of the port rejects with this and nothing else. */
export class CaError extends Error {
  override readonly name = 'CaError'
  readonly problem: CaProblem
  constructor(problem: CaProblem) {
    super(`${problem.type ?? 'no answer'}: ${problem.detail}`)
    this.problem = problem
  }
}

export type OrderStatus = 'pending' | 'ready' | 'processing' | 'valid' | 'invalid'
export type Order = {
  readonly url: string
  readonly status: OrderStatus
  readonly names: readonly string[]
  readonly authorizations: readonly string[]
  readonly finalizeUrl: string
  readonly certificateUrl: string | null
  readonly problem: CaProblem | null
  /** The profile it is made by, where the CA says so. */
  readonly profile: string | null
  /** The CA forgets it then, in milliseconds since the epoch; null: it did not say. */
  readonly expires: number | null
  /** Do not ask again before this instant. */
  readonly retryAt: number | null
}

/** What an order asks for besides its names. */
export type OrderWish = {
  /** The chain of the certificate this one is to follow (RFC 9773 §5). */
  readonly replaces?: string | null
  /** One of the CA's profiles, by name. */
  readonly profile?: string | null
}

export type Downloaded = {
  /** PEM, leaf first: nothing but CERTIFICATE blocks, if the CA is sound. */
  readonly chain: string
  /** Where the same certificate is to be had with other chains (RFC 8555 §7.4.2): a few at most. */
  readonly alternates: readonly string[]
}

export type Authorization = {
  readonly url: string
  readonly name: string
  readonly status: 'pending' | 'valid' | 'invalid' | 'deactivated' | 'expired' | 'revoked'
  readonly challenge: {
    readonly url: string
    readonly token: string
    readonly status: string
    readonly problem: CaProblem | null
  } | null
  readonly retryAt: number | null
}

/** RFC 9773 §4: when the CA would like a certificate to be renewed. */
export type RenewalInfo = {
  readonly start: number
  readonly end: number
  /** For the operator: why. */
  readonly explanationUrl: string | null
  /** Ask again then, in milliseconds since the epoch; null: the CA did not say. */
  readonly retryAt: number | null
}

/** RFC 5280 §5.3.1: unspecified, keyCompromise, superseded, cessationOfOperation. Let's Encrypt takes no other. */
export type RevocationReason = 0 | 1 | 4 | 5

/** A certificate's own key, which may revoke it where no account can. */
export type CertificateSigner = { readonly directory: string; readonly keyPem: string }

export type Ca = {
  readonly directory: string
  /** Our account's URL. */
  readonly account: string
  /** RFC 7638 thumbprint of the account key: the second half of every key authorization. */
  readonly thumbprint: string
  /** The names it goes by in CAA records (RFC 8555 §7.1.1), at least one. Rejects with CaError like every call. */
  identities(): Promise<readonly string[]>
  /** Orders these names. While such an order is open the CA gives the same one again. What the CA's directory does not
   *  offer is left out of the wish. */
  createOrder(names: readonly string[], wish?: OrderWish): Promise<Order>
  order(url: string): Promise<Order>
  /** With its challenge of this method, HTTP-01 if none is named; `challenge` is null when the CA does not offer it. */
  authorization(url: string, method?: Method): Promise<Authorization>
  /** Tells the CA to look. Doing it twice is harmless. */
  answer(challengeUrl: string): Promise<void>
  /** Sends the signing request (DER). What came of it stands in the order. */
  finalize(finalizeUrl: string, csr: Uint8Array): Promise<void>
  certificate(url: string): Promise<Downloaded>
  /** When to renew this chain's leaf; null: the CA gives no such advice. */
  renewalInfo(chainPem: string): Promise<RenewalInfo | null>
  deactivate(authorizationUrl: string): Promise<void>
  /** RFC 8555 §7.6, signed in the name of our account, or by `by`: then at whichever CA it was issued, whether or not we
   *  have an account there. Already revoked counts as done. */
  revoke(chainPem: string, reason: RevocationReason, by?: CertificateSigner): Promise<void>
  /** The URL of the terms the CA asks for now; null where it asks for none. */
  terms(): Promise<string | null>
}
