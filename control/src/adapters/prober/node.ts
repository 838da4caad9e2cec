// Our own look at a name, from Node: DNS by the configured resolvers, and the challenge path pinned to one address.

import http from 'node:http'
import { isIPv6 } from 'node:net'
import { challengePath } from '@wellknown/wire'
import { isLoopback, isPublicAddress } from '@wellknown/hostname/address'
import { createDnsClient } from './dns-client.ts'
import type { Answer, Prober } from './port.ts'

export type ProberOptions = {
  /** `ip` or `ip:port`; empty: the system's. */
  readonly resolvers: readonly string[]
  /** 80, but for CAs that validate elsewhere. */
  readonly port: number
  readonly allowLoopback: boolean
  /** address → `address:port`, for systems that lack an address. */
  readonly addressMap?: Readonly<Record<string, string>>
  /** For one look at an address, in milliseconds; default 5 seconds. */
  readonly askTimeoutMs?: number
  /** For one try of a DNS resolver, of which there are two; default 2 seconds. */
  readonly resolveTimeoutMs?: number
}

const ASK_TIMEOUT_MS = 5_000
const RESOLVE_TIMEOUT_MS = 2_000
const LARGEST_ANSWER = 4_096
/** Boulder reads this many bytes, and an answer that fills them fails. */
const LARGEST_MATCH = 128
const EXCERPT = 200

export function createNodeProber(options: ProberOptions): Prober {
  return {
    ...createDnsClient(options.resolvers, options.resolveTimeoutMs ?? RESOLVE_TIMEOUT_MS),
    async ask(name, address, token, body) {
      if (!isPublicAddress(address) && !(options.allowLoopback && isLoopback(address)))
        return { is: 'reserved' }
      return ask(name, targetOf(address, options), token, body, options.askTimeoutMs ?? ASK_TIMEOUT_MS)
    },
  }
}

function targetOf(address: string, { port, addressMap }: ProberOptions): { host: string; port: number } {
  const mapped = addressMap?.[address]
  if (mapped === undefined) return { host: address, port }
  const cut = mapped.lastIndexOf(':')
  return { host: mapped.slice(0, cut).replace(/^\[|\]$/g, ''), port: Number(mapped.slice(cut + 1)) }
}

function ask(
  name: string,
  target: { host: string; port: number },
  token: string,
  body: string,
  timeoutMs: number,
): Promise<Answer> {
  const started = performance.now()
  return new Promise((resolve) => {
    const request = http.request({
      ...target,
      path: challengePath(token),
      headers: { host: name, 'user-agent': 'wellknown-prober/0.1', accept: '*/*' },
      agent: false,
      maxHeaderSize: 16_384,
      signal: AbortSignal.timeout(timeoutMs),
    })
    let answered = false
    request.on('response', (answer) => {
      answered = true
      const chunks: Buffer[] = []
      let size = 0
      const finish = (): void => {
        const text = Buffer.concat(chunks).toString('utf8').trimEnd()
        const status = answer.statusCode ?? 0
        if (status === 200 && text === body && size < LARGEST_MATCH) {
          resolve({ is: 'ours', milliseconds: Math.round(performance.now() - started) })
          return
        }
        const location = printableOrNull(answer.headers.location)
        const server = printableOrNull(answer.headers['server']?.toString())
        resolve({ is: 'other', status, location, excerpt: printable(text), server })
      }
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size <= LARGEST_ANSWER) return
        finish()
        request.destroy()
      })
      answer.on('end', finish)
      answer.on('error', (error) => resolve({ is: 'unreachable', detail: reasonOf(error) }))
    })
    request.on('error', (error) => {
      const code = 'code' in error ? String(error.code) : ''
      const lacking = isIPv6(target.host) && (code === 'ENETUNREACH' || code === 'EADDRNOTAVAIL')
      resolve(lacking ? { is: 'no-route' } : { is: 'unreachable', detail: reasonOf(error) })
    })
    // A server that switches protocols (101) ends a request without an answer and without an error.
    request.on('close', () => answered || resolve({ is: 'unreachable', detail: 'the connection failed' }))
    request.end()
  })
}

function reasonOf(error: Error): string {
  const code = 'code' in error ? String(error.code) : ''
  if (error.name === 'AbortError' || error.name === 'TimeoutError' || code === 'ABORT_ERR') {
    return 'no answer in time'
  }
  return code === 'ECONNREFUSED' ? 'the connection was refused' : code || 'the connection failed'
}

/** Another's page, quoted to a customer: one line of visible characters. */
const printable = (text: string): string =>
  text
    .slice(0, EXCERPT)
    .replaceAll(/[^\x20-\x7e]+/g, ' ')
    .trim()

const printableOrNull = (text: string | undefined): string | null =>
  text === undefined ? null : printable(text)
