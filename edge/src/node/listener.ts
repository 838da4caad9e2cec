// From Node's requests to the edge's, and from its answers to Node's.

import type { IncomingMessage, ServerResponse } from 'node:http'
import { constants, Http2ServerRequest, Http2ServerResponse } from 'node:http2'
import type { Readable } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { hostOf } from '@wellknown/hostname/host'
import { plainAnswer, type Answer } from '../answer.ts'
import { Fields } from '../fields.ts'
import type { Visit } from '../visit.ts'
import { readTarget } from './request-target.ts'
import { passing, toNodeStream, toWebStream } from './streams.ts'

export type Incoming = IncomingMessage | Http2ServerRequest
export type Outgoing = ServerResponse | Http2ServerResponse
export type Listener = (incoming: Incoming, outgoing: Outgoing) => void

/** Gives every request to `answer` as a visit, and writes what comes of it. A request that could be read two ways is
 *  refused before. Whatever fails, fails for this request alone: nothing is thrown. */
export function createListener(answer: (visit: Visit) => Promise<Answer>): Listener {
  return (incoming, outgoing) => {
    serve(answer, incoming, outgoing).catch((error: unknown) => {
      tell(error)
      giveUp(incoming, outgoing)
    })
  }
}

async function serve(
  answer: (visit: Visit) => Promise<Answer>,
  incoming: Incoming,
  outgoing: Outgoing,
): Promise<void> {
  const visit = readVisit(incoming)
  const given =
    'fault' in visit
      ? plainAnswer(visit.status, visit.fault, { connection: 'close' })
      : await answer(visit).catch((error: unknown) => {
          tell(error)
          return plainAnswer(500, 'This edge has failed.')
        })
  send(given, incoming, outgoing)
}

/** Node refuses to write some answers: it is an origin's doing that there is one. */
function giveUp(incoming: Incoming, outgoing: Outgoing): void {
  try {
    if (outgoing.headersSent) throw new Error('the answer has begun')
    for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name)
    send(plainAnswer(502, 'The answer to this request cannot be passed on.'), incoming, outgoing)
  } catch {
    incoming.socket.destroy()
  }
}

const tell = (error: unknown): void => console.error(error instanceof Error ? error.message : String(error))

type Fault = { readonly status: number; readonly fault: string }

/** What no Request can be made of (Fetch §2.2.1). */
const FORBIDDEN_METHODS = ['CONNECT', 'TRACE', 'TRACK']

function readVisit(incoming: Incoming): Visit | Fault {
  const target = readTarget(incoming)
  if ('fault' in target) return { status: 400, ...target }
  const { method = 'GET', socket } = incoming
  if (FORBIDDEN_METHODS.includes(method)) return { status: 501, fault: 'This method is not served.' }
  const scheme = (socket as TLSSocket).encrypted ? 'https' : 'http'
  const url = URL.parse(`${scheme}://${target.authority}${target.path}`)
  if (!url) return { status: 400, fault: 'The target cannot be read.' }
  let request: Request | null = null
  return {
    method,
    url,
    host: hostOf(url.hostname),
    // Over a listener for both, an IPv4 address comes as one of IPv6 (RFC 4291 §2.5.5.2).
    address: (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, ''),
    passage: null,
    header(name) {
      const value = incoming.headers[name.toLowerCase()]
      return Array.isArray(value) ? value.join(', ') : (value ?? null)
    },
    // Most visits are answered without a Request.
    sent: {
      request: () => (request ??= createRequest(incoming, method, url)),
      headers: () => new Fields(headersOf(incoming)),
      body: () => (hasBody(incoming) ? passing(incoming) : null),
    },
  }
}

function createRequest(incoming: Incoming, method: string, url: URL): Request {
  const body = hasBody(incoming) ? toWebStream(incoming) : null
  const headers = [...new Fields(headersOf(incoming))]
  return new Request(url, { method, headers, ...(body && { body, duplex: 'half' }) })
}

/** A request with neither length nor coding has no body (RFC 9112 §6.3); a body of GET or HEAD means nothing. */
function hasBody(incoming: Incoming): boolean {
  const { method, headers } = incoming
  if (method === 'GET' || method === 'HEAD') return false
  if (incoming instanceof Http2ServerRequest) return !incoming.stream.endAfterHeaders
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined
}

function headersOf(incoming: Incoming): Record<string, string | string[]> {
  // The cast: what was sent has a value.
  const headers = incoming.headers as Record<string, string | string[]>
  if (!(incoming instanceof Http2ServerRequest)) return headers
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':')))
}

/** Writes `answer`. Whoever has left needs none, and a body that breaks off breaks off at the client too. */
export function send({ status, headers, body }: Answer, incoming: Incoming, outgoing: Outgoing): void {
  if (outgoing.destroyed || outgoing.headersSent) {
    // Else its origin's connection would be kept for who is gone.
    if (body !== null && typeof body !== 'string') toNodeStream(body).destroy()
    return
  }
  const fields: Record<string, string | string[]> =
    headers instanceof Headers
      ? fieldsOf(headers)
      : headers instanceof Fields
        ? headers.record
        : { ...headers }
  const bytes = typeof body === 'string' ? Buffer.byteLength(body) : 0
  if (typeof body === 'string') fields['content-length'] ??= String(bytes)
  // HTTP/2 has no such header (RFC 9113 §8.2.2).
  if (incoming instanceof Http2ServerRequest) delete fields['connection']
  const given = outgoing as ServerResponse
  given.writeHead(status, fields)
  if (body === null) given.end()
  // Node writes ASCII faster by its other name.
  else if (typeof body === 'string') given.end(body, bytes === body.length ? 'latin1' : 'utf8')
  else pass(toNodeStream(body), outgoing)
}

/** Node's own pipeline() costs as much as all the rest: it makes a signal, and an error to abort it with. */
function pass(from: Readable, to: Outgoing): void {
  from.on('error', () => breakOff(to))
  to.on('close', () => from.destroy())
  from.pipe(to)
}

/** By HTTP/2 a stream that is merely destroyed ends as if it were whole. */
function breakOff(to: Outgoing): void {
  if (to instanceof Http2ServerResponse) to.stream.close(constants.NGHTTP2_INTERNAL_ERROR)
  else to.destroy()
}

/** Each name once; only cookies come one by one. */
function fieldsOf(headers: Headers): Record<string, string | string[]> {
  const fields: Record<string, string | string[]> = {}
  for (const [name, value] of headers) {
    if (name !== 'set-cookie') fields[name] = value
  }
  const cookies = headers.getSetCookie()
  if (cookies.length > 0) fields['set-cookie'] = cookies
  return fields
}
