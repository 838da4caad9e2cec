// What a control plane keeps on disk: where its database and its keys lie.

import type { SettingsReader } from '../settings-reader.ts'

export type Files = {
  /** `file:` path of the SQLite database. */
  readonly databaseFile: string
  readonly signingKeyFile: string
  readonly masterKeyFile: string
  /** While keys are brought under a new master key. */
  readonly previousMasterKeyFile: string | null
  readonly accountKeyFile: string
}

export function readFiles({ text, fault }: SettingsReader): Files {
  const database = text('DATABASE_URL') ?? 'file:./data/wellknown.db'
  // An empty path would be a database that forgets.
  if (!/^file:./.test(database)) fault('DATABASE_URL', 'must be file:<path>; only SQLite is served so far')
  return {
    databaseFile: database.replace(/^file:/, ''),
    signingKeyFile: text('EDGE_SIGNING_KEY_FILE') ?? './data/edge-signing-key.jwk',
    masterKeyFile: text('MASTER_KEY_FILE') ?? './data/master-key',
    previousMasterKeyFile: text('MASTER_KEY_PREVIOUS_FILE'),
    accountKeyFile: text('ACME_ACCOUNT_KEY_FILE') ?? './data/acme-account-key.pem',
  }
}
