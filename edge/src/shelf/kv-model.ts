// Workers KV as its documentation promises it and no more, for tests: a central store, and locations that keep what they have
// read, or not found, for half a minute. No write is carried to them, not even to the one it came from. Miniflare's is always
// consistent, and would show nothing.

import type { SnapshotCache } from './snapshot-port.ts'

const CACHED_FOR_MS = 30_000

export type KvModel = {
  /** What is true at the centre. */
  readonly central: Map<string, string>
  /** KV as one place sees it. */
  location(): SnapshotCache
  /** Fails from now on, or does so no more. */
  fail(calls: readonly (keyof SnapshotCache)[]): void
}

export function createKvModel(now: () => number): KvModel {
  const central = new Map<string, string>()
  let failing: readonly (keyof SnapshotCache)[] = []
  const check = (call: keyof SnapshotCache): void => {
    if (failing.includes(call)) throw new Error('KV is not available')
  }
  return {
    central,
    fail: (calls) => void (failing = calls),
    location() {
      const cached = new Map<string, { readonly value: string | null; readonly at: number }>()
      return {
        async get(host) {
          check('get')
          const known = cached.get(host)
          if (known && now() - known.at < CACHED_FOR_MS) return known.value
          const value = central.get(host) ?? null
          cached.set(host, { value, at: now() })
          return value
        },
        async put(host, document) {
          check('put')
          central.set(host, document)
        },
        async delete(host) {
          check('delete')
          central.delete(host)
        },
      }
    },
  }
}
