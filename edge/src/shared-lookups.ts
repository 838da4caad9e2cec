// Lookups of tokens where each is a request to another place: those for one token that come together share one.

import { within } from './answer.ts'
import type { World } from './world.ts'

/** A CA waits about ten seconds; a store that takes longer than this has failed. */
const STORE_BOUND_MS = 1500

/** The thumbprint to answer `token` with on this host, or null. Rejects when the store fails or is late. */
export type Lookup = (host: string, token: string) => Promise<string | null>

type Running = {
  readonly since: number
  readonly found: Promise<string | null>
  next: Promise<string | null> | null
}

export function createLookups({ shelf, later, now }: Pick<World, 'shelf' | 'later' | 'now'>): Lookup {
  // What asks no store cannot be late, and a timer would cost more than it.
  if (shelf.lookupIsFree) return (host, token) => shelf.lookup(host, token, now())
  const running = new Map<string, Running>()

  function begin(key: string, host: string, token: string): Promise<string | null> {
    const since = now()
    const found = within(STORE_BOUND_MS, shelf.lookup(host, token, since))
    const started: Running = { since, found, next: null }
    running.set(key, started)
    const end = (): void => {
      if (running.get(key) === started) running.delete(key)
    }
    // Others may wait for it too: it must not end with the client who began it.
    later(found.then(end, end))
    return found
  }

  return (host, token) => {
    const key = `${host} ${token}`
    const before = running.get(key)
    // One that its platform has cut off never ends.
    if (!before || now() - before.since > STORE_BOUND_MS) return begin(key, host, token)
    // "Unknown" may be older than a push that was confirmed meanwhile: who came after that look began shares the next one.
    if (!before.next) {
      before.next = before.found.then((thumbprint) => thumbprint ?? begin(key, host, token))
      later(before.next.catch(() => undefined))
    }
    return within(STORE_BOUND_MS, before.next)
  }
}
