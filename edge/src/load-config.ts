// A configuration made ready for use: its signature verified, its tables and options loaded.

import { loadTable, MalformedTable, type LoadedTable } from '@wellknown/patterns/run'
import { configDocument, openConfig, type Config, type VerifyingKeys } from '@wellknown/wire'
import { loadOptions, type LoadedOptions } from './options/load.ts'

export type LoadedConfig = {
  /** The rest is below, as it is run: tables as they came would take several times the memory. */
  readonly config: Omit<Config, 'rules' | 'options'>
  /** Of the document it is made of: in memory it takes no more than that. */
  readonly bytes: number
  /** Where no rule matches. */
  readonly options: LoadedOptions
  /** `options`: the rule's over the resource's. */
  readonly rules: readonly {
    readonly table: LoadedTable
    readonly options: LoadedOptions
    readonly protocol: Config['origin']['protocol'] | undefined
  }[]
}

/** Looking for one where that is far away has failed after so long. */
export const LOOK_WITHIN_MS = 1_500
/** So many, and of documents of so many bytes together, are in memory: an isolate has 128 MB for all. */
export const MOST_LOADED = 1000
export const MOST_BYTES = 24_000_000

/** A configuration with the revision that was signed for. */
export type Snapshot = {
  readonly epoch: number
  readonly rev: number
  readonly loaded: LoadedConfig
  readonly keyid: string
}

/** Null: nobody we trust signed this for `host`, or it is none. */
export async function loadConfig(
  host: string,
  document: string,
  keys: VerifyingKeys,
): Promise<Snapshot | null> {
  const parsed = configDocument.safeParse(parseJson(document))
  if (!parsed.success) return null
  const opened = await openConfig(host, parsed.data, keys)
  if (!opened) return null
  const { epoch, rev, config } = opened
  const { keyid } = parsed.data
  try {
    const rules = config.rules.map(({ table, options, protocol }) => ({
      table: loadTable(table),
      options: loadOptions(config.options, options),
      protocol,
    }))
    const { rules: _, options, ...rest } = config
    const loaded = { config: rest, bytes: document.length, options: loadOptions(options), rules }
    return { epoch, rev, loaded, keyid }
  } catch (error) {
    if (error instanceof MalformedTable) return null
    throw error
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
