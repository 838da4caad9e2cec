import { createHash, createPublicKey, type KeyObject } from 'node:crypto'

/** RFC 7638 with SHA-256 of an EC or RSA key, base64url. Either half of the key gives the same. */
export function thumbprintOf(key: string | KeyObject): string {
  const publicKey = typeof key === 'string' || key.type === 'private' ? createPublicKey(key) : key
  const { kty, crv, x, y, e, n } = publicKey.export({ format: 'jwk' })
  const canonical = kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y }
  return createHash('sha256').update(JSON.stringify(canonical)).digest('base64url')
}
