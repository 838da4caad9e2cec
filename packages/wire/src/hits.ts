// What a PoP tells of requests for challenge tokens: who came, what they got, and of the token only its hash.

import { z } from 'zod'

/** For each host the last so many that were answered and so many that were not, `perToken` of them for one token at most,
 *  each for so long (milliseconds). */
export const HITS = {
  answered: 96,
  others: 32,
  perToken: 32,
  kept: 24 * 60 * 60_000,
  longestAgent: 120,
} as const

/** Ours, when a token is read back; the PoPs keep no hits of it. */
export const PROBER_AGENT = 'wellknown-prober/0.1'

/** A User-Agent as it may be stored and shown: one line without control characters, of a bounded length. */
export const cleanAgent = (agent: string): string =>
  agent
    .slice(0, HITS.longestAgent)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()

/** Whoever can write a PoP's shelf can write these: they are bounded and cleaned on both sides. */
export const hit = z.object({
  /** SHA-256, hexadecimal. */
  tokenHash: z.string().regex(/^[0-9a-f]{64}$/),
  /** The PoP's clock, milliseconds. */
  at: z.int().positive(),
  /** The peer's: the first 24 bits of an IPv4 address, 48 of an IPv6 one, so that it tells of no person. */
  network: z.string().regex(/^(?:(?:\d{1,3}\.){3}0\/24|[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){2}::\/48|unknown)$/),
  agent: z.string().max(2_000).transform(cleanAgent),
  /** `answered` with the key authorization; `unknown`: not live there; `unavailable`: the shelf failed. */
  result: z.enum(['answered', 'unknown', 'unavailable']),
  /** What finding the answer took. */
  milliseconds: z.int().nonnegative().max(600_000),
})
export type Hit = z.infer<typeof hit>

/** What a PoP answers at `hitsPath`, oldest first. */
export const hits = z.object({
  pop: z.string(),
  host: z.string(),
  wire: z.int(),
  now: z.int(),
  hits: z.array(hit).max(HITS.answered + HITS.others),
})
export type Hits = z.infer<typeof hits>

/** The network of an address as the platform knows it, as in a hit. */
export function networkOf(address: string): string {
  const four = /^(?:::ffff:)?(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.\d{1,3}$/i.exec(address)
  if (four) return `${four[1]}.${four[2]}.${four[3]}.0/24`
  const bare = address.replace(/%.*$/, '').toLowerCase()
  if (!/^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}$/.test(bare)) return 'unknown'
  const [head = '', tail] = bare.split('::')
  const groups = (part = ''): readonly string[] => (part === '' ? [] : part.split(':'))
  const left = 8 - groups(head).length - groups(tail).length
  const all = [
    ...groups(head),
    ...(tail === undefined ? [] : Array.from({ length: left }, () => '0')),
    ...groups(tail),
  ]
  const first = all.slice(0, 3).map((group) => Number.parseInt(group, 16).toString(16))
  return all.length === 8 ? `${first.join(':')}::/48` : 'unknown'
}
