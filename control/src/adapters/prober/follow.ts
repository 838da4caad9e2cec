// Where a redirect leads, followed as Boulder follows it (va/http.go): to explain it. Each hop's address is checked and
// pinned like the first's.

import type { Answer, RedirectEnd } from '@wellknown/lifecycle'
import { isIP, isIPv6 } from 'node:net'
import { get, printable, type Got } from './get.ts'
import type { Prober } from './port.ts'

export type Redirect = NonNullable<Extract<Answer, { is: 'other' }>['redirect']>

type Way = {
  /** Where the first answer came from, and the address it was pinned to. */
  readonly url: URL
  readonly address: string
  readonly query: Prober['query']
  /** May this address be touched? */
  readonly allows: (address: string) => boolean
  /** In place of the ports 80 and 443. */
  readonly ports: { readonly http: number; readonly https: number }
  /** Where an address is really asked. */
  readonly targetOf: (address: string, port: number) => { readonly host: string; readonly port: number }
  readonly isOurs: (got: Extract<Got, { is: 'got' }>) => boolean
  readonly timeoutMs: number
}

/** A CA follows ten. */
const MOST_HOPS = 3
const FOLLOWED = [301, 302, 307, 308]
const STANDARD_PORTS = ['', '80', '443']

/** Follows the redirect that `got` is. */
export async function follow(way: Way, got: Extract<Got, { is: 'got' }>): Promise<Redirect> {
  const late = performance.now() + way.timeoutMs
  const urls: string[] = []
  const seen = [way.url.href]
  const end = (end: RedirectEnd): Redirect => ({ urls: urls.map(printable), end })
  let from = way.url
  for (let at = got; ;) {
    const next = URL.parse(at.location ?? '', from.href)
    urls.push(next?.href ?? at.location ?? '')
    if (!FOLLOWED.includes(at.status)) return end({ is: 'forbidden', why: 'status' })
    const why = next ? faultOf(next, way) : 'host'
    if (!next || why !== null) return end({ is: 'forbidden', why: why ?? 'host' })
    if (seen.includes(next.href)) return end({ is: 'forbidden', why: 'loop' })
    if (urls.length > MOST_HOPS) return end({ is: 'given-up' })
    seen.push(next.href)
    const address = await addressOf(next, way)
    if (address === null) return end({ is: 'forbidden', why: 'host' })
    if (typeof address !== 'string') return end(address)
    const tls = next.protocol === 'https:'
    const standard = tls ? way.ports.https : way.ports.http
    const { host, port } = way.targetOf(address, standard)
    const target = { address: host, port, tls, host: next.hostname, path: `${next.pathname}${next.search}` }
    const answer = await get(target, Math.max(1, Math.ceil(late - performance.now())))
    if (answer.is === 'no-route') return end({ is: 'given-up' })
    if (answer.is === 'unreachable') return end({ is: 'unreachable', detail: answer.detail })
    if (way.isOurs(answer)) return end({ is: 'ours' })
    if (answer.location === null || answer.status < 300 || answer.status > 399)
      return end({ is: 'other', status: answer.status, excerpt: printable(answer.text) })
    at = answer
    from = next
  }
}

/** Why a CA does not go there; null: it does. */
function faultOf({ protocol, port, hostname }: URL, { ports }: Way): 'scheme' | 'port' | 'host' | null {
  if (protocol !== 'http:' && protocol !== 'https:') return 'scheme'
  if (!STANDARD_PORTS.includes(port) && Number(port) !== ports.http) return 'port'
  // A bare word is no name of the public Internet.
  return isIP(hostname.replace(/^\[|\]$/g, '')) || hostname.replace(/\.$/, '').includes('.') ? null : 'host'
}

/** IPv6 first, as a CA has it. Null: none that may be touched. */
async function addressOf(next: URL, way: Way): Promise<string | null | RedirectEnd> {
  const literal = next.hostname.replace(/^\[|\]$/g, '')
  if (isIP(literal)) return way.allows(literal) ? literal : null
  if (next.hostname === way.url.hostname) return way.address
  const [aaaa, a] = await Promise.all([way.query(next.hostname, 'AAAA'), way.query(next.hostname, 'A')])
  const found = [aaaa, a].flatMap((each) => (each.is === 'found' ? each.records : []))
  if (found.length === 0) return { is: 'unreachable', detail: `${next.hostname} has no address` }
  const allowed = found.filter(way.allows)
  if (allowed.length < found.length) return null
  return (
    allowed.find((each) => isIPv6(each) && isIPv6(way.address)) ??
    allowed.find((each) => !isIPv6(each)) ??
    null
  )
}
