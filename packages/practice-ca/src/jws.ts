// Signed requests: flattened JWS (RFC 7515) as RFC 8555 §6.2 narrows it, and the keys that sign them.

import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { Refusal, quote } from './problem.ts'

const base64url = z.string().regex(/^[A-Za-z0-9_-]*$/)

/** Unknown members are dropped, a private part that slipped in with them. */
const jwk = z.discriminatedUnion('kty', [
  z.object({ kty: z.literal('EC'), crv: z.enum(['P-256', 'P-384']), x: base64url, y: base64url }),
  z.object({ kty: z.literal('RSA'), n: base64url, e: base64url }),
])
/** A public key: EC on P-256 or P-384, or RSA. */
export type Jwk = z.infer<typeof jwk>

const flattened = z.strictObject({ protected: base64url, payload: base64url, signature: base64url.min(1) })
const protectedHeader = z.looseObject({
  alg: z.string(),
  nonce: base64url.min(1).optional(),
  url: z.string(),
  jwk: z.unknown().optional(),
  kid: z.string().optional(),
  /** No extension is understood (RFC 7515 §4.1.11). */
  crit: z.never().optional(),
})

/** Each algorithm and the one kind of key it goes with (RFC 7518 §3.1). */
const ALGORITHMS = {
  ES256: { key: 'P-256', hash: 'sha256' },
  ES384: { key: 'P-384', hash: 'sha384' },
  RS256: { key: 'RSA', hash: 'sha256' },
} as const
type Algorithm = keyof typeof ALGORITHMS
const NAMES = Object.keys(ALGORITHMS)

const RSA_BITS = { least: 2048, most: 4096 } as const

/** A request as it came: read, not yet verified. */
export type Jws = {
  readonly algorithm: Algorithm
  readonly nonce: string | null
  readonly url: string
  /** Which of the two the request is signed with (RFC 8555 §6.2: exactly one). */
  readonly signer: { readonly jwk: Jwk } | { readonly kid: string }
  readonly payload: Buffer
  readonly signed: string
  readonly signature: Buffer
}

/** Reads a request body. Throws a Refusal: malformed, badSignatureAlgorithm or badPublicKey. */
export function readJws(body: Buffer): Jws {
  const outer = parse(flattened, body, 'The body is not a JWS in flattened JSON serialization')
  const header = parse(
    protectedHeader,
    Buffer.from(outer.protected, 'base64url'),
    'The protected header of the JWS lacks a member or has one it must not have',
  )
  if ((header.jwk === undefined) === (header.kid === undefined)) {
    throw new Refusal('malformed', 'The protected header must have exactly one of jwk and kid')
  }
  if (!isAlgorithm(header.alg)) {
    const detail = `JWS algorithm ${quote(header.alg.slice(0, 50))} is not one of ${NAMES.join(', ')}`
    throw new Refusal('badSignatureAlgorithm', detail, { algorithms: NAMES })
  }
  return {
    algorithm: header.alg,
    nonce: header.nonce ?? null,
    url: header.url,
    signer: header.kid === undefined ? { jwk: readJwk(header.jwk) } : { kid: header.kid },
    payload: Buffer.from(outer.payload, 'base64url'),
    signed: `${outer.protected}.${outer.payload}`,
    signature: Buffer.from(outer.signature, 'base64url'),
  }
}

/** Reads a public key. Throws a Refusal `badPublicKey` for one of another kind, off its curve, or of a bad size. */
export function readJwk(value: unknown): Jwk {
  const parsed = jwk.safeParse(value)
  if (!parsed.success || !isStrongKey(keyOf(parsed.data))) {
    const { least, most } = RSA_BITS
    throw new Refusal('badPublicKey', `Keys must be EC P-256 or P-384, or RSA of ${least} to ${most} bits`)
  }
  return parsed.data
}

/** Throws a Refusal unless `key` made the signature with the algorithm that goes with it. */
export function verifyJws(jws: Jws, jwk: Jwk): void {
  const { key, hash } = ALGORITHMS[jws.algorithm]
  if (key !== (jwk.kty === 'EC' ? jwk.crv : 'RSA')) {
    throw new Refusal('badSignatureAlgorithm', `${jws.algorithm} does not go with this key`, {
      algorithms: NAMES,
    })
  }
  // RFC 7518 §3.4: an EC signature is R and S side by side, not DER.
  const good = verify(
    hash,
    Buffer.from(jws.signed),
    { key: keyOf(jwk), dsaEncoding: 'ieee-p1363' },
    jws.signature,
  )
  if (!good) throw new Refusal('malformed', 'JWS verification error')
}

/** RFC 7638 with SHA-256, base64url. */
export function thumbprintOf(jwk: Jwk): string {
  // Required members only, in the order of their names.
  const canonical =
    jwk.kty === 'EC'
      ? { crv: jwk.crv, kty: jwk.kty, x: jwk.x, y: jwk.y }
      : { e: jwk.e, kty: jwk.kty, n: jwk.n }
  return createHash('sha256').update(JSON.stringify(canonical)).digest('base64url')
}

/** Is this a key we take for accounts and certificates: EC P-256, P-384, or RSA of 2048 to 4096 bits? */
export function isStrongKey(key: KeyObject | null): boolean {
  const details = key?.asymmetricKeyDetails
  if (!details) return false
  if (key.asymmetricKeyType === 'ec') {
    return details.namedCurve === 'prime256v1' || details.namedCurve === 'secp384r1'
  }
  const bits = details.modulusLength ?? 0
  return key.asymmetricKeyType === 'rsa' && bits >= RSA_BITS.least && bits <= RSA_BITS.most
}

function keyOf(jwk: Jwk): KeyObject {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' })
  } catch {
    throw new Refusal('badPublicKey', 'The key is not a point of its curve, or not a key at all')
  }
}

function parse<value>(schema: z.ZodType<value>, json: Buffer, complaint: string): value {
  try {
    return schema.parse(JSON.parse(json.toString('utf8')))
  } catch {
    throw new Refusal('malformed', complaint)
  }
}

const isAlgorithm = (name: string): name is Algorithm => Object.hasOwn(ALGORITHMS, name)
