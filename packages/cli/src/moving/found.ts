// What another ACME client has left on a disk.

import { createPrivateKey } from 'node:crypto'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../command.ts'

export type FoundAccount = {
  /** As the client calls it. */
  readonly id: string
  /** The account's URL; null where the client does not say. */
  readonly url: string | null
  /** The CA's directory, or part of it, as far as the client says. */
  readonly directory: string
  /** PKCS#8 PEM. */
  readonly keyPem: string
}
export type FoundCertificate = {
  readonly name: string
  readonly chain: string
  readonly key: string
  readonly directory: string | null
  readonly account: string | null
}

export type Client = {
  readonly accounts: (folder: string) => readonly FoundAccount[]
  readonly certificates: (folder: string) => readonly FoundCertificate[]
}

/** Throws a Fault that names the file. */
export function read(...path: readonly string[]): string {
  const file = join(...path)
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Fault(`${file} cannot be read. Private keys are their owner's: try it as root.`)
  }
}

export function readJson(...path: readonly string[]): unknown {
  try {
    return JSON.parse(read(...path)) as unknown
  } catch (error) {
    if (error instanceof Fault) throw error
    // The error itself could quote a key.
    throw new Fault(`${join(...path)} is not JSON.`)
  }
}

export const has = (...path: readonly string[]): boolean => existsSync(join(...path))

/** Paths below a folder that fit a pattern of ours, in order. */
export const find = (folder: string, pattern: string): readonly string[] =>
  globSync(pattern, { cwd: folder }).toSorted()

/** A key in whatever spelling, as PKCS#8 PEM. */
export function asPkcs8(key: string | Parameters<typeof createPrivateKey>[0], file: string): string {
  try {
    return createPrivateKey(key).export({ type: 'pkcs8', format: 'pem' }).toString()
  } catch {
    throw new Fault(`${file} holds no private key that is known here.`)
  }
}

/** The value of `name = value` or `name='value'` in a file of settings. */
export function settingIn(text: string, name: string): string | null {
  const line = text.split('\n').find((each) => each.split('=')[0]?.trim() === name)
  const value = line
    ?.slice(line.indexOf('=') + 1)
    .trim()
    .replace(/^(['"])(.*)\1$/, '$2')
  return value === undefined || value === '' ? null : value
}
