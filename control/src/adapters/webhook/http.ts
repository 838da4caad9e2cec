import { lookup, type LookupAddress } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress, type Allowance } from '@wellknown/hostname/address'
import type { WebhookAnswer, Webhooks } from './port.ts'

export type WebhookSettings = {
  /** Private addresses an operator lets webhooks lead to. */
  readonly allowed: Allowance
  /** Plain http as well, for demos. */
  readonly overHttp: boolean
  /** PEM bundle for a private CA; null: the system's roots. */
  readonly caPem: string | null
  /** Milliseconds for the whole exchange. */
  readonly patience?: number
}

const PATIENCE_MS = 10_000
/** Bytes of the answer that are read. */
const LARGEST_ANSWER = 4_096
const LONGEST_DETAIL = 300

class RefusedAddress extends Error {}

/** Webhooks over HTTPS. The address is judged after resolution, and only judged ones are connected to (RFC 9110 has
 *  nothing to say here; the danger is a name that changes its address between the look and the call). */
export function createHttpWebhooks({ allowed, overHttp, caPem, patience }: WebhookSettings): Webhooks {
  return {
    async post({ url: text, headers, body }) {
      const begun = performance.now()
      const answer = (how: Told, detail: string): WebhookAnswer => ({
        ...how,
        milliseconds: Math.round(performance.now() - begun),
        detail: oneLine(detail),
      })
      const url = URL.parse(text)
      if (!url || (url.protocol !== 'https:' && !(overHttp && url.protocol === 'http:'))) {
        return answer({ is: 'refused' }, 'The URL must begin with https://.')
      }
      const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80)
      const may = (address: string): boolean => isPublicAddress(address) || allowed(address, port)
      const host = url.hostname.replace(/^\[|\]$/g, '')
      if (isIP(host) && !may(host)) return answer({ is: 'refused' }, NOT_PUBLIC)
      const request = (url.protocol === 'https:' ? https : http).request(url, {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        // Each call is judged anew: no connection is kept.
        agent: false,
        lookup: lookupOnly(may),
        signal: AbortSignal.timeout(patience ?? PATIENCE_MS),
        ...(caPem !== null && { ca: caPem }),
      })
      try {
        const { status, beginning, retryAfter } = await exchange(request, body)
        const later = waitOf(retryAfter)
        return answer({ is: 'answered', status, ...(later !== null && { retryAfter: later }) }, beginning)
      } catch (error) {
        if (error instanceof RefusedAddress) return answer({ is: 'refused' }, NOT_PUBLIC)
        return answer({ is: 'unreachable' }, reasonOf(error))
      }
    },
  }
}

type Told =
  | { is: 'answered'; status: number; retryAfter?: number }
  | { is: 'unreachable' }
  | { is: 'refused' }
const NOT_PUBLIC = 'The URL does not lead to a public address.'

/** Resolves as the system does, and gives only addresses that may be touched. */
const lookupOnly =
  (may: (address: string) => boolean): LookupFunction =>
  (hostname, options, give) => {
    lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      const [first, ...rest] = (found ?? []).filter(({ address }) => may(address))
      if (error) give(error, '')
      else if (!first) give(new RefusedAddress(), '')
      else if (options.all) give(null, [first, ...rest])
      else give(null, first.address, first.family)
    })
  }

type Exchanged = {
  readonly status: number
  readonly beginning: string
  readonly retryAfter: string | null
}

/** Seconds or a date, in milliseconds from now; null: nothing that makes sense. */
function waitOf(header: string | null): number | null {
  if (header === null) return null
  const wait = /^\d{1,9}$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isFinite(wait) ? Math.max(0, wait) : null
}

/** The answer's status and beginning; the rest is not waited for. */
function exchange(request: http.ClientRequest, body: string): Promise<Exchanged> {
  return new Promise((give, fail) => {
    request.on('error', fail)
    request.on('response', (response) => {
      const parts: Buffer[] = []
      let length = 0
      const done = (): void => {
        const beginning = Buffer.concat(parts).toString('utf8')
        const retryAfter = response.headers['retry-after'] ?? null
        give({ status: response.statusCode ?? 0, beginning, retryAfter })
        request.destroy()
      }
      response.on('data', (part: Buffer) => {
        parts.push(part.subarray(0, LARGEST_ANSWER - length))
        length += part.length
        if (length >= LARGEST_ANSWER) done()
      })
      response.on('end', done)
      response.on('error', fail)
    })
    request.end(body)
  })
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'There was no answer in time.'
  return error.message || ('code' in error ? String(error.code) : error.name)
}

const oneLine = (text: string): string =>
  text
    .slice(0, LONGEST_DETAIL)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
