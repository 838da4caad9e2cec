// What a client may take of a connection: time over its headers, over its body, over nothing at all, and room.

import type { Server } from 'node:net'

export type Limits = {
  /** Milliseconds from the first byte of a request, or of a handshake, to its last header. */
  readonly headersTimeout: number
  /** Milliseconds to the last byte of a request's body. */
  readonly requestTimeout: number
  /** Milliseconds in which nothing at all goes over a connection that is in use. */
  readonly timeout: number
  /** Milliseconds between two requests. */
  readonly keepAliveTimeout: number
  /** How often the first two are looked at: Node's own half a minute would be all the time there is. */
  readonly connectionsCheckingInterval: number
  /** Bytes of all headers together. */
  readonly maxHeaderSize: number
}

export const LIMITS: Limits = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  timeout: 60_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16_384,
}

/** Sets them on a server before it listens: not every kind of server takes them all as options. */
export function limit<server extends Server>(server: server, limits: Limits): server {
  return Object.assign(server, limits)
}
