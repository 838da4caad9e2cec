import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Position } from './events.ts'
import { listenToEvents } from './stream.ts'

/** A burst of events is one reason to ask again. */
const GATHER_MS = 150

/** Asks anew for whatever an event is about, as it happens. Gives whether the stream stands: while it does not the pages ask
 *  by themselves from time to time, and what happened meanwhile is told from the last position on. A window that nobody sees
 *  follows nothing; once it is seen again it reads again. */
export function useLive(): boolean {
  const queries = useQueryClient()
  const [live, setLive] = useState(false)
  useEffect(() => {
    const position: Position = { at: null }
    let life: AbortController | null = null
    let stood: boolean | null = null
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
    const tellLive = (is: boolean): void => {
      // A break may have begun before there was a position, and not all that is shown has events.
      if (is && stood === false) void queries.invalidateQueries()
      stood = is
      setLive(is)
    }
    const follow = (): void => {
      const seen = document.visibilityState === 'visible'
      if (seen && life === null) {
        life = new AbortController()
        void listenToEvents(position, life.signal, { hear, tellLive })
      } else if (!seen && life !== null) {
        life.abort()
        life = null
        tellLive(false)
      }
    }
    document.addEventListener('visibilitychange', follow)
    follow()
    return () => {
      document.removeEventListener('visibilitychange', follow)
      clearTimeout(timer)
      life?.abort()
    }
  }, [queries])
  return live
}
