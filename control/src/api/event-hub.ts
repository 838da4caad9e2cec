// Who follows the events, and the one look at the store that wakes them all.

import type { ClientId } from '../store/records.ts'
import type { World } from '../world.ts'

/** How long news waits at most. One look costs a few microseconds, and there is none while nobody follows. */
const LOOK_EVERY_MS = 250

export type EventHub = {
  /** A place for one more stream of a client; null: it has as many as it may. It is given back by the function. */
  enter(client: ClientId): (() => void) | null
  /** The newest position that was seen. */
  newest(): number
  /** Resolves when there is news after `seen`, after so many milliseconds, or when the hub is closed. */
  wait(seen: number, milliseconds: number): Promise<void>
  readonly closed: boolean
  /** Ends all streams. */
  close(): void
}

/** One for each API. Throws nothing: a look that fails is made again. */
export function createEventHub(world: Pick<World, 'store' | 'policy' | 'log'>): EventHub {
  const places = new Map<ClientId, number>()
  const sleepers = new Set<() => void>()
  let newest = 0
  let closed = false
  let looking = false

  function wakeAll(): void {
    for (const wake of sleepers) wake()
  }
  function look(): void {
    if (looking || closed || sleepers.size === 0) return
    looking = true
    const timer = setTimeout(() => {
      void world.store
        .newestEvent()
        .then((found) => {
          if (found === newest) return
          newest = found
          wakeAll()
        })
        .catch((error: unknown) => {
          const told = error instanceof Error ? error.message : 'unknown'
          world.log({ event: 'events-unread', level: 'error', error: told })
        })
        .finally(() => {
          looking = false
          look()
        })
    }, LOOK_EVERY_MS)
    timer.unref()
  }

  return {
    enter(client) {
      const taken = places.get(client) ?? 0
      if (taken >= world.policy.events.mostPerClient) return null
      places.set(client, taken + 1)
      let left = false
      return () => {
        if (left) return
        left = true
        const others = (places.get(client) ?? 1) - 1
        if (others > 0) places.set(client, others)
        else places.delete(client)
      }
    },
    newest: () => newest,
    wait: async (seen, milliseconds) => {
      if (closed || newest !== seen) return
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer)
          sleepers.delete(wake)
          resolve()
        }
        const timer = setTimeout(wake, milliseconds)
        sleepers.add(wake)
        look()
      })
    },
    get closed() {
      return closed
    },
    close() {
      closed = true
      wakeAll()
    },
  }
}
