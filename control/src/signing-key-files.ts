// The signing key's files while it is being changed: the next one beside the present, then the present beside the previous.

import { copyFileSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { generateSigningKey } from '@wellknown/wire'
import type { Config } from './config.ts'
import { readSigningKey, syncFolder } from './secrets.ts'

type Files = Pick<Config, 'signingKeyFile'>

export const nextSigningKeyFile = ({ signingKeyFile }: Files): string => `${signingKeyFile}.next`
export const previousSigningKeyFile = ({ signingKeyFile }: Files): string => `${signingKeyFile}.previous`

/** Is a change under way whose next key has taken its place? */
export const isSigningKeyPromoted = (files: Files): boolean =>
  existsSync(previousSigningKeyFile(files)) && !existsSync(nextSigningKeyFile(files))

/** The public halves of the next and the previous key, while a change is under way. */
export async function otherPublicKeys(files: Files): Promise<readonly string[]> {
  const others = [nextSigningKeyFile(files), previousSigningKeyFile(files)].filter((file) => existsSync(file))
  return Promise.all(others.map(async (file) => (await readSigningKey(file)).x))
}

/** Makes the next key, unless it is there; it has reached the disk before this returns. */
export async function makeNextSigningKey(files: Files): Promise<void> {
  const file = nextSigningKeyFile(files)
  if (existsSync(file)) return
  const { privateJwk } = await generateSigningKey()
  // Written apart and then named, so that a file of this name is always whole.
  writeFileSync(`${file}.draft`, `${privateJwk}\n`, { mode: 0o600, flush: true })
  renameSync(`${file}.draft`, file)
  syncFolder(file)
}

/** The next key takes the place of the present one, in one step; cut short, doing it again ends the same. */
export function promoteNextSigningKey(files: Files): void {
  const previous = previousSigningKeyFile(files)
  copyFileSync(files.signingKeyFile, `${previous}.draft`)
  renameSync(`${previous}.draft`, previous)
  syncFolder(previous)
  renameSync(nextSigningKeyFile(files), files.signingKeyFile)
  syncFolder(files.signingKeyFile)
}

/** The previous key is gone from here. */
export function destroyPreviousSigningKey(files: Files): void {
  rmSync(previousSigningKeyFile(files))
  syncFolder(files.signingKeyFile)
}
