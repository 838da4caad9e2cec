// The TLS side of the self-hosted edge: HTTP/2 and HTTP/1.1 on one port, each name with a certificate of its own.

import http2, { Http2ServerRequest, type Http2SecureServer } from 'node:http2'
import type { TLSSocket } from 'node:tls'
import { hostOf, type Hostname } from '@wellknown/hostname/host'
import { plainAnswer } from '../answer.ts'
import { limit, type Limits } from './limits.ts'
import { send, type Incoming, type Listener, type Outgoing } from './listener.ts'
import { readTarget } from './request-target.ts'
import type { NodeTerminator, Serving } from './terminator.ts'

/** OpenSSL's SSL_OP_NO_TICKET. */
const SSL_OP_NO_TICKET = 0x4000

/** Streams that a client may have open at once, and how many it may open and drop again: so many, and so many more a
 *  second (CVE-2023-44487, "rapid reset"). */
const MOST_STREAMS = 100
const RESETS = { streamResetBurst: 200, streamResetRate: 20 }

/** What a connection has shown: its name and what was served for it. */
type Shown = { readonly name: Hostname | null; readonly serving: Serving | null }

export function createTlsServer(
  terminator: NodeTerminator,
  listener: Listener,
  limits: Limits,
): Http2SecureServer {
  const connections = new WeakMap<object, Promise<Shown>>()
  const server = http2.createSecureServer(
    {
      ...RESETS,
      allowHTTP1: true,
      handshakeTimeout: limits.headersTimeout,
      settings: { maxConcurrentStreams: MOST_STREAMS, maxHeaderListSize: limits.maxHeaderSize },
      minVersion: 'TLSv1.2',
      // A resumed session presents no certificate, and one host's session must not open another's. OpenSSL reads every
      // ticket with the listener's own keys, whatever context SNI chose: none is resumed (decision 22).
      secureOptions: SSL_OP_NO_TICKET,
      sessionTimeout: 1,
      SNICallback: (servername, done) => {
        terminator.serving(servername).then(
          // Without a context the handshake ends with an alert; an error would only hang up.
          (serving) => done(null, serving?.context),
          () => done(null),
        )
      },
    },
    (incoming, outgoing) => void answer(incoming, outgoing).catch(() => hangUp(incoming)),
  )

  async function look(socket: TLSSocket): Promise<Shown> {
    const name = hostOf(typeof socket.servername === 'string' ? socket.servername : '')
    return { name, serving: name === null ? null : await terminator.serving(name) }
  }

  /** Once for a connection: what it was begun with holds while it lasts. */
  function shownOn(incoming: Incoming): Promise<Shown> {
    const connection = incoming instanceof Http2ServerRequest ? incoming.stream.session : incoming.socket
    const shown = connections.get(connection ?? incoming) ?? look(incoming.socket as TLSSocket)
    connections.set(connection ?? incoming, shown)
    return shown
  }

  /** May a connection that was begun for another name be used for `host`? A name that its certificate does not speak for is
   *  none of its (RFC 9110 §7.4), nor is one that would be refused a handshake of its own: the client is to make one (§15.5.20). */
  async function mayShare(socket: TLSSocket, begun: Serving, host: Hostname): Promise<boolean> {
    if (!begun.covers(host)) return false
    const own = await terminator.serving(host)
    return own !== null && isAllowed(own, socket)
  }

  async function answer(incoming: Incoming, outgoing: Outgoing): Promise<void> {
    const { name, serving } = await shownOn(incoming)
    // A context chosen by SNI does not bind the protocol version, so it is looked at before anything is answered.
    if (!serving || !isAllowed(serving, incoming.socket as TLSSocket)) {
      hangUp(incoming)
      return
    }
    const target = readTarget(incoming)
    const host = 'authority' in target ? hostOf(target.authority) : null
    // What names no host at all the listener refuses.
    if (host !== null && host !== name && !(await mayShare(incoming.socket as TLSSocket, serving, host))) {
      send(plainAnswer(421, 'Not this connection.'), incoming, outgoing)
      return
    }
    if (incoming instanceof Http2ServerRequest) boundBody(incoming, limits.requestTimeout)
    listener(incoming, outgoing)
  }

  server.on('secureConnection', (socket: TLSSocket) => {
    look(socket).then(
      ({ serving }) => void (serving && !isAllowed(serving, socket) && socket.destroy()),
      () => void socket.destroy(),
    )
  })
  server.on('tlsClientError', (_, socket) => socket.destroy())
  server.on('sessionError', () => undefined)
  return limit(server, limits)
}

const isAllowed = ({ versions }: Serving, socket: TLSSocket): boolean =>
  versions.includes(socket.getProtocol() ?? '')

function hangUp(incoming: Incoming): void {
  if (incoming instanceof Http2ServerRequest) incoming.stream.session?.destroy()
  else incoming.socket.destroy()
}

/** HTTP/2 has no time-out of Node's for a body that drips. */
function boundBody({ stream }: Http2ServerRequest, milliseconds: number): void {
  if (stream.endAfterHeaders) return
  const timer = setTimeout(() => stream.close(http2.constants.NGHTTP2_CANCEL), milliseconds)
  for (const event of ['end', 'close']) stream.once(event, () => clearTimeout(timer))
}
