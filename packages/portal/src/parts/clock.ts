import { useEffect, useState } from 'react'

const SECOND = 1000

/** Now, in milliseconds, again every second while `ticking`. */
export function useClock(ticking = true): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (!ticking) return undefined
    const timer = setInterval(() => setNow(Date.now()), SECOND)
    return () => clearInterval(timer)
  }, [ticking])
  return now
}
