// What the control plane puts on an edge: the whole document of a kind for one host, never a delta. A late or
// repeated push is harmless; catching up is sending the newest; a null document is a delete (design.md §5).

import { z } from 'zod'
import { isThumbprint, isToken } from './challenge-path.ts'
import { edgeOptions, originSource } from './options.ts'
import { WIRE } from './version.ts'

export const KINDS = ['tokens', 'config', 'certificate'] as const
export type Kind = (typeof KINDS)[number]

/** The tokens that are live for one host. An entry names a thumbprint the edge has pinned, never a body to serve. */
export const tokensDocument = z.object({
  entries: z
    .array(
      z.object({
        token: z.string().refine(isToken, 'not an ACME token'),
        thumbprint: z.string().refine(isThumbprint, 'not a JWK thumbprint'),
        /** Milliseconds since the epoch; not served from then on, even if nobody withdraws it. */
        expires: z.int().positive(),
      }),
    )
    .max(64),
})
export type TokensDocument = z.infer<typeof tokensDocument>

/** How the origin is asked; MATCH: as the visitor asks. */
const protocol = z.enum(['HTTP', 'HTTPS', 'MATCH'])

/** One compiled rule. `table` is what @wellknown/patterns compiles; the edge checks it when it loads it. */
const configRule = z.object({
  id: z.int(),
  table: z.unknown(),
  options: edgeOptions,
  /** How the origin is asked instead of `origin.protocol`. */
  protocol: protocol.optional(),
})

/** What the edge does for a host when the challenge layer has not answered. */
export const config = z.object({
  resource: z.int(),
  /** False: the resource is switched off or suspended; visitors get 403 and the origin is not asked. */
  active: z.boolean(),
  /** HTTPS is on: a certificate is wanted for this host (`redirect_http_to_https` waits for it). */
  https: z.boolean(),
  /** A certificate for this host was seen served by this PoP. One that terminates TLS by itself goes by what it holds; one
   *  whose TLS is terminated in front of it goes by this. Absent: it was not. */
  tlsSeen: z.boolean().optional(),
  /** In the order in which they are asked; the first match wins. */
  rules: z.array(configRule).max(100),
  options: edgeOptions,
  origin: z.object({
    protocol,
    /** The Host sent to the origin where no option says otherwise; null sends the visitor's. */
    hostHeader: z.string().nullable(),
    sources: z.array(originSource).max(50),
  }),
})
export type Config = z.infer<typeof config>

/** A configuration travels as a signed snapshot: it may pass through stores that are not trusted, and is verified
 *  when it is used. `payload` is the JSON of `{ host, epoch, rev, config }`, `signature` Ed25519 over its bytes. */
export const configDocument = z.object({
  payload: z.string().max(1_000_000),
  keyid: z.string(),
  signature: z.string(),
})
export type ConfigDocument = z.infer<typeof configDocument>

export const configPayload = z.object({ host: z.string(), epoch: z.int(), rev: z.int(), config })
export type ConfigPayload = z.infer<typeof configPayload>

/** A certificate for a PoP that terminates TLS, its key sealed to that PoP alone (see seal.ts). */
export const certificateDocument = z.object({
  /** Hexadecimal, upper case, as X.509 tools print it. */
  serial: z.string(),
  /** PEM, leaf first. */
  chain: z.string().max(100_000),
  /** The PKCS#8 PEM, sealed to the PoP's public key. */
  sealedKey: z.string().max(20_000),
  tlsVersions: z.array(z.enum(['TLSv1.2', 'TLSv1.3'])).min(1),
})
export type CertificateDocument = z.infer<typeof certificateDocument>

/** An edge speaks its control plane's version and those before it, so that edges are upgraded first or last. Members that a
 *  reader does not know are left out as it reads, never refused: whoever adds one asks whether that may be. */
const spoken = z.int().min(1).max(WIRE)

/** The body of a push. `rev` is one global sequence; `epoch` is raised by a restored or second control plane. */
export const push = z.discriminatedUnion('kind', [
  z.object({
    wire: spoken,
    kind: z.literal('tokens'),
    host: z.string(),
    epoch: z.int(),
    rev: z.int(),
    document: tokensDocument.nullable(),
  }),
  z.object({
    wire: spoken,
    kind: z.literal('config'),
    host: z.string(),
    epoch: z.int(),
    rev: z.int(),
    document: configDocument.nullable(),
  }),
  z.object({
    wire: spoken,
    kind: z.literal('certificate'),
    host: z.string(),
    epoch: z.int(),
    rev: z.int(),
    document: certificateDocument.nullable(),
  }),
])
export type Push = z.infer<typeof push>

/** A PoP's acknowledgement that it holds a document at a revision. */
export const receipt = z.object({
  pop: z.string(),
  host: z.string(),
  kind: z.enum(KINDS),
  epoch: z.int(),
  rev: z.int(),
  /** Of the push's body, hexadecimal. */
  sha256: z.string(),
  /** The PoP's clock, milliseconds. */
  now: z.int(),
  wire: z.int(),
})
export type Receipt = z.infer<typeof receipt>

/** Why a push was not taken. `held` is the edge's own revision where it is newer. */
export const refusal = z.object({
  error: z.enum([
    'unsigned',
    'stale-signature',
    'unknown-key',
    'bad-signature',
    'bad-digest',
    'replayed',
    'stale-revision',
    'malformed',
    'unpinned-thumbprint',
    'not-terminating',
    'too-large',
    'not-found',
  ]),
  detail: z.string(),
  held: z.object({ epoch: z.int(), rev: z.int() }).optional(),
  /** The PoP's clock, milliseconds, where the signature is not of its time. */
  now: z.int().optional(),
})
export type Refusal = z.infer<typeof refusal>

/** What a PoP says of itself at `GET /__edge/self`. */
export const self = z.object({
  pop: z.string(),
  wire: z.int(),
  now: z.int(),
  /** The key ids of ADMIN_JWKS it accepts now: none that has ended, or has not begun. */
  adminKeys: z.array(z.string()),
  thumbprints: z.array(z.string()),
  /** The public key to seal certificate keys to (P-256 JWK), null where TLS is not terminated. */
  sealKey: z
    .object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() })
    .nullable(),
  originCapability: z.enum(['any-host', 'own-host']),
  /** Can it tell a visitor's country? */
  countries: z.boolean().optional(),
  /** Its shelf, where it has one for all hosts: another id is another shelf, and the newest it holds is no newer than what
   *  its control plane has said. */
  shelf: z.object({ id: z.string().max(64), epoch: z.int(), rev: z.int() }).optional(),
  /** The options it applies. One that does not say applies FIRST_OPTIONS. */
  options: z.array(z.string()).optional(),
})
export type Self = z.infer<typeof self>
