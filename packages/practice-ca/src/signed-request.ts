// From a POST to who signed what (RFC 8555 §6.2-§6.5).

import type { Accounts } from './accounts.ts'
import { readJws, thumbprintOf, verifyJws, type Jws } from './jws.ts'
import type { Nonces } from './nonces.ts'
import { quote, Refusal } from './problem.ts'
import type { Signed } from './world.ts'

const CONTENT_TYPE = 'application/jose+json'

/** Verifies a POST to `url`. Throws a Refusal for whatever is wrong with it; its nonce is then used up only if the
 *  signature was good. */
export function readSigned(
  request: { readonly url: string; readonly contentType: string | undefined; readonly body: Buffer },
  ca: { readonly base: string; readonly accounts: Accounts; readonly nonces: Nonces },
): Signed {
  if (request.contentType !== CONTENT_TYPE) {
    throw new Refusal('malformed', `Content-Type must be ${quote(CONTENT_TYPE)}`, { status: 415 })
  }
  const jws = readJws(request.body)
  const by = signerOf(jws, ca)
  verifyJws(jws, by.kind === 'account' ? by.account.jwk : by.jwk)
  // Who holds the key may know; a stranger learns nothing of the account's state.
  if (by.kind === 'account' && by.account.status !== 'valid') {
    throw new Refusal('unauthorized', `Account is not valid, has status ${quote(by.account.status)}`)
  }
  if (jws.nonce === null || !ca.nonces.take(jws.nonce)) {
    throw new Refusal('badNonce', 'JWS has an expired, used or unknown anti-replay nonce')
  }
  // RFC 8555 §6.4.
  if (jws.url !== request.url) {
    throw new Refusal('unauthorized', `JWS header parameter "url" is not ${quote(request.url)}`)
  }
  return { by, payload: readJson(jws.payload) }
}

function signerOf({ signer }: Jws, ca: { readonly base: string; readonly accounts: Accounts }): Signed['by'] {
  if ('jwk' in signer) return { kind: 'key', jwk: signer.jwk, thumbprint: thumbprintOf(signer.jwk) }
  const prefix = `${ca.base}/account/`
  if (!signer.kid.startsWith(prefix))
    throw new Refusal('malformed', 'The kid is not an account URL of this CA')
  const account = ca.accounts.find(signer.kid.slice(prefix.length))
  if (!account) throw new Refusal('accountDoesNotExist', `Account ${quote(signer.kid)} not found`)
  return { kind: 'account', account }
}

function readJson(payload: Buffer): unknown {
  if (payload.length === 0) return null
  try {
    const value: unknown = JSON.parse(payload.toString('utf8'))
    if (typeof value === 'object' && value !== null) return value
  } catch {
    // Falls through to the one complaint.
  }
  throw new Refusal('malformed', 'Request payload did not parse as a JSON object')
}
