// The configurations in use, a bounded number of them in memory: read from the shelf with each request where it is near, else
// kept for a while and read from the cache.

import { createBounded } from './bounded.ts'
import { createCachedConfigs } from './cached-configs.ts'
import { loadConfig, type LoadedConfig } from './load-config.ts'
import type { World } from './world.ts'

export type Configs = {
  /** What to do for `host`; null when we know no such host, or nobody we trust signed for it. Rejects when the shelf fails, or
   *  has been asked for too many unknown hosts. */
  of(host: string): Promise<LoadedConfig | null>
  /** The shelf has taken another one for `host`: it is used here from now on, and the cache has it. Rejects when that is not
   *  so; doing it again is harmless. */
  renew(host: string): Promise<void>
}

const MOST_LOADED = 1000

export function createConfigs(world: World): Configs {
  const { snapshots } = world
  return snapshots ? createCachedConfigs(world, snapshots) : createShelfConfigs(world)
}

function createShelfConfigs({ shelf, keys }: Pick<World, 'shelf' | 'keys'>): Configs {
  const loaded = createBounded<{ sha256: string; config: LoadedConfig | null }>(MOST_LOADED)
  return {
    async of(host) {
      const held = await shelf.held(host, 'config')
      if (!held || held.document === null) return null
      const known = loaded.get(host)
      if (known?.sha256 === held.sha256) return known.config
      const config = (await loadConfig(host, held.document, keys))?.loaded ?? null
      loaded.put(host, { sha256: held.sha256, config })
      return config
    },
    renew: async () => undefined,
  }
}
