// What is looked for although its network floods: a live token stays answerable to a CA that asks from the very same network.

import { createBounded } from './bounded.ts'

/** Lookups a second for one flood: so many for tokens that were not asked for before, and as many for those that were. A flood
 *  makes its tokens up; a validator asks again for its own. */
const PER_SECOND = 5
/** One token that is not live takes one of them a second at most. */
const AGAIN_AFTER_MS = 1_000
const MOST_REMEMBERED = 10_000

export type Reserve = {
  /** May this token be looked for now, in spite of `flood` (Misses)? */
  grants(flood: string, host: string, token: string): boolean
  /** What the lookup found: a live one is looked for as often as it is asked for, flood or none. */
  found(host: string, token: string, live: boolean): void
}

export function createReserve(now: () => number): Reserve {
  /** When it was last looked for; `live`: it was there. */
  const asked = createBounded<number | 'live'>(MOST_REMEMBERED)
  let second = -1
  let spent = new Map<string, number>()
  return {
    grants(flood, host, token) {
      const at = now()
      const key = `${host} ${token}`
      const last = asked.get(key)
      if (last === 'live') return true
      if (Math.floor(at / 1000) !== second) spent = new Map()
      second = Math.floor(at / 1000)
      const share = last === undefined ? flood : `again ${flood}`
      const many = spent.get(share) ?? 0
      const granted = many < PER_SECOND && at - (last ?? -Infinity) >= AGAIN_AFTER_MS
      if (granted) spent.set(share, many + 1)
      asked.put(key, granted ? at : (last ?? -Infinity))
      return granted
    },
    found(host, token, live) {
      asked.put(`${host} ${token}`, live ? 'live' : now())
    },
  }
}
