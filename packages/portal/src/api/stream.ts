// One stream for all the windows of a browser: over HTTP/1.1 a browser has six connections to a host, and each window that follows
// by itself would take one for good.

import { follow, SILENCE_MS, type Position } from './events.ts'
import { readToken, readView } from './session.ts'

const COME_AGAIN_MS = 2000
const COME_AGAIN_AT_MOST_MS = 30_000

export type Listener = {
  readonly hear: (resource: number | null) => void
  /** Whether the stream stands, whenever that may have changed. */
  readonly tellLive: (live: boolean) => void
}

/** What the window that follows tells the others; `who`: one of them has just come and asks how things stand. */
type Said =
  | { readonly is: 'who' }
  | { readonly is: 'heard'; readonly resource: number | null; readonly at: string | null }
  | { readonly is: 'stands'; readonly live: boolean; readonly at: string | null }

/** Is told of the events from `position` on until `signal` says so, by the one window of those with the same token that follows
 *  them; by a stream of its own where the browser has no locks (they want HTTPS or the loopback). */
export async function listenToEvents(
  position: Position,
  signal: AbortSignal,
  listener: Listener,
): Promise<void> {
  const token = readToken()
  if (token === null) return
  if (!('locks' in navigator)) return keepFollowing(token, position, signal, listener)
  const name = await nameOf(token)
  if (signal.aborted) return
  const channel = new BroadcastChannel(name)
  // A channel has no origin to be told: it is of ours alone.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const say = (said: Said): void => channel.postMessage(said)
  const stop = followOther(channel, position, listener)
  say({ is: 'who' })
  try {
    // Whoever has the lock follows; when that window is closed or hidden the next one takes over from where it was.
    await navigator.locks.request(name, { signal }, async () => {
      stop()
      let live = false
      const stands = (): void => say({ is: 'stands', live, at: position.at })
      channel.addEventListener('message', ({ data }: MessageEvent<Said>) => data.is === 'who' && stands())
      await keepFollowing(
        token,
        position,
        signal,
        {
          hear(resource) {
            listener.hear(resource)
            say({ is: 'heard', resource, at: position.at })
          },
          tellLive(is) {
            live = is
            listener.tellLive(is)
            stands()
          },
        },
        stands,
      )
    })
  } catch {
    // Never had it: hidden before its turn.
  } finally {
    stop()
    channel.close()
  }
}

/** Hears what another window tells, and says so where it tells nothing any more. */
function followOther(channel: BroadcastChannel, position: Position, listener: Listener): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const hear = ({ data }: MessageEvent<Said>): void => {
    if (data.is === 'who') return
    clearTimeout(timer)
    timer = setTimeout(() => listener.tellLive(false), SILENCE_MS)
    position.at = data.at ?? position.at
    if (data.is === 'heard') listener.hear(data.resource)
    else listener.tellLive(data.live)
  }
  channel.addEventListener('message', hear)
  return () => {
    clearTimeout(timer)
    channel.removeEventListener('message', hear)
  }
}

async function keepFollowing(
  token: string,
  position: Position,
  signal: AbortSignal,
  { hear, tellLive }: Listener,
  alive: () => void = () => undefined,
): Promise<void> {
  let wait = COME_AGAIN_MS
  while (!signal.aborted) {
    try {
      const opened = (): void => {
        wait = COME_AGAIN_MS
        tellLive(true)
      }
      await follow(token, position, signal, { opened, alive, heard: hear })
    } catch {
      wait = Math.min(wait * 2, COME_AGAIN_AT_MOST_MS)
    }
    if (signal.aborted) return
    tellLive(false)
    await pause(wait, signal)
  }
}

const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })

/** The same for windows that may hear the same. Its parts are not to be read from it: names of locks are seen by the whole site. */
async function nameOf(token: string): Promise<string> {
  const text = new TextEncoder().encode(`${token} ${readView() ?? ''}`)
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
  return `wellknown-events-${[...hash.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`
}
