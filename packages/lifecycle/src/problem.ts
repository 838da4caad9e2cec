// What can stand in a certificate's way. What a customer reads about each code stands in advice.ts.

/** Codes are stable: clients and guides refer to them. */
export type ProblemCode =
  // pre-validation
  | 'no-records'
  | 'name-does-not-exist'
  | 'dns-failure'
  | 'reserved-address'
  | 'unreachable'
  | 'wrong-answer'
  | 'redirected'
  | 'edge-not-propagated'
  | 'our-trouble'
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
}
