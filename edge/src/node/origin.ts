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
/** The same time limit for connections and requests: another would be set and taken back with each request. */
const KEPT = { keepAlive: true, timeout: CONNECT_AND_ANSWER_MS }
const MOST_JUDGED = 10_000

/** `allowed` says which private addresses an operator lets origins lead to; `names` where their names do. */
export function createNodeOrigin(allowed: Allowance, names: OriginNames): OriginPort {
  const mayLeadTo = remember((address, port) => isPublicAddress(address) || allowed(address, port))
  const agents = {
    'http:': new http.Agent(KEPT),
    'https:': new https.Agent(KEPT),
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
      const request = (secure ? https : http).request({
        agent: agents[secure ? 'https:' : 'http:'],
        host: address,
        port,
        method,
        path,
        // As a list: each would be set and checked by itself.
        headers: fields.list(),
        timeout: CONNECT_AND_ANSWER_MS,
        ...(secure && { servername: isIP(host) ? '' : host.replace(/:\d+$/, '') }),
      })
      const answer = await exchange(request, body)
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

function exchange(request: http.ClientRequest, body: Body | null): Promise<http.IncomingMessage> {
  return new Promise((give, fail) => {
    let answered = false
    request.on('response', (answer) => {
      answered = true
      give(answer)
    })
    request.on('timeout', () => {
      fail(new OriginFailure('timeout'))
      request.destroy()
    })
    request.on('error', () => fail(new OriginFailure('unreachable')))
    // An origin that switches protocols (101) ends a request without an answer and without an error. Making one costs: not
    // where there was an answer.
    request.on('close', () => {
      if (!answered) fail(new OriginFailure('malformed'))
    })
    if (!body) {
      request.end()
      return
    }
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
