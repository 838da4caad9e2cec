// Where the demo keeps its state, so that a second start finds it again.

import { randomBytes } from 'node:crypto'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { PracticeCa, PracticeCaOptions } from '@wellknown/practice-ca'

export type Folder = {
  readonly path: string
  file(name: string): string
  /** The API token of the demo's client. */
  readonly token: string
  /** What the practice CA went by last time. */
  readonly ca: Pick<PracticeCaOptions, 'root' | 'accounts' | 'issued'>
  /** Writes a file whole, for this user alone. */
  save(name: string, text: string): void
  /** Keeps what the practice CA goes by. */
  saveCa(ca: PracticeCa): void
}

/** Opens the folder, making what is missing. Throws an Error with one clear sentence when it cannot be written. */
export function openFolder(path: string): Folder {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.W_OK | constants.X_OK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new Error(`The folder ${path} cannot be written (${code}). Give this user the right to it.`, {
      cause: error,
    })
  }
  const file = (name: string): string => join(path, name)
  const save = (name: string, text: string): void => {
    // Whole or not at all, also when we are killed in the middle.
    writeFileSync(file(`${name}.new`), text, { mode: 0o600 })
    renameSync(file(`${name}.new`), file(name))
  }
  if (!existsSync(file('token'))) save('token', `demo-${randomBytes(24).toString('base64url')}\n`)
  const kept = existsSync(file('practice-ca.json'))
    ? (JSON.parse(readFileSync(file('practice-ca.json'), 'utf8')) as Folder['ca'])
    : { root: null, accounts: [], issued: [] }
  return {
    path,
    file,
    token: readFileSync(file('token'), 'utf8').trim(),
    ca: kept,
    save,
    saveCa(ca) {
      save('practice-root.pem', ca.rootPem)
      save(
        'practice-ca.json',
        JSON.stringify({ root: ca.root, accounts: ca.accounts(), issued: ca.issued() }),
      )
    },
  }
}
