// Response rate limiting: whoever forges a victim's address gets little out of us, and a resolver that is the victim is
// told to come over TCP, where addresses cannot be forged.

import { isIPv6 } from 'node:net'

export type Verdict = 'answer' | 'truncate' | 'drop'

/** Datagrams a second to one network, and how many at once. */
const RATE = 100
const BURST = 200
/** Beyond that every second one is answered with nothing but "ask over TCP". */
const SLIP = 2
/** Networks remembered; the one heard of longest ago is forgotten first. */
const MOST_NETWORKS = 10_000

/** Judges one datagram from `address` after another. `now` in milliseconds. */
export function createRateLimiter(now: () => number): (address: string) => Verdict {
  const buckets = new Map<string, { left: number; at: number; over: number }>()
  return (address) => {
    const network = networkOf(address)
    const at = now()
    const bucket = buckets.get(network) ?? { left: BURST, at, over: 0 }
    bucket.left = Math.min(BURST, bucket.left + ((at - bucket.at) / 1000) * RATE)
    bucket.at = at
    buckets.delete(network)
    buckets.set(network, bucket)
    if (buckets.size > MOST_NETWORKS) buckets.delete(buckets.keys().next().value ?? '')
    if (bucket.left >= 1) {
      bucket.left--
      return 'answer'
    }
    return ++bucket.over % SLIP === 0 ? 'truncate' : 'drop'
  }
}

/** The /24 of an IPv4 address, the /56 of an IPv6 one. */
export function networkOf(address: string): string {
  const four = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(address)?.[1]
  if (four !== undefined) return four
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const groups = head === '' ? [] : head.split(':')
  const last = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - last.length)
  const whole = [...groups, ...Array.from({ length: zeros }, () => '0'), ...last]
  const numbers = whole.slice(0, 4).map((group) => Number.parseInt(group, 16))
  return numbers.map((number, index) => (index === 3 ? number >> 8 : number).toString(16)).join(':')
}
