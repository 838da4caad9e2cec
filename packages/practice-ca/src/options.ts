// What a CA can be started with, and what whoever started it gets.

import type { AccountRecord } from './accounts.ts'
import type { Issued } from './certificates.ts'
import type { ExternalAccounts } from './external-account.ts'
import type { Log } from './log.ts'
import type { Profiles } from './profiles.ts'
import type { RateLimits } from './rate-limits.ts'
import type { RootPem } from './root.ts'

export type PracticeCaOptions = {
  /** Port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number }
  /** The root to go on with, as PEM certificate and PEM PKCS#8 key; null makes a fresh one. */
  readonly root: RootPem | null
  /** `address:port` of the DNS server that is asked for A, AAAA, TXT and CAA. */
  readonly dns: string
  /** Boulder asks port 80. Here it is also the port of redirects to http: without one. */
  readonly validationPort: number
  /** Where to connect instead, for systems that lack an address: `address` (on the validation port) or `address:port` →
   *  `address:port`. */
  readonly addressMap?: Readonly<Record<string, string>>
  /** Default 90 days. */
  readonly lifetimeSeconds?: number
  /** The share of good nonces that is refused, 0 to 1; default 0.05. */
  readonly rejectNonces?: number
  /** Remote perspectives, which ask after the primary one: of two to five one may differ, of more two. Default 5. */
  readonly perspectives?: number
  /** The addresses of this machine that perspectives ask from, the primary's first. Default: whichever the system chooses. */
  readonly perspectiveSources?: readonly string[]
  /** Loopback, private and other special addresses are refused unless this is set, as Boulder does. */
  readonly allowReserved?: boolean
  /** Whether a valid authorization serves the account's further orders for 30 days. Default: every order is validated. */
  readonly reuseAuthorizations?: boolean
  /** `accounts()` of an earlier run. */
  readonly accounts?: readonly AccountRecord[]
  /** `issued()` of an earlier run. */
  readonly issued?: readonly Issued[]
  /** Milliseconds since the epoch. Rules what is issued and what expires; time-outs go by the machine's clock. */
  readonly now?: () => number
  /** 0 (inclusive) to 1; decides which nonces are refused. */
  readonly random?: () => number
  readonly log?: Log
  /** Where to listen for the fault plan, plain HTTP on loopback; port 0 takes a free one. Default: nowhere. */
  readonly manage?: { readonly host: string; readonly port: number }
  /** The names that CAA records may call this CA by; none: CAA is not looked at. Default: `practice-ca.example`. */
  readonly caaIdentities?: readonly string[]
  /** What an order may ask for as `profile`, by name. Default: none. */
  readonly profiles?: Profiles
  /** Default: none. LETS_ENCRYPT_LIMITS has the real ones. */
  readonly rateLimits?: RateLimits
  /** Default: bindings are ignored. */
  readonly externalAccounts?: ExternalAccounts
  /** How many other roots have a chain to each certificate; made anew at each start. Default 0. */
  readonly alternateRoots?: number
  /** Seconds, told with what is being judged or issued. Default 1. */
  readonly retryAfterSeconds?: number
  /** Milliseconds from finalize to the certificate. Default 0: as soon as it can be. */
  readonly finalizeDelayMs?: number
  /** Finished orders beyond this many are forgotten, oldest first. Default 10,000. */
  readonly mostOrders?: number
}

export type PracticeCa = {
  readonly directoryUrl: string
  /** In front of `/faults` and `/log`; null without the option `manage`. */
  readonly manageUrl: string | null
  /** Trusts both the API and what is issued. */
  readonly rootPem: string
  readonly root: RootPem
  /** The other roots, as PEM. */
  readonly alternateRootPems: readonly string[]
  /** Plain data, to start the next run with. */
  accounts(): readonly Required<AccountRecord>[]
  /** Plain data, to start the next run with; oldest first. */
  issued(): readonly Issued[]
  /** Ends validations under way and frees the port. */
  close(): Promise<void>
}
