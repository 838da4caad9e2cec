// The control plane's Ed25519 key: private where pushes are signed, public (ADMIN_JWKS) at every edge.

import { z } from 'zod'
import { toBase64Url, utf8 } from './bytes.ts'
import type { CryptoKey } from './crypto-key.ts'

/** One public key as an edge is given it; `nbf` and `exp` in seconds bound when it is accepted. */
const publicJwk = z.object({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string(),
  nbf: z.number().optional(),
  exp: z.number().optional(),
})
export const adminJwks = z.object({ keys: z.array(publicJwk).min(1).max(4) })
export type AdminJwks = z.infer<typeof adminJwks>

type VerifyingKey = { readonly key: CryptoKey; readonly nbf: number; readonly exp: number }
export type VerifyingKeys = ReadonlyMap<string, VerifyingKey>
export type SigningKey = { readonly keyid: string; readonly key: CryptoKey }

/** The keys that may say anything new at `now` (milliseconds): between their `nbf` and `exp` (RFC 7519 §4.1). The others only
 *  tell that what was taken before is whole (decision 25). */
export function keysAt(keys: VerifyingKeys, now: number): VerifyingKeys {
  const seconds = now / 1000
  return new Map([...keys].filter(([, { nbf, exp }]) => seconds >= nbf && seconds <= exp))
}

/** The JWK thumbprint (RFC 7638, RFC 8037 §2) of an Ed25519 public key: its key id on the wire. */
export async function keyIdOf(x: string): Promise<string> {
  const canonical = JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x })
  return toBase64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(canonical))))
}

/** Imports ADMIN_JWKS. Only kty, crv and x are passed on: Node exports an `alg` that workerd refuses. */
export async function importVerifyingKeys(jwks: AdminJwks): Promise<VerifyingKeys> {
  const keys = new Map<string, { key: CryptoKey; nbf: number; exp: number }>()
  for (const { kty, crv, x, nbf, exp } of jwks.keys) {
    const key = await crypto.subtle.importKey('jwk', { kty, crv, x }, 'Ed25519', false, ['verify'])
    keys.set(await keyIdOf(x), { key, nbf: nbf ?? 0, exp: exp ?? Infinity })
  }
  return keys
}

/** Imports the private key from its JWK text (EDGE_SIGNING_KEY_FILE). Throws on anything but an Ed25519 private JWK. */
export async function importSigningKey(text: string): Promise<SigningKey> {
  const { x, d } = z.object({ x: z.string(), d: z.string() }).parse(JSON.parse(text))
  const key = await crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x, d }, 'Ed25519', false, [
    'sign',
  ])
  return { keyid: await keyIdOf(x), key }
}

/** A fresh key pair: the private JWK as text, and what goes into ADMIN_JWKS. */
export async function generateSigningKey(): Promise<{
  privateJwk: string
  publicJwk: AdminJwks['keys'][number]
}> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new Error('Ed25519 generation gave no pair')
  const { x, d } = z
    .object({ x: z.string(), d: z.string() })
    .parse(await crypto.subtle.exportKey('jwk', pair.privateKey))
  const publicJwk = { kty: 'OKP', crv: 'Ed25519', x } as const
  return { privateJwk: JSON.stringify({ ...publicJwk, d }), publicJwk }
}
