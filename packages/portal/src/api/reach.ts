// Whether the control plane answers. What is on a page stays there while it does not, and would pass for what is so now.

import { useSyncExternalStore } from 'react'

/** What a proxy says in its place. */
const FOR_ANOTHER: readonly number[] = [502, 504]

let lost: number | null = null
const listeners = new Set<() => void>()

/** `status`: of the answer to a call; 0: there was none. */
export function noteAnswer(status: number): void {
  const before = lost
  lost = status === 0 || FOR_ANOTHER.includes(status) ? (lost ?? Date.now()) : null
  if (lost !== before) for (const listener of listeners) listener()
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Since when no call has been answered; null: the last one was. */
export const useLost = (): number | null => useSyncExternalStore(listen, () => lost)
