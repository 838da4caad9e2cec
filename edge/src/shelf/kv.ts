// Snapshots in Workers KV. A write is seen elsewhere within a minute or later, and so is a key that was missing before.

import type { SnapshotCache } from './snapshot-port.ts'

/** The least that KV takes: how long one location goes on with what it has read. */
const CACHE_TTL_SECONDS = 30

export function createKvCache(namespace: KVNamespace): SnapshotCache {
  const keyOf = (host: string): string => `config ${host}`
  return {
    get: (host) => namespace.get(keyOf(host), { type: 'text', cacheTtl: CACHE_TTL_SECONDS }),
    put: (host, document) => namespace.put(keyOf(host), document),
    delete: (host) => namespace.delete(keyOf(host)),
  }
}
