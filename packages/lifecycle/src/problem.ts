// What can stand in a certificate's way. What a customer reads about each code stands in advice.ts.

import type { DelegationCode } from './delegation-advice.ts'
import type { LookCode } from './look/codes.ts'

/** Codes are stable: clients and guides refer to them. */
export type ProblemCode =
  // pre-validation, our own look before the CA is asked
  | LookCode
  | DelegationCode
  // the CA judged
  | 'ca-connection'
  | 'ca-dns'
  | 'ca-unauthorized'
  | 'ca-caa'
  | 'ca-tls'
  | 'ca-rejected-identifier'
  | 'ca-refused'
  // the CA did not judge
  | 'rate-limited'
  | 'ca-paused'
  | 'ca-unavailable'
  | 'ca-account'
  | 'ca-terms-changed'
  | 'ca-bad-answer'
  // nobody is asked
  | 'operator-hold'
  // deployment
  | 'edge-unreachable'
  | 'not-served-yet'
  | 'certificate-refused'
  // the rest
  | 'expired'
  | 'suspended'

export type Problem = {
  readonly code: ProblemCode
  /** The evidence, in plain words; text from outside is kept as text. */
  readonly detail: string
  /** The hostname it is about, if one. */
  readonly name: string | null
  /** Not before this instant, when somebody named one (Retry-After). */
  readonly retryAt: number | null
  /** What to set in DNS, where that mends it. */
  readonly record?: DnsRecord
}

/** As it stands in a zone; `value` in presentation format. */
export type DnsRecord = {
  readonly name: string
  readonly type: 'A' | 'AAAA' | 'CAA' | 'CNAME' | 'NS' | 'TXT'
  readonly value: string
}

/** Who can get a certificate's life on: the customer, the operator of this CDN, the certificate authority, or we. */
export type Actor = 'customer' | 'operator' | 'ca' | 'us'

/** What a customer reads about a problem. */
export type Advice = {
  readonly sentence: string
  readonly who: Actor
  readonly fix: string
}
