// The HTTPS listener: bytes in, answers out, and the one place where a refusal becomes a problem document.

import { createServer, type Server } from 'node:https'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { isRequestFault } from './fault-schema.ts'
import { suffer, type Outcome } from './mishap.ts'
import type { Nonces } from './nonces.ts'
import { problem, Refusal, renderProblem } from './problem.ts'
import { namesOf } from './request-names.ts'
import { findRoute, type Route } from './routes.ts'
import { readSigned } from './signed-request.ts'
import type { Answer, World } from './world.ts'

/** A CSR for a hundred long names stays below half of it. */
const LARGEST_BODY = 64 * 1024
/** A client that takes longer to send so little has stalled. */
const REQUEST_MS = 30_000
/** What Boulder says with a fault of its own. */
const AFTER_FAULT_SECONDS = 60

/** A server that is not listening yet. */
export function createCaServer(
  tls: { readonly chainPem: string; readonly keyPem: string },
  world: World,
  nonces: Nonces,
): Server {
  const server = createServer(
    { cert: tls.chainPem, key: tls.keyPem, minVersion: 'TLSv1.2', requestTimeout: REQUEST_MS },
    (request, response) => {
      serve(request, response).catch((error: unknown) => {
        world.log({ event: 'fault', message: String(error).slice(0, 500) })
        response.destroy()
      })
    },
  )
  // A handshake that failed is the client's affair; the socket is closed by Node.
  server.on('tlsClientError', () => {})

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.on('error', () => response.destroy())
    response.on('error', () => request.destroy())
    const path = request.url ?? ''
    let outcome: Outcome
    try {
      outcome = await handle(request, path)
    } catch (error) {
      // A client that hung up amid its request waits for nothing.
      if (response.destroyed) return
      outcome = { kind: 'answer', answer: refusalOf(error, path), trickleMs: null }
    }
    if (outcome.kind === 'cut') response.destroy()
    if (outcome.kind !== 'answer') return
    const needsNonce = request.method === 'POST' || path === '/new-nonce'
    const extra = {
      ...(needsNonce && { 'Replay-Nonce': nonces.issue() }),
      // A request left unread would be taken for the next one.
      ...(!request.complete && { Connection: 'close' }),
    }
    await send(response, outcome, extra)
  }

  async function handle(request: IncomingMessage, path: string): Promise<Outcome> {
    const found = findRoute(path)
    if (!found) throw new Refusal('malformed', 'Page not found', { status: 404 })
    const { route, resource, id } = found
    const method = request.method ?? ''
    if (!methodsOf(route).includes(method))
      throw new Refusal('malformed', 'Method not allowed', { status: 405 })
    const body = route.method === 'GET' ? Buffer.alloc(0) : await readBody(request)
    const names = namesOf(world, { resource, id, body })
    const fault = world.faults.take(isRequestFault, { path, resource, names })
    if (fault) world.log({ event: 'planned-fault', path, names, fault: Object.keys(fault)[0] })
    const answer = (): Answer | Promise<Answer> => {
      if (route.method === 'GET') return route.handle(world, method, id)
      const contentType = request.headers['content-type']
      const { base, accounts } = world
      const signed = readSigned({ url: `${base}${path}`, contentType, body }, { base, accounts, nonces })
      return route.handle(world, signed, id)
    }
    return suffer(fault, answer, world.wait)
  }

  function refusalOf(error: unknown, path: string): Answer {
    const refused = error instanceof Refusal
    if (!refused) world.log({ event: 'fault', message: String(error).slice(0, 500) })
    const document = refused ? error.problem : problem('serverInternal', 'Something went wrong here')
    const allow = document.status === 405 ? methodsOf(findRoute(path)?.route).join(', ') : null
    return {
      status: document.status,
      headers: {
        'Content-Type': 'application/problem+json',
        ...(allow && { Allow: allow }),
        ...(refused ? error.headers : { 'Retry-After': String(AFTER_FAULT_SECONDS) }),
      },
      body: renderProblem(document),
    }
  }

  async function send(
    response: ServerResponse,
    { answer, trickleMs }: Extract<Outcome, { kind: 'answer' }>,
    extra: Readonly<Record<string, string>>,
  ): Promise<void> {
    const body = typeof answer.body === 'object' ? JSON.stringify(answer.body) : (answer.body ?? '')
    const { Link: link = [], ...headers } = answer.headers ?? {}
    response.writeHead(answer.status, {
      'Cache-Control': 'no-store',
      ...(typeof answer.body === 'object' && { 'Content-Type': 'application/json' }),
      ...headers,
      Link: [`<${world.base}/directory>;rel="index"`, ...[link].flat()],
      ...(answer.status !== 204 && { 'Content-Length': Buffer.byteLength(body) }),
      ...extra,
    })
    for (const byte of trickleMs === null ? [] : Buffer.from(body)) {
      if (response.destroyed) return
      response.write(Buffer.of(byte))
      await world.wait(trickleMs ?? 0)
    }
    if (trickleMs !== null) {
      response.end()
      return
    }
    response.end(body)
  }

  return server
}

const methodsOf = (route: Route | undefined): readonly string[] =>
  route?.method === 'GET' ? ['GET', 'HEAD'] : ['POST']

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  // Leaving the loop must not destroy the request: the refusal goes out on the same socket.
  const stream: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
  for await (const chunk of stream) {
    size += chunk.length
    if (size > LARGEST_BODY) throw new Refusal('malformed', 'The request is too large', { status: 413 })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
