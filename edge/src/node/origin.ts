// Origins from Node: any Host, any port, no redirect, and no way into the operator's network.

import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import type { Body } from '../answer.ts'
import { Fields } from '../fields.ts'
import { OriginFailure, type OriginPort } from '../world.ts'
import { isPublicAddress, type Allowance } from '@wellknown/hostname/address'
import type { OriginNames } from './origin-names.ts'
import { passing, toNodeStream } from './streams.ts'

const CONNECT_AND_ANSWER_MS = 30_000
/** A method by which nothing is changed may be sent again (RFC 9110 §9.2.2). */
const REPEATABLE = ['GET', 'HEAD', 'OPTIONS']
const MOST_JUDGED = 10_000

/** `allowed` says which private addresses an operator lets origins lead to; `names` where their names do. Milliseconds for an
 *  answer to begin. */
export function createNodeOrigin(
  allowed: Allowance,
  names: OriginNames,
  answerWithin = CONNECT_AND_ANSWER_MS,
): OriginPort {
  const mayLeadTo = remember((address, port) => isPublicAddress(address) || allowed(address, port))
  // The same limit for connections and requests: another would be set and taken back with each request.
  const kept = { keepAlive: true, timeout: answerWithin }
  const agents = {
    'http:': new http.Agent(kept),
    'https:': new https.Agent(kept),
  }
  return {
    capability: 'any-host',
    async fetch({ site, method, to, path, host, headers, dress, dressAnswer, body }) {
      const { hostname, port, secure } = to
      const address = isIP(hostname) ? hostname : await find(names, hostname, site)
      // Judged after resolution, and the very address that was judged is connected to.
      if (!mayLeadTo(address, port)) throw new OriginFailure('refused-address')
      const fields = ownFields(headers)
      dress(fields)
      fields.set('host', host)
      if (body) frame(fields)
      const open = (agent: http.Agent | false): http.ClientRequest =>
        (secure ? https : http).request({
          agent,
          host: address,
          port,
          method,
          path,
          // As a list: each would be set and checked by itself.
          headers: fields.list(),
          timeout: answerWithin,
          ...(secure && { servername: isIP(host) ? '' : host.replace(/:\d+$/, '') }),
        })
      const request = open(agents[secure ? 'https:' : 'http:'])
      const answer = await exchange(request, body, answerWithin).catch((error: unknown) => {
        if (!isStale(request, body, error)) throw error
        return exchange(open(false), body, answerWithin)
      })
      const status = answer.statusCode ?? 0
      // No client knows what any other means, and none can be passed on (RFC 9110 §15).
      if (status < 200 || status > 599) {
        answer.destroy()
        throw new OriginFailure('malformed')
      }
      const given = headersOf(answer)
      dressAnswer(given, status)
      if (hasBody(method, status)) return { status, headers: given, body: passing(answer) }
      leaveBody(answer)
      // The length of a body that does not follow: whoever stands before us would take the next answer for it.
      if (method !== 'HEAD' && status !== 304) given.delete('content-length')
      return { status, headers: given, body: null }
    },
  }
}

/** Origins are few and asked again and again; what is judged of an address does not change while we run. */
function remember(judge: Allowance): Allowance {
  const judged = new Map<string, boolean>()
  return (address, port) => {
    const key = `${address} ${port}`
    const known = judged.get(key)
    if (known !== undefined) return known
    if (judged.size >= MOST_JUDGED) judged.clear()
    const verdict = judge(address, port)
    judged.set(key, verdict)
    return verdict
  }
}

async function find(names: OriginNames, name: string, site: string): Promise<string> {
  try {
    return await names.addressOf(name, site)
  } catch {
    throw new OriginFailure('unreachable')
  }
}

/** Node's client frames no body of DELETE or OPTIONS by itself: the origin would take it for the next request, maybe of
 *  another customer (RFC 9112 §6.3, §11.2). */
function frame(headers: Fields): void {
  if (!headers.has('content-length')) headers.set('transfer-encoding', 'chunked')
}

/** Was it a kept connection that the origin had closed already? Whoever keeps connections meets that, and a request that
 *  changes nothing is sent again (RFC 9112 §9.3.1). */
const isStale = (request: http.ClientRequest, body: Body | null, error: unknown): boolean =>
  request.reusedSocket &&
  body === null &&
  REPEATABLE.includes(request.method) &&
  error instanceof OriginFailure &&
  error.why !== 'timeout'

/** The answer's beginning, which is there `within` so many milliseconds of the end of the request. */
function exchange(
  request: http.ClientRequest,
  body: Body | null,
  within: number,
): Promise<http.IncomingMessage> {
  return new Promise((give, fail) => {
    let answered = false
    let timer: NodeJS.Timeout | null = null
    const giveUp = (): void => {
      fail(new OriginFailure('timeout'))
      request.destroy()
    }
    const wait = (): void => void (timer = setTimeout(giveUp, within))
    request.on('response', (answer) => {
      answered = true
      if (timer) clearTimeout(timer)
      give(answer)
    })
    // Nothing at all goes over the connection.
    request.on('timeout', giveUp)
    request.on('error', () => fail(new OriginFailure('unreachable')))
    // An origin that switches protocols (101) ends a request without an answer and without an error. Making one costs: not
    // where there was an answer.
    request.on('close', () => {
      if (timer) clearTimeout(timer)
      if (!answered) fail(new OriginFailure('malformed'))
    })
    if (!body) {
      request.end()
      wait()
      return
    }
    // An upload may take its time.
    request.on('finish', wait)
    const upload = toNodeStream(body)
    upload.on('error', () => request.destroy())
    // Over HTTP/2 one that is cut off ends as if it were whole: the origin must not take half of it for all.
    upload.on('aborted', () => request.destroy())
    upload.pipe(request)
  })
}

const hasBody = (method: string, status: number): boolean =>
  method !== 'HEAD' && status !== 204 && status !== 205 && status !== 304

const ownFields = (given: Headers | Fields): Fields =>
  given instanceof Fields ? given.copy() : new Fields(Object.fromEntries(given))

/** Only a 205 may be followed by what it must not have (RFC 9110 §15.3.6), and that without end: its connection is not used
 *  again. */
function leaveBody(answer: http.IncomingMessage): void {
  if (answer.statusCode === 205 && answer.headers['content-length'] !== '0') answer.destroy()
  else answer.resume()
}

function headersOf({ rawHeaders }: http.IncomingMessage): Fields {
  const headers = new Fields(Object.create(null))
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '')
  }
  return headers
}
