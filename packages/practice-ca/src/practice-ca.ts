// Puts the CA together and starts it.

import { isIP, type Server } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { createAccounts } from './accounts.ts'
import { createAddressMap, formatEndpoint, parseEndpoint } from './addresses.ts'
import { createCertificates } from './certificates.ts'
import { createIssuer } from './issuer.ts'
import { createFaultPlan } from './fault-plan.ts'
import { hasMember } from './fault-schema.ts'
import { createJournal, type Log } from './log.ts'
import { createManagementServer } from './management.ts'
import { createNonces } from './nonces.ts'
import { createOrders } from './orders.ts'
import type { PracticeCa, PracticeCaOptions } from './options.ts'
import { createPauses } from './pauses.ts'
import { createRateLimiter } from './rate-limits.ts'
import { createRoot, openRoot } from './root.ts'
import { createCaServer } from './server.ts'
import { createJudge } from './validation.ts'
import type { World } from './world.ts'

/** Let's Encrypt's classic profile. */
const LIFETIME_SECONDS = 90 * 86_400
/** Half of the whole for each of the two addresses that may be tried. */
const TIMES = { connectMs: 5_000, totalMs: 10_000 } as const

/** Starts a CA over HTTPS. Rejects when the root, an address or an option is not usable, or the port is taken. */
export async function startPracticeCa(options: PracticeCaOptions): Promise<PracticeCa> {
  const { listen, validationPort, now = Date.now, random = Math.random } = options
  const { lifetimeSeconds = LIFETIME_SECONDS, rejectNonces = 0.05, perspectives = 5 } = options
  const dns = parseEndpoint(options.dns)
  const connectTo = createAddressMap(options.addressMap ?? {}, validationPort)
  const root =
    options.root === null ? await createRoot(Math.min(now(), Date.now())) : openRoot(options.root, now())
  const alternateRoots = await Promise.all(
    Array.from({ length: options.alternateRoots ?? 0 }, () => createRoot(Math.min(now(), Date.now()))),
  )
  const issuer = await createIssuer({ root, alternateRoots, lifetimeSeconds, now })
  const faults = createFaultPlan()
  const journal = createJournal(now)
  const log: Log = (line) => {
    journal.add(line)
    options.log?.(line)
  }
  const nonces = createNonces({ reject: rejectNonces, random })
  const closing = new AbortController()

  const underWay = new Set<Promise<void>>()
  const later = (work: () => Promise<void>): void => {
    const task = work()
      .catch((error: unknown) => log({ event: 'fault', message: String(error).slice(0, 500) }))
      .finally(() => underWay.delete(task))
    underWay.add(task)
  }

  const caaIdentities = options.caaIdentities ?? ['practice-ca.example']
  const { judge, judgeCaa } = createJudge({
    dns,
    validationPort,
    connectTo,
    allowReserved: options.allowReserved ?? false,
    limits: TIMES,
    closing: closing.signal,
    perspectives,
    sources: options.perspectiveSources ?? [],
    caaIdentities,
    isBlind: (name, perspective) => faults.take(hasMember('blind'), { names: [name], perspective }) !== null,
    log,
  })
  const records = {
    accounts: createAccounts(options.accounts ?? []),
    orders: createOrders({
      now,
      reuseAuthorizations: options.reuseAuthorizations ?? false,
      ...(options.mostOrders !== undefined && { mostOrders: options.mostOrders }),
    }),
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
    judgeCaa,
    limiter: createRateLimiter(options.rateLimits ?? {}, { now, helpUrl: () => `${base}/terms` }),
    pauses: createPauses((id) => `${base}/unpause/${id}`),
    faults,
    settings: {
      profiles: options.profiles ?? {},
      externalAccounts: options.externalAccounts ?? null,
      caaIdentities,
      retryAfterSeconds: options.retryAfterSeconds ?? 1,
      finalizeDelayMs: options.finalizeDelayMs ?? 0,
    },
    now,
    log,
    later,
    // Closing is no reason to leave work undone: what waits goes on at once.
    wait: (milliseconds) => setTimeout(milliseconds, undefined, { signal: closing.signal }).catch(() => {}),
    get base() {
      return base
    },
  }
  const server = createCaServer(tls, world, nonces)
  const management = options.manage && createManagementServer(options.manage.host, faults, journal)
  base = `https://${await listenOn(server, listen)}`
  let manageUrl: string | null = null
  try {
    if (management && options.manage) manageUrl = `http://${await listenOn(management, options.manage)}`
  } catch (error) {
    server.close()
    throw error
  }

  return {
    directoryUrl: `${base}/directory`,
    manageUrl,
    rootPem: root.pem.certificate,
    root: root.pem,
    alternateRootPems: alternateRoots.map(({ pem }) => pem.certificate),
    accounts: () =>
      records.accounts.all().map(({ jwk, status, id, externalId }) => ({ jwk, status, id, externalId })),
    issued: () => records.certificates.all(),
    async close() {
      closing.abort()
      const closed = [server, ...(management ? [management] : [])].map(
        (each) =>
          new Promise<void>((resolve) => {
            each.close(() => resolve())
            each.closeAllConnections()
          }),
      )
      await Promise.all([...closed, ...underWay])
    },
  }
}

/** Starts listening; the `host:port` by which clients on this machine reach it. */
async function listenOn(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const bound = server.address()
  return formatEndpoint({
    address: reachableHost(host),
    port: typeof bound === 'object' && bound ? bound.port : port,
  })
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
