// Where an origin is, read from a configuration's text once: parsing a URL for every request costs more than the rules.

import { createBounded } from './bounded.ts'

export type OriginPlace = {
  /** Scheme, host and port, as a URL begins with them. */
  readonly origin: string
  readonly secure: boolean
  /** A name or an address, an IPv6 one without brackets. */
  readonly hostname: string
  readonly port: number
  /** As it stands in a Host header: the port only where it is not the scheme's own. */
  readonly host: string
}

const MOST_REMEMBERED = 1000
const remembered = createBounded<OriginPlace>(MOST_REMEMBERED)

/** The place of `source`, `host[:port]`, under `http:` or `https:`. Throws TypeError for what is none. */
export function placeOf(scheme: string, source: string): OriginPlace {
  const text = `${scheme}//${source}`
  const known = remembered.get(text)
  if (known) return known
  const { origin, protocol, hostname, port, host } = new URL(text)
  const secure = protocol === 'https:'
  const place = {
    origin,
    secure,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 443 : 80),
    host,
  }
  remembered.put(text, place)
  return place
}
