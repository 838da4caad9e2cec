// HTTP-01 from one perspective (RFC 8555 §8.3): resolve, ask, follow, and bring the body home.

import { isIP } from 'node:net'
import type { Endpoint } from './addresses.ts'
import { get, LARGEST_BODY, type Got, type Limits } from './exchange.ts'
import { problem, quote, type Problem, type ProblemType } from './problem.ts'
import { isRedirect, judgeRedirect } from './redirect.ts'
import { NoAddress, resolve, type Addresses } from './resolver.ts'

/** Boulder says ten and tests before it counts: eleven are followed. */
const MOST_REDIRECTS = 10
/** In a detail: what follows the URL is what matters. */
const LONGEST_URL_TOLD = 300

export type FetchOptions = {
  readonly dns: Endpoint
  readonly validationPort: number
  readonly allowReserved: boolean
  readonly connectTo: (endpoint: Endpoint) => Endpoint
  readonly limits: Limits
  /** The address to ask from; null leaves it to the system. */
  readonly source: string | null
  /** Ends every exchange, when the CA closes. */
  readonly closing: AbortSignal
}

/** What a perspective saw: the body (under LARGEST_BODY bytes), or what went wrong. */
export type Sight = {
  /** The last address asked; null when there was none. */
  readonly address: string | null
  readonly result: { readonly body: string } | { readonly problem: Problem }
}

type Hop = { readonly url: URL; readonly port: number }

/** Fetches `http://<name><path>` as a validator does. Failures are results; nothing is thrown for them. */
export async function fetchChallenge(name: string, path: string, options: FetchOptions): Promise<Sight> {
  const signal = AbortSignal.any([options.closing, AbortSignal.timeout(options.limits.totalMs)])
  let hop: Hop = { url: new URL(`http://${name}${path}`), port: options.validationPort }
  let address: string | null = null
  const visited = new Set<string>()
  const failed = (type: ProblemType, detail: string): Sight => ({
    address,
    result: { problem: problem(type, address === null ? detail : `${address}: ${detail}`) },
  })

  for (let followed = 0; ; followed++) {
    const first = followed === 0
    const fetching = first ? '' : `Fetching ${shorten(hop.url.href)}: `
    const found = await addressesOf(hop.url, options, signal)
    if (found instanceof NoAddress) return failed('dns', `${fetching}${found.message}`)

    // The first IPv6 address, then the first IPv4 one; the second only for want of a connection, on the first hop.
    const candidates = [found.v6.slice(0, 1), found.v4.slice(0, 1)].flat()
    let got: Got | null = null
    for (const candidate of first ? candidates : candidates.slice(0, 1)) {
      address = candidate
      const endpoint = options.connectTo({ address: candidate, port: hop.port })
      got = await get(hop.url, endpoint, options.limits, signal, options.source)
      if (!('fault' in got && got.fault.dial)) break
    }
    if (got === null) return failed('dns', `No valid IP addresses found for ${hop.url.hostname}`)
    if ('fault' in got)
      return failed(got.fault.type, `Fetching ${shorten(hop.url.href)}: ${got.fault.detail}`)

    visited.add(hop.url.href)
    if (!isRedirect(got.status, got.location)) return judgeAnswer(got, hop.url, address, failed)

    const to = URL.parse(got.location, hop.url.href)
    const wrong = (complaint: string): Sight =>
      failed('connection', `Fetching ${shorten(to?.href ?? quote(got.location ?? ''))}: ${complaint}`)
    if (followed > MOST_REDIRECTS) return wrong('Too many redirects')
    if (to === null) return wrong('Error getting validation data')
    to.hash = ''
    const next = judgeRedirect({ status: got.status, to }, options)
    if (typeof next === 'string') return wrong(next)
    if (visited.has(to.href)) return wrong('Redirect loop detected')
    hop = { url: next.to, port: next.port }
  }
}

function judgeAnswer(
  got: Exclude<Got, { readonly fault: unknown }>,
  url: URL,
  address: string | null,
  failed: (type: ProblemType, detail: string) => Sight,
): Sight {
  if (got.status !== 200)
    return failed('unauthorized', `Invalid response from ${shorten(url.href)}: ${got.status}`)
  if ('unread' in got.body)
    return failed('unauthorized', `Error reading HTTP response body: ${got.body.unread}`)
  const body = got.body.toString('utf8')
  // A body that fills the limit may have been cut, so it fails although its start might do.
  if (got.body.length >= LARGEST_BODY)
    return failed('unauthorized', `Invalid response from ${shorten(url.href)}: ${quote(body)}`)
  return { address, result: { body } }
}

const shorten = (url: string): string =>
  url.length > LONGEST_URL_TOLD ? `${url.slice(0, LONGEST_URL_TOLD)}...` : url

/** The host's addresses: looked up afresh on each hop, or the one it is. */
async function addressesOf(
  url: URL,
  options: FetchOptions,
  signal: AbortSignal,
): Promise<Addresses | NoAddress> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const version = isIP(host)
  if (version !== 0) return { v4: version === 4 ? [host] : [], v6: version === 6 ? [host] : [] }
  try {
    return await resolve(host, { ...options, signal })
  } catch (error) {
    if (error instanceof NoAddress) return error
    throw error
  }
}
