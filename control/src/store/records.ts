// What the store keeps, row by row. Instants are milliseconds since the epoch; ids of API objects are integers.

import type { Current, Instant, State, Trouble } from './words.ts'

export type ClientId = number
export type ResourceId = number

export type Client = {
  readonly id: ClientId
  readonly name: string
  /** The zone this client's customers point at (CNAME_TARGET with `{client}` replaced). */
  readonly cname: string
  readonly utilizationLevel: number
  readonly created: Instant
  readonly updated: Instant
}

export type Role = 'read' | 'write' | 'admin' | 'operator'

/** An API token is kept as a hash only. */
export type ApiToken = {
  readonly id: number
  readonly client: ClientId
  readonly name: string
  readonly role: Role
  readonly expires: Instant | null
  readonly lastUsed: Instant | null
  readonly created: Instant
}

export type OriginSource = {
  readonly source: string
  readonly backup: boolean
  readonly enabled: boolean
  readonly hostHeaderOverride: string | null
}

export type OriginGroup = {
  readonly id: number
  readonly client: ClientId
  readonly name: string
  readonly useNext: boolean
  readonly path: string
  readonly authType: string
  readonly proxyNextUpstream: readonly string[]
  readonly sources: readonly OriginSource[]
}

export type Protocol = 'HTTP' | 'HTTPS' | 'MATCH'

/** Options as the API takes and gives them: every key the client sent is kept, null where not set. */
export type Options = Readonly<Record<string, unknown>>

/** What a customer configures. The certificate's life stands beside it in `Saved`. */
export type Resource = {
  readonly id: ResourceId
  readonly client: ClientId
  readonly cname: string
  readonly secondaryHostnames: readonly string[]
  readonly originGroup: number
  readonly originProtocol: Protocol
  readonly name: string | null
  readonly description: string
  readonly active: boolean
  /** By our operators; the customer's own switch is `active`. */
  readonly suspended: boolean
  /** Since when, and the reason that the customer is shown; null while it is not. */
  readonly suspendDate: Instant | null
  readonly suspendReason: string | null
  /** The chosen certificate object (`sslData`), kept when HTTPS goes off by failure. */
  readonly sslData: number | null
  readonly options: Options
  /** Further columns of the API that change nothing here: kept and given back. */
  readonly rest: Options
  /** Was the configuration seen on every PoP in service at least once (status `processed` until then)? */
  readonly propagated: boolean
  readonly created: Instant
  readonly updated: Instant
}

export type Rule = {
  readonly id: number
  readonly resource: ResourceId
  readonly name: string
  readonly rule: string
  readonly ruleType: 0 | 1
  readonly weight: number
  readonly active: boolean
  readonly originGroup: number | null
  readonly overrideOriginProtocol: Protocol | null
  readonly options: Options
}

/** A certificate object of the API (`/cdn/sslData`): for `automated` ones the place a managed certificate goes. */
export type SslData = {
  readonly id: number
  readonly client: ClientId
  readonly name: string
  readonly automated: boolean
  /** Own: the stored certificate. Managed: the newest issued for its resource. */
  readonly certificate: string | null
  readonly created: Instant
}

/** A certificate with its key sealed under the master key; `sealedKey` is null once destroyed. */
export type Certificate = {
  readonly id: string
  readonly resource: ResourceId | null
  readonly kind: 'managed' | 'own'
  readonly chain: string
  readonly sealedKey: string | null
  readonly serial: string
  readonly names: readonly string[]
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly issuerName: string
  readonly subjectName: string
  readonly directory: string | null
  readonly account: string | null
  /** When it stops being served and its key is destroyed; null while in use. */
  readonly retires: Instant | null
  /** As we were last told; left as it is where it is left out. */
  readonly advice?: Advice | null
}

/** The CA's advice when to renew a certificate (RFC 9773), and where it explains why. */
export type Advice = { readonly start: Instant; readonly end: Instant; readonly explanation: string | null }

/** How control of a name is proven to the CA (RFC 8555 §8.3, §8.4). */
export type Method = 'http-01' | 'dns-01'

/** One challenge of an attempt. */
export type Challenge = {
  readonly name: string
  readonly authorization: string
  readonly url: string
  readonly token: string
  /** DNS-01: the TXT value, saved before it is put anywhere. */
  readonly value?: string
}

export const STEPS = [
  'order',
  'present',
  'confirm',
  'answer',
  'wait',
  'finalize',
  'collect',
  'verify',
] as const
export type StepName = (typeof STEPS)[number]

/** Names of profiles, as CAs have them. */
export const PROFILE_NAME = /^[A-Za-z0-9-]{1,64}$/

/** What an attempt asks of the CA besides its names: fixed when it begins, so that whatever is done again is the same. */
export type AttemptWish = {
  readonly keyType: 'ecdsa' | 'rsa'
  /** One of the CA's profiles; null: its default. */
  readonly profile: string | null
  /** The common name of the root that the chain shall lead to; null: the CA's default chain. */
  readonly root: string | null
}

/** Where one attempt stands. Each step is saved before the next begins; the key is saved before it is used. */
export type Attempt = {
  readonly id: string
  readonly resource: ResourceId
  readonly run: string
  readonly names: readonly string[]
  readonly wish: AttemptWish
  readonly step: StepName
  /** Chosen when it begins, and kept: a retry after a crash goes on in the same way. */
  readonly method: Method
  readonly orderUrl: string | null
  readonly finalizeUrl: string | null
  readonly certificateUrl: string | null
  readonly sealedKey: string | null
  readonly challenges: readonly Challenge[]
  readonly started: Instant
  /** Null while open. */
  readonly ended: Instant | null
}

export { isInService, isVoid, sealKeyId } from './edge-records.ts'
export type { Held, Membership, Observation, Pop, Readback, Wanted } from './edge-records.ts'

/** One entry of the status object's `statuses`. */
export type ProcessOutcome = {
  readonly id: number
  readonly status: 'DONE' | 'FAILED' | 'CANCELLED'
  readonly error: string
  readonly details: string
  readonly created: Instant
  readonly retryAfter: Instant | null
}

/** An issuing request as the status object shows it: one per run, begun at the first `passed`. */
export type IssueProcess = {
  readonly id: number
  readonly resource: ResourceId
  readonly run: string
  readonly started: Instant
  readonly finished: Instant | null
  readonly attemptsCount: number
  readonly nextAttempt: Instant | null
  readonly outcomes: readonly ProcessOutcome[]
}

export type HistoryEntry = {
  readonly id: number
  /** Null: it concerns none, or one that is not known any more. */
  readonly client: ClientId | null
  /** 0: it concerns no resource. */
  readonly resource: ResourceId
  readonly at: Instant
  /** An event of the lifecycle, or a fact the work noted (`challenge-hit`, `receipt`, `observed`, …). */
  readonly event: string
  readonly from: State['is'] | null
  readonly to: State['is'] | null
  readonly detail: Options
}

/** A resource's life as saved. `version` rises with each transition. */
export type Saved = {
  readonly resource: Resource
  readonly state: State
  readonly current: Current | null
  readonly https: boolean
  /** What the customer was told and has had no all-clear for. */
  readonly troubles: readonly Trouble[]
  readonly version: number
}
