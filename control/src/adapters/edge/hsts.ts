// HTTP Strict Transport Security (RFC 6797), as a visitor's browser hears it.

import https from 'node:https'
import { readEndpoint } from '@wellknown/hostname/address'
import { PROBER_AGENT } from '@wellknown/wire'
import type { HstsSeen } from './port.ts'

const LONGEST_HEADER = 8_192
/** Beyond this a lock-out is for ever; kept, so that an instant stays one. */
const LONGEST_AGE = 100 * 365 * 24 * 60 * 60

/** The `max-age` of a Strict-Transport-Security header, in seconds; null for one that a browser ignores (§6.1: a directive
 *  twice, or none, or no number). */
export function readMaxAge(header: string): number | null {
  const ages = header
    .split(';')
    .map((directive) => directive.split('='))
    .filter(([name]) => name?.trim().toLowerCase() === 'max-age')
  const [, text] = /^"?(\d+)"?$/.exec(ages[0]?.[1]?.trim() ?? '') ?? []
  return ages.length === 1 && text !== undefined ? Math.min(Number(text), LONGEST_AGE) : null
}

/** Asks an address of ours for the front page of `host`, over TLS, and reads nothing but the header. It is ours, so its
 *  certificate is not verified; a redirect is not followed. */
export function lookForHsts(address: string, host: string, timeoutMs: number): Promise<HstsSeen> {
  return new Promise((resolve) => {
    const request = https.request({
      ...readEndpoint(address),
      method: 'HEAD',
      path: '/',
      servername: host,
      headers: { host, 'user-agent': PROBER_AGENT },
      agent: false,
      rejectUnauthorized: false,
      maxHeaderSize: 2 * LONGEST_HEADER,
      signal: AbortSignal.timeout(timeoutMs),
    })
    request.on('response', (answer) => {
      const header = answer.headers['strict-transport-security'] ?? ''
      const maxAge = header.length > LONGEST_HEADER ? null : readMaxAge(header)
      resolve(maxAge === null ? { is: 'not-sent' } : { is: 'sent', maxAge })
      request.destroy()
    })
    request.on('error', () => resolve({ is: 'unreachable', detail: 'the front page was not answered' }))
    // A server that switches protocols (101) ends a request without an answer and without an error.
    request.on('close', () => resolve({ is: 'unreachable', detail: 'the connection failed' }))
    request.end()
  })
}
