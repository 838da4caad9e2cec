// The keys a control plane holds, each in a file of its own that nobody else may read.

import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { randomBytes } from 'node:crypto'
import { dirname } from 'node:path'
import { generateSigningKey, importSigningKey, type AdminJwks, type SigningKey } from '@wellknown/wire'
import { z } from 'zod'
import { createAccountKey } from './adapters/ca/account.ts'
import type { Config } from './config.ts'

type KeyFiles = Pick<Config, 'signingKeyFile' | 'masterKeyFile' | 'accountKeyFile'> &
  Partial<Pick<Config, 'previousMasterKeyFile'>>

export type MasterKeys = readonly [present: string, ...previous: string[]]

export type Secrets = {
  readonly signingKey: SigningKey
  /** What every edge gets as ADMIN_JWKS. */
  readonly adminJwks: AdminJwks
  /** 32 bytes, base64. The present one first, then the previous one where one is set. */
  readonly masterKeys: MasterKeys
  /** PKCS#8 PEM. */
  readonly accountKey: string
}

/** Where the account's next key lies while it is being changed. */
export const nextKeyFile = ({ accountKeyFile }: Pick<KeyFiles, 'accountKeyFile'>): string =>
  `${accountKeyFile}.next`

/** Makes the account's next key, unless it is there; it has reached the disk before this returns. */
export async function makeNextKey(files: Pick<KeyFiles, 'accountKeyFile'>): Promise<string> {
  const file = nextKeyFile(files)
  if (!existsSync(file)) {
    // Written apart and then named, so that a file of this name is always whole.
    const draft = `${file}.draft`
    writeFileSync(draft, await createAccountKey(), { mode: 0o600, flush: true })
    renameSync(draft, file)
    syncFolder(file)
  }
  return read(file)
}

/** The next key takes the place of the present one, in one step. */
export function promoteNextKey(files: Pick<KeyFiles, 'accountKeyFile'>): void {
  renameSync(nextKeyFile(files), files.accountKeyFile)
  syncFolder(files.accountKeyFile)
}

/** Until this returns, a crash may undo what was renamed or removed beside `file`. */
export function syncFolder(file: string): void {
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** Makes the keys that are missing; those that exist are left alone. Gives the names of the files it made. */
export async function createSecrets(files: KeyFiles): Promise<readonly string[]> {
  const made: string[] = []
  const make = async (file: string, create: () => Promise<string> | string): Promise<void> => {
    if (existsSync(file)) return
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    // `wx`: never over a key that came to be meanwhile.
    writeFileSync(file, `${await create()}\n`, { mode: 0o600, flag: 'wx' })
    made.push(file)
  }
  await make(files.signingKeyFile, async () => (await generateSigningKey()).privateJwk)
  await make(files.masterKeyFile, () => randomBytes(32).toString('base64'))
  await make(files.accountKeyFile, createAccountKey)
  return made
}

/** Reads the keys. Throws an Error that says which file is missing and what to do. */
export async function readSecrets(files: KeyFiles): Promise<Secrets> {
  const { signingKey, x } = await readSigningKey(files.signingKeyFile)
  return {
    signingKey,
    adminJwks: { keys: [{ kty: 'OKP', crv: 'Ed25519', x }] },
    masterKeys: readMasterKeys(files),
    accountKey: read(files.accountKeyFile),
  }
}

/** The present master key, and the previous one while MASTER_KEY_PREVIOUS_FILE names it. */
export function readMasterKeys(files: Pick<KeyFiles, 'masterKeyFile' | 'previousMasterKeyFile'>): MasterKeys {
  const present = read(files.masterKeyFile).trim()
  return files.previousMasterKeyFile ? [present, read(files.previousMasterKeyFile).trim()] : [present]
}

/** `x`: its public half. */
export async function readSigningKey(
  file: string,
): Promise<{ readonly signingKey: SigningKey; readonly x: string }> {
  const jwk = read(file)
  try {
    const { x } = z.object({ x: z.string() }).parse(JSON.parse(jwk))
    return { signingKey: await importSigningKey(jwk), x }
  } catch {
    // The error itself would quote the key.
    throw new Error(`The key file ${file} holds no Ed25519 private JWK. Restore it from your backup.`)
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Error(
      `The key file ${file} cannot be read. Run "npm run init" to make what is missing, or restore it from your backup.`,
    )
  }
}
