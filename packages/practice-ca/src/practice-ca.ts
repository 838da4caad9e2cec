// Puts the CA together and starts it.

import { isIP } from 'node:net'
import { createAccounts, type AccountRecord } from './accounts.ts'
import { createAddressMap, formatEndpoint, parseEndpoint } from './addresses.ts'
import { createCertificates, type Issued } from './certificates.ts'
import { createIssuer } from './issuer.ts'
import type { Log } from './log.ts'
import { createNonces } from './nonces.ts'
import { createOrders } from './orders.ts'
import { createRoot, openRoot, type RootPem } from './root.ts'
import { createCaServer } from './server.ts'
import { createJudge } from './validation.ts'
import type { World } from './world.ts'

/** Let's Encrypt's classic profile. */
const LIFETIME_SECONDS = 90 * 86_400
/** Half of the whole for each of the two addresses that may be tried. */
const LIMITS = { connectMs: 5_000, totalMs: 10_000 } as const

export type PracticeCaOptions = {
  /** Port 0 takes a free one. */
  readonly listen: { readonly host: string; readonly port: number }
  /** The root to go on with, as PEM certificate and PEM PKCS#8 key; null makes a fresh one. */
  readonly root: RootPem | null
  /** `address:port` of the DNS server that is asked for A and AAAA. */
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
}

export type PracticeCa = {
  readonly directoryUrl: string
  /** Trusts both the API and what is issued. */
  readonly rootPem: string
  readonly root: RootPem
  /** Plain data, to start the next run with. */
  accounts(): readonly Required<AccountRecord>[]
  /** Plain data, to start the next run with; oldest first. */
  issued(): readonly Issued[]
  /** Ends validations under way and frees the port. */
  close(): Promise<void>
}

/** Starts a CA over HTTPS. Rejects when the root, an address or an option is not usable, or the port is taken. */
export async function startPracticeCa(options: PracticeCaOptions): Promise<PracticeCa> {
  const { listen, validationPort, now = Date.now, random = Math.random, log = () => {} } = options
  const { lifetimeSeconds = LIFETIME_SECONDS, rejectNonces = 0.05, perspectives = 5 } = options
  const dns = parseEndpoint(options.dns)
  const connectTo = createAddressMap(options.addressMap ?? {}, validationPort)
  const root =
    options.root === null ? await createRoot(Math.min(now(), Date.now())) : openRoot(options.root, now())
  const issuer = await createIssuer({ root, lifetimeSeconds, now })
  const nonces = createNonces({ reject: rejectNonces, random })
  const closing = new AbortController()

  const underWay = new Set<Promise<void>>()
  const later = (work: () => Promise<void>): void => {
    const task = work()
      .catch((error: unknown) => log({ event: 'fault', message: String(error).slice(0, 500) }))
      .finally(() => underWay.delete(task))
    underWay.add(task)
  }

  const judge = createJudge({
    dns,
    validationPort,
    connectTo,
    allowReserved: options.allowReserved ?? false,
    limits: LIMITS,
    closing: closing.signal,
    perspectives,
    log,
  })
  const records = {
    accounts: createAccounts(options.accounts ?? []),
    orders: createOrders({ now, reuseAuthorizations: options.reuseAuthorizations ?? false }),
    certificates: createCertificates(options.issued ?? []),
  }
  const host = reachableHost(listen.host)
  const tls = await issuer.issueListener(listenerNames(host))
  // The port is known once the listener has it, and no request can come before that.
  let base = ''
  const world: World = {
    ...records,
    issuer,
    judge,
    now,
    log,
    later,
    get base() {
      return base
    },
  }
  const server = createCaServer(tls, world, nonces)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(listen.port, listen.host, resolve)
  })
  const bound = server.address()
  const port = typeof bound === 'object' && bound ? bound.port : listen.port
  base = `https://${formatEndpoint({ address: host, port })}`

  return {
    directoryUrl: `${base}/directory`,
    rootPem: root.pem.certificate,
    root: root.pem,
    accounts: () => records.accounts.all().map(({ jwk, status }) => ({ jwk, status })),
    issued: () => records.certificates.all(),
    async close() {
      closing.abort()
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()))
      server.closeAllConnections()
      await Promise.all([closed, ...underWay])
    },
  }
}

/** What clients on this machine call a listener: a wildcard address is none of its own. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '') return '127.0.0.1'
  return host === '::' ? '::1' : host
}

function listenerNames(host: string): readonly { type: 'dns' | 'ip'; value: string }[] {
  const addresses = new Set(['127.0.0.1', '::1', ...(isIP(host) === 0 ? [] : [host])])
  const names = new Set(['localhost', ...(isIP(host) === 0 ? [host] : [])])
  return [
    ...[...names].map((value) => ({ type: 'dns' as const, value })),
    ...[...addresses].map((value) => ({ type: 'ip' as const, value })),
  ]
}
