// The key that certificate keys are sealed to. Made by the edge itself, and never leaves it.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { generateSealKey } from '@wellknown/wire/seal'
import { z } from 'zod'

const jwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})

type PublicJwk = Omit<z.infer<typeof jwk>, 'd'>
export type SealKey = {
  readonly privateKey: Awaited<ReturnType<typeof crypto.subtle.importKey>>
  readonly publicJwk: PublicJwk
}

/** The key at `file`; null: there is none. Throws an Error that names the file, never what is in it. */
export async function readSealKey(file: string): Promise<SealKey | null> {
  if (!existsSync(file)) return null
  const text = readFileSync(file, 'utf8')
  try {
    return await importSealKey(text)
  } catch {
    throw new Error(
      `SEAL_KEY_FILE ${file} holds no seal key (a private P-256 JWK). Put the key back that was there; if it is lost, remove the file.`,
    )
  }
}

/** Makes a key, at `file` (mode 0600) unless that is null: then it is kept in memory only. */
export async function makeSealKey(file: string | null): Promise<SealKey> {
  const { privateJwk } = await generateSealKey()
  if (file !== null) {
    mkdirSync(dirname(file), { recursive: true })
    // Whole or not at all: half a key would keep the edge from starting.
    writeFileSync(`${file}.new`, privateJwk, { mode: 0o600, flush: true })
    renameSync(`${file}.new`, file)
  }
  return importSealKey(privateJwk)
}

async function importSealKey(text: string): Promise<SealKey> {
  const { d, ...publicJwk } = jwk.parse(JSON.parse(text))
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' }
  const privateKey = await crypto.subtle.importKey('jwk', { ...publicJwk, d }, algorithm, false, [
    'deriveBits',
  ])
  return { privateKey, publicJwk }
}
