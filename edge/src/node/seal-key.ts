// The key that certificate keys are sealed to. Made by the edge itself, and never leaves it.

import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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

/** Reads the key at `file`, or makes it there (mode 0600). Null keeps it in memory only. */
export async function openSealKey(file: string | null): Promise<SealKey> {
  const text =
    file !== null && existsSync(file) ? readFileSync(file, 'utf8') : (await generateSealKey()).privateJwk
  if (file !== null && !existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text, { mode: 0o600 })
    chmodSync(file, 0o600)
  }
  const { d, ...publicJwk } = jwk.parse(JSON.parse(text))
  const algorithm = { name: 'ECDH', namedCurve: 'P-256' }
  const privateKey = await crypto.subtle.importKey('jwk', { ...publicJwk, d }, algorithm, false, [
    'deriveBits',
  ])
  return { privateKey, publicJwk }
}
