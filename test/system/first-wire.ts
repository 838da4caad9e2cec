// The wire as its first version read it, kept by itself: what is said today must still make sense to an edge of then. Members
// may be added; none of these may go or change.

import { z } from 'zod'

const base = { wire: z.literal(1), host: z.string(), epoch: z.int(), rev: z.int() }
const tokens = z.object({
  entries: z
    .array(z.object({ token: z.string(), thumbprint: z.string(), expires: z.int().positive() }))
    .max(64),
})
const flag = z.object({ enabled: z.boolean(), value: z.boolean() })
const options = z.object({
  force_return: z.object({ enabled: z.boolean(), code: z.int(), body: z.string() }).nullish(),
  redirect_http_to_https: flag.nullish(),
})
const payload = z.object({
  host: z.string(),
  epoch: z.int(),
  rev: z.int(),
  config: z.object({
    resource: z.int(),
    active: z.boolean(),
    https: z.boolean(),
    rules: z.array(z.object({ id: z.int(), table: z.unknown(), options })).max(100),
    options,
    origin: z.object({
      protocol: z.enum(['HTTP', 'HTTPS', 'MATCH']),
      hostHeader: z.string().nullable(),
      sources: z.array(z.object({ source: z.string(), backup: z.boolean() })).max(50),
    }),
  }),
})
const config = z.object({
  payload: z.string().refine((text) => payload.safeParse(JSON.parse(text)).success, 'not a configuration'),
  keyid: z.string(),
  signature: z.string(),
})
const certificate = z.object({
  serial: z.string(),
  chain: z.string(),
  sealedKey: z.string(),
  tlsVersions: z.array(z.enum(['TLSv1.2', 'TLSv1.3'])).min(1),
})

export const FIRST_PUSH = z.discriminatedUnion('kind', [
  z.object({ ...base, kind: z.literal('tokens'), document: tokens.nullable() }),
  z.object({ ...base, kind: z.literal('config'), document: config.nullable() }),
  z.object({ ...base, kind: z.literal('certificate'), document: certificate.nullable() }),
])

/** What an edge of then says of itself: nothing that came later. */
export const FIRST_SELF = z.object({
  pop: z.string(),
  wire: z.int(),
  now: z.int(),
  adminKeys: z.array(z.string()),
  thumbprints: z.array(z.string()),
  sealKey: z
    .object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() })
    .nullable(),
  originCapability: z.enum(['any-host', 'own-host']),
})
