// The self-hosted edge: an HTTP listener, and a TLS one that refuses names it has no certificate for.

import http from 'node:http'
import https from 'node:https'
import type { AddressInfo, Server, Socket } from 'node:net'
import { createEdge } from '../edge.ts'
import { createWitness } from '../witness.ts'
import type { Visit } from '../visit.ts'
import { readSettings } from '../settings.ts'
import { createDoorkeeper, readConnectionBounds, type ConnectionBounds } from './connections.ts'
import { readCountries } from './countries.ts'
import { createNameServers } from './name-servers.ts'
import { createNodeOrigin } from './origin.ts'
import { createOriginNames } from './origin-names.ts'
import { readAllowance } from '@wellknown/hostname/address'
import { limit, LIMITS, type Limits } from './limits.ts'
import { createListener } from './listener.ts'
import { openTerminator } from './open-terminator.ts'
import { openShelf } from './shelf.ts'
import { createTlsServer } from './tls-server.ts'

export type NodeEdgeOptions = {
  /** POP, ADMIN_HOST, ADMIN_JWKS, ACME_THUMBPRINTS. */
  readonly settings: Readonly<Record<string, string | undefined>>
  readonly http: { readonly host: string; readonly port: number }
  /** Null: this edge terminates no TLS. */
  readonly tls: { readonly host: string; readonly port: number } | null
  /** The admin API over TLS, apart from customers' names; null: on the HTTP listener (loopback or a private network). */
  readonly admin: {
    readonly host: string
    readonly port: number
    readonly cert: string
    readonly key: string
  } | null
  readonly shelfFile: string
  readonly sealKeyFile: string | null
  readonly allowPrivateOrigins: readonly string[]
  /** The name servers that are asked for origins, `ip[:port]`; without any, those of the system. */
  readonly resolvers?: readonly string[]
  /** A table of the countries of addresses; without one, countries are not known. */
  readonly countryFile?: string
  /** How many connections it takes; without, as many as with no setting for that. */
  readonly connections?: ConnectionBounds
  /** Instead of ours, for tests. */
  readonly limits?: Partial<Limits>
  /** Milliseconds; the same. */
  readonly originAnswersWithin?: number
}

export type NodeEdge = {
  readonly httpPort: number
  readonly tlsPort: number | null
  readonly adminPort: number | null
  close(): Promise<void>
}

export async function startNodeEdge(options: NodeEdgeOptions): Promise<NodeEdge> {
  const settings = await readSettings(options.settings)
  const shelf = openShelf(options.shelfFile)
  const closeAfter = (error: unknown): never => {
    shelf.close()
    throw error
  }
  const terminator = options.tls ? await openTerminator(shelf, options).catch(closeAfter) : null
  const names = createOriginNames({
    ask: createNameServers({ servers: options.resolvers ?? [] }),
    now: Date.now,
  })
  const origin = createNodeOrigin(
    readAllowance(options.allowPrivateOrigins),
    names,
    options.originAnswersWithin,
  )
  const countries = options.countryFile === undefined ? null : readCountries(options.countryFile)
  const countryOf = countries && (({ address }: Visit) => countries(address))
  const later = (): void => undefined
  const witness = createWitness({ shelf, later, now: Date.now })
  const answer = createEdge({
    ...settings,
    shelf,
    snapshots: null,
    later,
    witness,
    origin,
    terminator,
    countryOf,
    now: Date.now,
  })

  const listener = createListener(answer)

  const limits = { ...LIMITS, ...options.limits }
  const watch = createDoorkeeper(options.connections ?? readConnectionBounds())
  const servers: Server[] = []
  const sockets = new Set<Socket>()
  const listen = async (server: Server, at: { host: string; port: number }): Promise<number> => {
    server.on('connection', (socket) => {
      sockets.add(socket)
      socket.once('close', () => sockets.delete(socket))
    })
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(at.port, at.host, resolve)
    })
    servers.push(server)
    return (server.address() as AddressInfo).port
  }
  const close = async (): Promise<void> => {
    const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)))
    for (const socket of sockets) socket.destroy()
    await Promise.all(closed)
    shelf.close()
  }

  try {
    const httpServer = limit(http.createServer(limits, listener), limits)
    const httpPort = await listen(watch(httpServer), options.http)
    const tlsServer = terminator && createTlsServer(terminator, listener, limits)
    const tlsPort = options.tls && tlsServer ? await listen(watch(tlsServer), options.tls) : null
    const adminServer = options.admin && https.createServer({ ...limits, ...options.admin }, listener)
    const adminPort =
      options.admin && adminServer ? await listen(limit(adminServer, limits), options.admin) : null
    return { httpPort, tlsPort, adminPort, close }
  } catch (error) {
    await close()
    throw error
  }
}
