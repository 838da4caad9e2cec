// Server-sent events (HTML Living Standard §9.2) of one client's history.

import type { ApiToken } from '../store/records.ts'
import type { World } from '../world.ts'
import type { EventHub } from './event-hub.ts'
import { renderEvent } from './schemas/event.ts'

const AT_ONCE = 100
/** After what time a client whose connection broke comes again. */
const COME_AGAIN_MS = 2_000

/** Everything that happens to the client of `token` after `position`, as it happens, with a comment whenever nothing does for a while. It ends with the token `by` and with
 *  the hub; `leave` is called once, also when the client goes. Nothing is read ahead of a client that does not read. */
export function streamEvents(
  world: Pick<World, 'store' | 'policy' | 'now'>,
  hub: EventHub,
  { token, by }: { readonly token: ApiToken; readonly by: ApiToken },
  position: number,
  leave: () => void,
): ReadableStream<Uint8Array> {
  let at = position
  let gone = false
  let said = Date.now()
  // The position is told at once: who loses the connection before the first event misses none.
  let greeting: string | null = `retry: ${COME_AGAIN_MS}\nid: ${at}\n\n`

  async function next(): Promise<string | null> {
    if (greeting !== null) {
      const told = greeting
      greeting = null
      return told
    }
    for (;;) {
      const seen = hub.newest()
      const entries = await world.store.eventsAfter(token.client, at, AT_ONCE)
      at = entries.at(-1)?.id ?? at
      if (entries.length > 0) {
        return entries
          .map((entry) => `id: ${entry.id}\ndata: ${JSON.stringify(renderEvent(entry))}\n\n`)
          .join('')
      }
      const quiet = said + world.policy.events.heartbeat - Date.now()
      if (quiet > 0) await hub.wait(seen, quiet)
      if (hub.closed || gone || !(await isGood(world, by))) return null
      if (quiet <= 0) return ': nothing new\n\n'
    }
  }

  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const text = await next().catch(() => null)
      said = Date.now()
      if (gone) return
      if (text !== null) return controller.enqueue(new TextEncoder().encode(text))
      leave()
      controller.close()
    },
    cancel() {
      gone = true
      leave()
    },
  })
}

/** It may have been deleted, or have run out, since the stream began. */
async function isGood(
  { store, now }: Pick<World, 'store' | 'now'>,
  { id, client, expires }: ApiToken,
): Promise<boolean> {
  if (expires !== null && expires <= now()) return false
  return (await store.tokens(client)).some((each) => each.id === id)
}
