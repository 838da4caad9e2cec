// What Node's parsers let through and must not reach a layer: two Hosts, or a target that names another host.

import type { IncomingMessage } from 'node:http'
import type { Http2ServerRequest } from 'node:http2'

export type Target = {
  /** The one host that the request names, with its port if it names one. */
  readonly authority: string
  /** Path and query, as sent. */
  readonly path: string
}

/** A name or address and a port: nothing by which a URL could come to hold another host or path. */
const AUTHORITY = /^(?:[\w.-]{1,255}|\[[\da-f:.]{2,45}\])(?::\d{1,5})?$/i

/** Where a request leads, or what is wrong with it (RFC 9112 §3.2, RFC 9113 §8.3.1). */
export function readTarget(
  incoming: IncomingMessage | Http2ServerRequest,
): Target | { readonly fault: string } {
  const { url = '' } = incoming
  const authorities = namedAuthorities(incoming.rawHeaders)
  const [authority = ''] = authorities
  if (authorities.length !== 1 || authority === '') return { fault: 'A request names exactly one Host.' }
  if (!AUTHORITY.test(authority)) return { fault: 'The Host header is not a hostname.' }
  if (url.startsWith('/')) return { authority, path: url }
  if (url === '*') return { fault: 'This target is not served.' }
  try {
    const { host, pathname, search } = new URL(url)
    return host.toLowerCase() === authority.toLowerCase()
      ? { authority, path: pathname + search }
      : { fault: 'The target names another host than Host does.' }
  } catch {
    return { fault: 'The target cannot be read.' }
  }
}

/** Every Host, as often as it comes; in HTTP/2 the authority, beside which the same Host may stand. */
function namedAuthorities(rawHeaders: readonly string[]): readonly string[] {
  const hosts: string[] = []
  let authority: string | null = null
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? ''
    const value = rawHeaders[index + 1] ?? ''
    if (name.length === 4 && name.toLowerCase() === 'host') hosts.push(value)
    else if (name === ':authority') authority = value
  }
  if (authority === null) return hosts
  return hosts.length === 1 && hosts[0] === authority ? hosts : [authority, ...hosts]
}
