// The configurations in use: each verified and its tables loaded once per revision, a bounded number of them in memory.

import { loadTable, MalformedTable, type LoadedTable } from '@wellknown/patterns/run'
import { configDocument, openConfig, type Config } from '@wellknown/wire'
import { loadOptions, type LoadedOptions } from './options/load.ts'
import type { World } from './world.ts'

export type LoadedConfig = {
  readonly config: Config
  /** Where no rule matches. */
  readonly options: LoadedOptions
  /** `options`: the rule's over the resource's. */
  readonly rules: readonly {
    readonly table: LoadedTable
    readonly options: LoadedOptions
    readonly protocol: Config['origin']['protocol'] | undefined
  }[]
}

export type Configs = {
  /** What to do for `host`; null when we know no such host, or nobody we trust signed for it. Rejects when the shelf fails. */
  of(host: string): Promise<LoadedConfig | null>
}

const MOST_LOADED = 1000

export function createConfigs({ shelf, keys }: World): Configs {
  // Insertion order is age: the oldest makes way.
  const loaded = new Map<string, { sha256: string; config: LoadedConfig | null }>()
  return {
    async of(host) {
      const held = await shelf.held(host, 'config')
      if (!held || held.document === null) return null
      const known = loaded.get(host)
      if (known?.sha256 === held.sha256) return known.config
      const config = await load(host, held.document)
      loaded.delete(host)
      loaded.set(host, { sha256: held.sha256, config })
      const oldest = loaded.size > MOST_LOADED ? loaded.keys().next().value : undefined
      if (oldest !== undefined) loaded.delete(oldest)
      return config
    },
  }

  async function load(host: string, document: string): Promise<LoadedConfig | null> {
    const parsed = configDocument.safeParse(JSON.parse(document))
    const opened = parsed.success ? await openConfig(host, parsed.data, keys) : null
    if (!opened) return null
    try {
      const { config } = opened
      const rules = config.rules.map(({ table, options, protocol }) => ({
        table: loadTable(table),
        options: loadOptions(config.options, options),
        protocol,
      }))
      return { config, options: loadOptions(config.options), rules }
    } catch (error) {
      if (error instanceof MalformedTable) return null
      throw error
    }
  }
}
