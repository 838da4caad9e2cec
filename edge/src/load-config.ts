// A configuration made ready for use: its signature verified, its tables and options loaded.

import { loadTable, MalformedTable, type LoadedTable } from '@wellknown/patterns/run'
import { configDocument, openConfig, type Config, type VerifyingKeys } from '@wellknown/wire'
import { loadOptions, type LoadedOptions } from './options/load.ts'

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
    return { epoch, rev, loaded: { config, options: loadOptions(config.options), rules }, keyid }
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
