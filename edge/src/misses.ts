// A flood of tokens that nobody pushed: counted by host and by the network it comes from, so that it ends there,
// whatever would become of it: looked for, passed on to an origin, or refused. A token
// that is live is never counted.

import { networkOf } from '@wellknown/wire'
import { createBounded } from './bounded.ts'

/** A CA has six perspectives and a customer's own client some tokens; a flood has thousands. */
const MOST_MISSES = 100
/** The same over all hosts: names cost a flood nothing, and each would be looked for. A CA's misses are few. */
const MOST_OF_NETWORK = 1_000
const COUNT_FOR_MS = 10_000
/** Beyond so many the one that was counted longest ago is forgotten: no number of strangers ends the count of a flood. */
const MOST_COUNTED = 10_000

export type Misses = {
  /** The flood that this client's network is: over all hosts, or of this one; null: it is none. */
  floodOf(host: string, address: string): string | null
  count(host: string, address: string): void
}

export function createMisses(now: () => number): Misses {
  let began = now()
  let isEmpty = true
  let counted = createBounded<number>(MOST_COUNTED)
  const turn = (): void => {
    if (isEmpty || now() - began < COUNT_FOR_MS) return
    counted = createBounded(MOST_COUNTED)
    isEmpty = true
  }
  const countUp = (key: string): void => counted.put(key, (counted.get(key) ?? 0) + 1)
  /** What is refused is not counted again, but not forgotten either. */
  const isFull = (key: string, most: number): boolean => {
    const many = counted.get(key) ?? 0
    if (many >= most) counted.put(key, many)
    return many >= most
  }
  return {
    floodOf(host, address) {
      turn()
      if (isEmpty) return null
      const network = networkOf(address)
      if (isFull(network, MOST_OF_NETWORK)) return network
      const ofHost = `${host} ${network}`
      return isFull(ofHost, MOST_MISSES) ? ofHost : null
    },
    count(host, address) {
      turn()
      if (isEmpty) began = now()
      isEmpty = false
      const network = networkOf(address)
      countUp(`${host} ${network}`)
      countUp(network)
    },
  }
}
