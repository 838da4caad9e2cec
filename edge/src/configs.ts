// The configurations in use, a bounded number of them in memory: read from the shelf with each request where it is near, else
// kept for a while and read from the cache.

import { within } from './answer.ts'
import { createBounded } from './bounded.ts'
import { createCachedConfigs } from './cached-configs.ts'
import { loadConfig, LOOK_WITHIN_MS, MOST_BYTES, MOST_LOADED, type LoadedConfig } from './load-config.ts'
import type { World } from './world.ts'

export type Configs = {
  /** What to do for `host`; null when we know no such host, or nobody we trust signed for it. Rejects when the shelf fails, or
   *  has been asked for too many unknown hosts. */
  of(host: string): Promise<LoadedConfig | null>
  /** The shelf has taken another one for `host`: it is used here from now on, and the cache has it. Rejects when that is not
   *  so; doing it again is harmless. */
  renew(host: string): Promise<void>
}

export function createConfigs(world: World): Configs {
  const { snapshots } = world
  return snapshots ? createCachedConfigs(world, snapshots) : createShelfConfigs(world)
}

function createShelfConfigs({ shelf, keys }: Pick<World, 'shelf' | 'keys'>): Configs {
  const loaded = createBounded<{ sha256: string; config: LoadedConfig | null }>(
    MOST_LOADED,
    MOST_BYTES,
    ({ config }) => config?.bytes ?? 0,
  )
  return {
    async of(host) {
      const known = loaded.get(host)
      let held
      try {
        const look = shelf.held(host, 'config')
        // What is near cannot be late, and a timer would cost more than it.
        held = await (shelf.lookupIsFree ? look : within(LOOK_WITHIN_MS, look))
      } catch (error) {
        // A shelf that fails takes nothing from those that were served a moment ago.
        if (known) return known.config
        throw error
      }
      if (!held || held.document === null) {
        loaded.drop(host)
        return null
      }
      if (known?.sha256 === held.sha256) return known.config
      const config = (await loadConfig(host, held.document, keys))?.loaded ?? null
      loaded.put(host, { sha256: held.sha256, config })
      return config
    },
    renew: async () => undefined,
  }
}
