import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { follow } from './events.ts'
import { readToken } from './session.ts'

const COME_AGAIN_MS = 2000
const COME_AGAIN_AT_MOST_MS = 30_000
/** A burst of events is one reason to ask again. */
const GATHER_MS = 150

/** Asks anew for whatever an event is about, as it happens. Gives whether the stream stands: while it does not the pages ask
 *  by themselves from time to time, and what happened meanwhile is told from the last position on. */
export function useLive(): boolean {
  const queries = useQueryClient()
  const [live, setLive] = useState(false)
  useEffect(() => {
    const life = new AbortController()
    const changed = new Set<number | null>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const tell = (): void => {
      timer = undefined
      for (const id of changed) {
        void queries.invalidateQueries({ queryKey: id === null ? ['token'] : ['resource', id] })
      }
      changed.clear()
      void queries.invalidateQueries({ queryKey: ['resources'] })
      void queries.invalidateQueries({ queryKey: ['sslData'] })
    }
    const hear = (id: number | null): void => {
      changed.add(id)
      timer ??= setTimeout(tell, GATHER_MS)
    }
    // A break may have begun before there was a position, and not all that is shown has events.
    const readAgain = (): void => void queries.invalidateQueries()
    void run(life.signal, hear, readAgain, setLive)
    return () => {
      clearTimeout(timer)
      life.abort()
    }
  }, [queries])
  return live
}

async function run(
  signal: AbortSignal,
  hear: (resource: number | null) => void,
  readAgain: () => void,
  setLive: (live: boolean) => void,
): Promise<void> {
  let position: string | null = null
  let wait = COME_AGAIN_MS
  let broken = false
  while (!signal.aborted) {
    const token = readToken()
    if (token === null) return
    try {
      position = await follow(token, position, signal, hear, () => {
        wait = COME_AGAIN_MS
        setLive(true)
        if (broken) readAgain()
        broken = false
      })
    } catch {
      wait = Math.min(wait * 2, COME_AGAIN_AT_MOST_MS)
    }
    broken = true
    if (!signal.aborted) setLive(false)
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
}
