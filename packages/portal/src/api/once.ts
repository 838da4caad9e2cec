import { useRef } from 'react'
import { asFault } from './fault.ts'

const TOLD_ALREADY = 409

/** Gives the headers by which the same body that is sent again makes nothing twice, for an answer may be lost though it was done.
 *  A body that was changed is another one, and so is the next once an answer was had. */
export function useOnce(): {
  headersFor(body: unknown): Readonly<Record<string, string>>
  /** What came of it; null: it was done. */
  settle(error: unknown): void
} {
  const last = useRef<{ readonly body: string; readonly key: string } | null>(null)
  return {
    headersFor(body) {
      const text = JSON.stringify(body)
      if (last.current?.body !== text) last.current = { body: text, key: newKey() }
      return { 'idempotency-key': last.current.key }
    },
    settle(error) {
      if (error === null || asFault(error).status === TOLD_ALREADY) last.current = null
    },
  }
}

/** Not `randomUUID`, which is there over HTTPS only. */
const newKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
