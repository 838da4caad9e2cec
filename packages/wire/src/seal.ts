// Sealing a certificate key to one PoP: an ephemeral P-256 key agreement, HKDF-SHA-256 and AES-256-GCM, so that only
// the PoP's private key opens it. The host is bound in, so a sealed key cannot be moved to another name.

import { fromBase64, toBase64, utf8 } from './bytes.ts'
import type { CryptoKey } from './crypto-key.ts'
import type { Self } from './documents.ts'

type SealKey = NonNullable<Self['sealKey']>
const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const
/** An uncompressed P-256 point. */
const POINT_BYTES = 65

async function deriveKey(
  privateKey: CryptoKey,
  publicKey: CryptoKey,
  host: string,
  usage: 'encrypt' | 'decrypt',
): Promise<CryptoKey> {
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: publicKey }, privateKey, 256)
  const material = await crypto.subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  const hkdf = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(32),
    info: utf8(`wellknown-seal-v1 ${host}`),
  }
  return crypto.subtle.deriveKey(hkdf, material, { name: 'AES-GCM', length: 256 }, false, [usage])
}

/** Each box has a key of its own (the ephemeral one), so a constant nonce is never used twice with one key. */
const NONCE = new Uint8Array(12)

/** Seals `plain` (a PKCS#8 PEM) for `host` to a PoP's public key; gives base64 of point and ciphertext. */
export async function seal(plain: string, host: string, to: SealKey): Promise<string> {
  const publicKey = await crypto.subtle.importKey('jwk', { ...to }, CURVE, false, [])
  const ephemeral = await crypto.subtle.generateKey(CURVE, true, ['deriveBits'])
  const key = await deriveKey(ephemeral.privateKey, publicKey, host, 'encrypt')
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', ephemeral.publicKey))
  const box = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv: NONCE }, key, utf8(plain)))
  const bytes = new Uint8Array(point.length + box.length)
  bytes.set(point)
  bytes.set(box, point.length)
  return toBase64(bytes)
}

/** Opens what `seal` made. Throws when it was sealed to another key or another host, or was changed. */
export async function unseal(sealed: string, host: string, privateKey: CryptoKey): Promise<string> {
  const bytes = fromBase64(sealed)
  const point = await crypto.subtle.importKey('raw', bytes.slice(0, POINT_BYTES), CURVE, false, [])
  const key = await deriveKey(privateKey, point, host, 'decrypt')
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: NONCE }, key, bytes.slice(POINT_BYTES))
  return new TextDecoder().decode(plain)
}

/** A fresh pair for a PoP: the private JWK as text, kept by the PoP alone, and the public one it publishes. */
export async function generateSealKey(): Promise<{ privateJwk: string; publicJwk: SealKey }> {
  const pair = await crypto.subtle.generateKey(CURVE, true, ['deriveBits'])
  const { kty, crv, x, y, d } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  if (kty !== 'EC' || crv !== 'P-256' || !x || !y) throw new Error('P-256 generation gave no JWK')
  return { privateJwk: JSON.stringify({ kty, crv, x, y, d }), publicJwk: { kty, crv, x, y } }
}
