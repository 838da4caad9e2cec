// Everything outside us, one line each. Built in main.ts, passed down; nothing else reads the environment.

import type { BucketSize } from '@wellknown/lifecycle'
import type { SigningKey } from '@wellknown/wire'
import type { Limits } from './limits.ts'
import type { Ca } from './adapters/ca/port.ts'
import type { DnsHost } from './adapters/dns/port.ts'
import type { Edge } from './adapters/edge/port.ts'
import type { Mail } from './adapters/mail/port.ts'
import type { Prober } from './adapters/prober/port.ts'
import type { Webhooks } from './adapters/webhook/port.ts'
import type { Store } from './store/port.ts'
import type { Sealer } from './store/sealer.ts'

export type Log = (line: Readonly<Record<string, unknown>> & { readonly event: string }) => void

/** The settings the rooms below main need; config.ts reads them from the environment. */
export type Policy = {
  /** The CA's rate limits; null: it has none that we know of. */
  readonly limits: Limits | null
  /** Runs that start at the CA for long, at most; each makes about a dozen requests. */
  readonly startsPerSecond: number
  /** Milliseconds between attempts. */
  readonly retryAfter: number
  /** A PoP silent for longer is out of service, in milliseconds. */
  readonly popBound: number
  /** How often a client may call the API; null: as often as it likes. */
  readonly apiRate: BucketSize | null
  readonly events: {
    /** Milliseconds after which a stream of events that has nothing to tell says so. */
    readonly heartbeat: number
    /** Streams of one client at once. */
    readonly mostPerClient: number
  }
  /** Turning HTTPS off on a site that sends HSTS wants the customer's confirmation (P24). */
  readonly confirmHsts: boolean
  /** `{client}` stands for the client's id. */
  readonly cnameTarget: string
  /** What every order asks for, unless the resource's own options say otherwise. */
  readonly issuance: {
    /** One of the CA's profiles; null: its default. */
    readonly profile: string | null
    /** The common name of the root that chains shall lead to; null: the CA's default chain. */
    readonly preferredRoot: string | null
  }
  /** CIDR ranges or `address:port` that origins may lead to although private. */
  readonly allowPrivateOrigins: readonly string[]
  /** Where customers reach the portal and the API, without a slash at the end; null: not said. */
  readonly publicUrl: string | null
  /** The sender of mails. */
  readonly mailFrom: string
  /** May webhooks lead to plain http? For demos. */
  readonly webhooksOverHttp: boolean
  readonly look: LookPolicy
}

/** What a name must be, beyond what the CA asks. */
export type LookPolicy = {
  /** An alias of ours, not only our addresses (P8). */
  readonly requireCname: boolean
  /** With an origin that answers (P10). */
  readonly requireOrigin: boolean
  /** Can names be proven by DNS (P4)? */
  readonly offersDns01: boolean
}

export type World = {
  readonly now: () => number
  /** A fresh unique id. */
  readonly id: () => string
  readonly store: Store
  readonly sealer: Sealer
  readonly signingKey: SigningKey
  readonly ca: Ca
  /** The CA's rehearsal directory, with our account there; null: rehearsals are not offered. */
  readonly rehearsalCa: Ca | null
  readonly edge: Edge
  readonly prober: Prober
  /** Null: DNS-01 is not offered. */
  readonly dns: DnsHost | null
  /** Null: there is no mail server, and notices are kept to be read. */
  readonly mail: Mail | null
  readonly webhooks: Webhooks
  readonly policy: Policy
  readonly log: Log
}
