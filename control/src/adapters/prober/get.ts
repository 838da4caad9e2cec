// One GET pinned to one address: bounded in time and size, nothing followed.

import http from 'node:http'
import https from 'node:https'
import { isIPv6 } from 'node:net'
import { TELLING_HEADERS, type Answer, type Headers } from '@wellknown/lifecycle'
import { PROBER_AGENT } from '@wellknown/wire'

export type Target = {
  readonly address: string
  readonly port: number
  /** Of the request and its TLS session. */
  readonly host: string
  readonly path: string
  readonly tls: boolean
}
export type Got =
  | {
      readonly is: 'got'
      readonly status: number
      readonly location: string | null
      readonly headers: Headers
      readonly text: string
      readonly size: number
    }
  | Extract<Answer, { is: 'unreachable' | 'no-route' }>

const LARGEST_ANSWER = 4_096
const LARGEST_HEADERS = 16_384
const LONGEST_QUOTE = 200
/** A TLS record that is an alert (RFC 8446 §5.1): how a TLS server answers plain text. */
const TLS_ALERT = 0x15

export function get(target: Target, timeoutMs: number): Promise<Got> {
  const { address, port, host, path, tls } = target
  return new Promise((resolve) => {
    const options = {
      host: address,
      port,
      path,
      headers: { host, 'user-agent': PROBER_AGENT, accept: '*/*' },
      agent: false,
      maxHeaderSize: LARGEST_HEADERS,
      signal: AbortSignal.timeout(timeoutMs),
    }
    // As a CA does on a redirect: who answers is not checked, only what.
    const request = tls
      ? https.request({ ...options, servername: host, rejectUnauthorized: false })
      : http.request(options)
    let answered = false
    request.on('response', (answer) => {
      answered = true
      const chunks: Buffer[] = []
      let size = 0
      const finish = (): void =>
        resolve({
          is: 'got',
          status: answer.statusCode ?? 0,
          location: answer.headers.location ?? null,
          headers: readHeaders(answer.headers),
          text: Buffer.concat(chunks).toString('utf8'),
          size,
        })
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size <= LARGEST_ANSWER) return
        finish()
        request.destroy()
      })
      answer.on('end', finish)
      answer.on('error', (error) => resolve(unreachable(error)))
    })
    request.on('error', (error) =>
      resolve(isLacking(error, address) ? { is: 'no-route' } : unreachable(error)),
    )
    // A server that switches protocols (101) ends a request without an answer and without an error.
    request.on('close', () => answered || resolve(BROKEN))
    request.end()
  })
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '')

/** Do we lack the family of this address? */
export const isLacking = (error: Error, address: string): boolean =>
  isIPv6(address) && ['ENETUNREACH', 'EADDRNOTAVAIL'].includes(codeOf(error))

const BROKEN = { is: 'unreachable', how: 'broken', detail: 'the connection failed' } as const

export function unreachable(error: Error): Extract<Answer, { is: 'unreachable' }> {
  const code = codeOf(error)
  if (error.name === 'AbortError' || error.name === 'TimeoutError' || code === 'ABORT_ERR') {
    return { is: 'unreachable', how: 'timeout', detail: 'no answer in time' }
  }
  if (code === 'ECONNREFUSED')
    return { is: 'unreachable', how: 'refused', detail: 'the connection was refused' }
  if ('rawPacket' in error && error.rawPacket instanceof Buffer && error.rawPacket[0] === TLS_ALERT)
    return { is: 'unreachable', how: 'tls', detail: 'it speaks TLS' }
  return code === '' ? BROKEN : { is: 'unreachable', how: 'broken', detail: code }
}

function readHeaders(all: http.IncomingHttpHeaders): Headers {
  const told = TELLING_HEADERS.flatMap((name): [string, string][] => {
    const value = all[name]
    return value === undefined ? [] : [[name, printable(String(value))]]
  })
  return Object.fromEntries(told)
}

/** Another's words, quoted to a customer: one line of visible characters. */
export const printable = (text: string): string =>
  text
    .slice(0, LONGEST_QUOTE)
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .trim()
