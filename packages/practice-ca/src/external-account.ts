// External account binding (RFC 8555 §7.3.4): the new account's key, signed with a key that the CA gave out elsewhere.

import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { readJwk, thumbprintOf } from './jws.ts'
import { Refusal } from './problem.ts'

export type ExternalAccounts = {
  /** Whether an account needs one. A binding that is sent is checked either way. */
  readonly required: boolean
  /** kid → MAC key in base64url. Each serves one account. */
  readonly keys: Readonly<Record<string, string>>
}

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/)
const flattened = z.strictObject({ protected: base64url, payload: base64url, signature: base64url })
/** No nonce: the outer request has one. */
const header = z.strictObject({ alg: z.literal('HS256'), kid: z.string(), url: z.string() })

/** The kid that the binding proves. Throws a Refusal: malformed, or unauthorized for an unknown kid or a wrong MAC. */
export function readBinding(
  binding: unknown,
  request: { readonly url: string; readonly thumbprint: string },
  accounts: ExternalAccounts,
): string {
  const { jws, kid, url, jwk } = parse(binding)
  if (url !== request.url || jwk !== request.thumbprint)
    throw new Refusal('malformed', 'The external account binding is for another URL or key')
  const macKey = Object.hasOwn(accounts.keys, kid) ? accounts.keys[kid] : undefined
  const right = createHmac('sha256', Buffer.from(macKey ?? '', 'base64url'))
    .update(`${jws.protected}.${jws.payload}`)
    .digest()
  const given = Buffer.from(jws.signature, 'base64url')
  if (macKey === undefined || given.length !== right.length || !timingSafeEqual(given, right))
    throw new Refusal('unauthorized', 'The external account is unknown, or its MAC is wrong')
  return kid
}

function parse(binding: unknown) {
  const json = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  try {
    const jws = flattened.parse(binding)
    const { kid, url } = header.parse(json(jws.protected))
    return { jws, kid, url, jwk: thumbprintOf(readJwk(json(jws.payload))) }
  } catch {
    throw new Refusal('malformed', 'The external account binding is not a JWS with HS256 of the account key')
  }
}
