import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { resource } from './api/queries.ts'
import { titleOf } from './places.ts'

/** Names the window after the page at `path`, and goes there with whoever uses a keyboard or listens: by itself a browser tells of
 *  a change of page only where it loads another document (WCAG 2.4.2, 2.4.3). */
export function useArrival(path: string): void {
  const [, first, id] = path.split('/')
  // Read only: the page itself asks.
  const { data } = useQuery({ ...resource(Number(first === 'resources' ? id : 0)), enabled: false })
  const title = titleOf(path, data?.cname)
  useEffect(() => {
    document.title = title
  }, [title])
  const before = useRef(path)
  useEffect(() => {
    // What `/` leads to was not gone to by anybody.
    if (before.current !== path && before.current !== '/') {
      document.getElementById('main')?.focus({ preventScroll: true })
    }
    before.current = path
  }, [path])
}
