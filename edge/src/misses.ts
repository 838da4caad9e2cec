// A flood of tokens that nobody pushed: counted by host and by the network it comes from, so that it ends there. A token
// that is live is never counted.

import { networkOf } from '@wellknown/wire'

/** A CA has six perspectives and a customer's own client some tokens; a flood has thousands. */
const MOST_MISSES = 100
const COUNT_FOR_MS = 10_000
/** Beyond so many hosts and networks counting starts anew, rather than memory without end. */
const MOST_COUNTED = 10_000

export type Misses = {
  /** Have there been too many of this host's from this client's network? */
  areTooMany(host: string, address: string): boolean
  count(host: string, address: string): void
}

export function createMisses(now: () => number): Misses {
  let began = now()
  const counted = new Map<string, number>()
  const keyOf = (host: string, address: string): string => `${host} ${networkOf(address)}`
  const turn = (): void => {
    const at = now()
    if (at - began < COUNT_FOR_MS && counted.size < MOST_COUNTED) return
    counted.clear()
    began = at
  }
  return {
    areTooMany(host, address) {
      if (counted.size === 0) return false
      turn()
      return (counted.get(keyOf(host, address)) ?? 0) >= MOST_MISSES
    },
    count(host, address) {
      turn()
      const key = keyOf(host, address)
      counted.set(key, (counted.get(key) ?? 0) + 1)
    },
  }
}
