// Origins from Node: any Host, any port, no redirect, and no way into the operator's network.

import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { OriginFailure, type OriginPort } from '../world.ts'
import { isPublicAddress, type Allowance } from '@wellknown/hostname/address'
import type { OriginNames } from './origin-names.ts'
import { toNodeStream, toWebStream } from './streams.ts'

const CONNECT_AND_ANSWER_MS = 30_000
const MOST_JUDGED = 10_000

/** `allowed` says which private addresses an operator lets origins lead to; `names` where their names do. */
export function createNodeOrigin(allowed: Allowance, names: OriginNames): OriginPort {
  const mayLeadTo = remember((address, port) => isPublicAddress(address) || allowed(address, port))
  const agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  }
  return {
    capability: 'any-host',
    async fetch({ site, method, url, host, headers, body }) {
      const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
      const hostname = url.hostname.replace(/^\[|\]$/g, '')
      const address = isIP(hostname) ? hostname : await find(names, hostname, site)
      // Judged after resolution, and the very address that was judged is connected to.
      if (!mayLeadTo(address, port)) throw new OriginFailure('refused-address')
      const secure = url.protocol === 'https:'
      const request = (secure ? https : http).request({
        agent: agents[secure ? 'https:' : 'http:'],
        host: address,
        port,
        method,
        path: url.pathname + url.search,
        headers: { ...Object.fromEntries(headers), host },
        timeout: CONNECT_AND_ANSWER_MS,
        ...(secure && { servername: isIP(host) ? '' : host.replace(/:\d+$/, '') }),
      })
      const answer = await exchange(request, body)
      const status = answer.statusCode ?? 502
      const stream = hasBody(method, status) ? toWebStream(answer) : drained(answer)
      return { status, headers: headersOf(answer), body: stream }
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

function exchange(request: http.ClientRequest, body: ReadableStream | null): Promise<http.IncomingMessage> {
  return new Promise((give, fail) => {
    request.on('response', give)
    request.on('timeout', () => {
      fail(new OriginFailure('timeout'))
      request.destroy()
    })
    request.on('error', () => fail(new OriginFailure('unreachable')))
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

function drained(answer: http.IncomingMessage): null {
  answer.resume()
  return null
}

function headersOf({ rawHeaders }: http.IncomingMessage): Headers {
  const headers = new Headers()
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '')
  }
  return headers
}
