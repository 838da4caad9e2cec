// One HTTP GET to one address, with Boulder's bounds on time and size. No redirect is followed here.

import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { createGunzip } from 'node:zlib'
import type { Endpoint } from './addresses.ts'
import { faultOf, type Fault } from './fault.ts'

/** In the shape of Let's Encrypt's own, which names the validation server and where to read about it. */
const USER_AGENT =
  'Mozilla/5.0 (compatible; wellknown practice CA validation server; +https://practice-ca.example)'
/** Boulder reads this much; a key authorization has about 87 bytes, and whitespace may follow. */
export const LARGEST_BODY = 128

export type Limits = {
  /** From the first packet to a connection, in milliseconds. */
  readonly connectMs: number
  /** The whole validation, redirects and all, in milliseconds. */
  readonly totalMs: number
}

export type Got =
  | {
      readonly status: number
      readonly location: string | null
      /** Read only with status 200: at most LARGEST_BODY bytes, or why it could not be read. */
      readonly body: Buffer | { readonly unread: string }
    }
  | { readonly fault: Fault }

/** Asks `endpoint` for `url`, from `source` where this system shall not choose. Settles within the limits; a failure is
 *  told, never thrown. */
export function get(
  url: URL,
  endpoint: Endpoint,
  limits: Limits,
  signal: AbortSignal,
  source: string | null = null,
): Promise<Got> {
  const secure = url.protocol === 'https:'
  const options: RequestOptions = {
    host: endpoint.address,
    port: endpoint.port,
    path: `${url.pathname}${url.search}`,
    headers: {
      Host: url.host,
      'User-Agent': USER_AGENT,
      Accept: '*/*',
      'Accept-Encoding': 'gzip',
      Connection: 'close',
    },
    agent: false,
    signal,
    // An address of one family reaches none of the other.
    ...(source !== null && isIP(source) === isIP(endpoint.address) && { localAddress: source }),
  }
  // As Boulder: who asks for a first certificate cannot have a good one yet.
  const tls = {
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
    ALPNProtocols: ['http/1.1'],
    servername: isIP(url.hostname) === 0 ? url.hostname : '',
  } as const
  return new Promise((resolve) => {
    const request = secure ? requestHttps({ ...options, ...tls }) : requestHttp(options)
    let connected = false
    const dialing = setTimeout(() => request.destroy(), limits.connectMs)
    request.on('socket', (socket) =>
      socket.once('connect', () => {
        connected = true
        clearTimeout(dialing)
      }),
    )
    request.on('error', (error) => {
      clearTimeout(dialing)
      resolve({ fault: faultOf(error, { connected, outOfTime: signal.aborted }) })
    })
    // From here on a failure shows in the body; `resolve` was or will be called with what came of that.
    request.on('response', (response) => {
      request.removeAllListeners('error').on('error', () => {})
      void readResponse(response).then((got) => {
        resolve(got)
        request.destroy()
      })
    })
    request.end()
  })
}

async function readResponse(response: IncomingMessage): Promise<Got> {
  const status = response.statusCode ?? 0
  const location = response.headers.location ?? null
  const body = status === 200 ? await readBody(response) : Buffer.alloc(0)
  return { status, location, body }
}

/** Reads no more than is looked at: neither an endless body nor a tiny one that unpacks to gigabytes costs us much. */
async function readBody(response: IncomingMessage): Promise<Buffer | { readonly unread: string }> {
  const packed = response.headers['content-encoding']?.toLowerCase() === 'gzip'
  const source = packed ? response.pipe(createGunzip()) : response
  if (packed) response.on('error', (error) => source.destroy(error))
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= LARGEST_BODY) break
    }
    return Buffer.concat(chunks).subarray(0, LARGEST_BODY)
  } catch {
    return { unread: packed ? 'it broke off, took too long or is not gzip' : 'it broke off or took too long' }
  }
}
