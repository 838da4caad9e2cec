// The self-hosted edge: an HTTP listener, and a TLS one that refuses names it has no certificate for.

import http from 'node:http'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { hostOf } from '@wellknown/hostname/host'
import { createEdge } from '../edge.ts'
import { createWitness } from '../witness.ts'
import { readSettings } from '../settings.ts'
import { readCountries } from './countries.ts'
import { createNodeOrigin } from './origin.ts'
import { readAllowance } from '@wellknown/hostname/address'
import { createListener, type Listener } from './listener.ts'
import { openSealKey } from './seal-key.ts'
import { openShelf } from './shelf.ts'
import { createTerminator, type NodeTerminator } from './terminator.ts'

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
  /** A table of the countries of addresses; without one, countries are not known. */
  readonly countryFile?: string
}

export type NodeEdge = {
  readonly httpPort: number
  readonly tlsPort: number | null
  readonly adminPort: number | null
  close(): Promise<void>
}

/** A slow client may take this long over its headers, and over its whole request. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  maxHeaderSize: 16_384,
  keepAliveTimeout: 5_000,
}

export async function startNodeEdge(options: NodeEdgeOptions): Promise<NodeEdge> {
  const settings = await readSettings(options.settings)
  const shelf = openShelf(options.shelfFile)
  const terminator = options.tls ? createTerminator(shelf, await openSealKey(options.sealKeyFile)) : null
  const origin = createNodeOrigin(readAllowance(options.allowPrivateOrigins))
  const countries = options.countryFile === undefined ? null : readCountries(options.countryFile)
  const countryOf = countries && ((_: Request, address: string) => countries(address))
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

  const servers: (http.Server | https.Server)[] = []
  const listen = async (
    server: http.Server | https.Server,
    at: { host: string; port: number },
  ): Promise<number> => {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(at.port, at.host, resolve)
    })
    servers.push(server)
    return (server.address() as AddressInfo).port
  }
  const close = async (): Promise<void> => {
    await Promise.all(
      servers.map((server) => {
        server.closeAllConnections()
        return new Promise((resolve) => server.close(resolve))
      }),
    )
    shelf.close()
  }

  try {
    const httpPort = await listen(http.createServer(LIMITS, listener), options.http)
    const tlsPort =
      options.tls && terminator ? await listen(createTlsServer(terminator, listener), options.tls) : null
    const adminServer = options.admin && https.createServer({ ...LIMITS, ...options.admin }, listener)
    const adminPort = options.admin && adminServer ? await listen(adminServer, options.admin) : null
    return { httpPort, tlsPort, adminPort, close }
  } catch (error) {
    await close()
    throw error
  }
}

const nameOf = ({ servername }: TLSSocket): string => (typeof servername === 'string' ? servername : '')

function createTlsServer(terminator: NodeTerminator, listener: Listener): https.Server {
  // A context chosen by SNI does not bind the protocol version, so it is looked at before the first request is answered.
  const isAllowed = async (socket: TLSSocket): Promise<boolean> => {
    const versions: readonly string[] = await terminator.versionsFor(nameOf(socket)).catch(() => [])
    return versions.includes(socket.getProtocol() ?? '')
  }
  const server = https.createServer(
    {
      ...LIMITS,
      ALPNProtocols: ['http/1.1'],
      minVersion: 'TLSv1.2',
      // A resumed session presents no certificate, and one host's session must not open another's: none is resumed.
      secureOptions: SSL_OP_NO_TICKET,
      sessionTimeout: 1,
      SNICallback: (servername, done) => {
        terminator.contextFor(servername).then(
          // Without a context the handshake ends with an alert; an error would only hang up.
          (context) => done(null, context ?? undefined),
          () => done(null),
        )
      },
    },
    (incoming, outgoing) => void answer(incoming, outgoing).catch(() => incoming.socket.destroy()),
  )
  async function answer(incoming: http.IncomingMessage, outgoing: http.ServerResponse): Promise<void> {
    const socket = incoming.socket as TLSSocket
    if (!(await isAllowed(socket))) {
      socket.destroy()
      return
    }
    // RFC 9110 §7.4: a name the handshake's certificate does not speak for is none of this connection's.
    const name = nameOf(socket)
    const host = hostOf(incoming.headers.host ?? '')
    const spoken = host !== null && (host === hostOf(name) || (await terminator.covers(name, host)))
    if (spoken) listener(incoming, outgoing)
    else
      outgoing.writeHead(421, { 'content-type': 'text/plain; charset=utf-8' }).end('Not this connection.\n')
  }
  server.on('secureConnection', (socket: TLSSocket) => {
    void isAllowed(socket).then((allowed) => !allowed && socket.destroy())
  })
  server.on('tlsClientError', (_, socket) => socket.destroy())
  return server
}

/** OpenSSL's SSL_OP_NO_TICKET. */
const SSL_OP_NO_TICKET = 0x4000
