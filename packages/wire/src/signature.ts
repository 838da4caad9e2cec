// RFC 9421 with one fixed profile: Ed25519 over method, authority, path, query and content digest, always in this
// order. Anything else is refused before any cryptography runs.

import { fromBase64, toBase64, toBase64Url, utf8 } from './bytes.ts'
import { keysAt, type SigningKey, type VerifyingKeys } from './keys.ts'

const TAG = 'wellknown-edge-admin'
const COVERED = '("@method" "@authority" "@path" "@query" "content-digest")'
const INPUT =
  /^sig1=\("@method" "@authority" "@path" "@query" "content-digest"\)(;created=(\d{1,12});expires=(\d{1,12});nonce="([A-Za-z0-9_-]{22,64})";keyid="([A-Za-z0-9_-]{43})";alg="ed25519";tag="wellknown-edge-admin")$/
const SIGNATURE = /^sig1=:([A-Za-z0-9+/]{86}==):$/

/** How long a signature is good for, and how far two clocks may differ. */
const LIFETIME_SECONDS = 30
const LONGEST_LIFETIME_SECONDS = 60
const SKEW_SECONDS = 30

type Signed = { readonly method: string; readonly url: string; readonly body: Uint8Array<ArrayBuffer> }

export type Verified =
  | {
      readonly ok: true
      readonly keyid: string
      readonly nonce: string
      readonly expires: number
      readonly body: Uint8Array<ArrayBuffer>
    }
  | {
      readonly ok: false
      readonly why:
        | 'unsigned'
        | 'stale-signature'
        | 'unknown-key'
        | 'bad-signature'
        | 'bad-digest'
        | 'too-large'
    }

/** RFC 9530 Content-Digest of a body. */
async function contentDigest(body: Uint8Array<ArrayBuffer>): Promise<string> {
  return `sha-256=:${toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', body)))}:`
}

/** RFC 9421 §2.5: the signature base. An absent query is a single `?` (§2.2.7). */
function signatureBase(method: string, url: URL, digest: string, params: string): Uint8Array<ArrayBuffer> {
  return utf8(
    [
      `"@method": ${method}`,
      `"@authority": ${url.host.toLowerCase()}`,
      `"@path": ${url.pathname}`,
      `"@query": ${url.search || '?'}`,
      `"content-digest": ${digest}`,
      `"@signature-params": ${COVERED}${params}`,
    ].join('\n'),
  )
}

/** The three headers that make a request ours. `now` in milliseconds; `nonce` is for tests. */
export async function signRequest(
  request: Signed,
  { keyid, key }: SigningKey,
  now: number,
  nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(16))),
): Promise<Record<'content-digest' | 'signature-input' | 'signature', string>> {
  const created = Math.floor(now / 1000)
  const params = `;created=${created};expires=${created + LIFETIME_SECONDS};nonce="${nonce}";keyid="${keyid}";alg="ed25519";tag="${TAG}"`
  const digest = await contentDigest(request.body)
  const base = signatureBase(request.method, new URL(request.url), digest, params)
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', key, base))
  return {
    'content-digest': digest,
    'signature-input': `sig1=${COVERED}${params}`,
    signature: `sig1=:${toBase64(signature)}:`,
  }
}

/** Was this request signed by one of `keys`, for this method, authority, path, query and body, and lately?
 *  Replays are the shelf's business: it sees `nonce` together with the revision. `expires` is in seconds. The body is read
 *  once all else is in order: strangers have none of theirs read. `readBody` gives null for one that is too large. */
export async function verifyRequest(
  request: Omit<Signed, 'body'> & {
    readonly headers: Headers
    readonly readBody: () => Promise<Uint8Array<ArrayBuffer> | null>
  },
  keys: VerifyingKeys,
  now: number,
): Promise<Verified> {
  const input = INPUT.exec(request.headers.get('signature-input') ?? '')
  const signature = SIGNATURE.exec(request.headers.get('signature') ?? '')?.[1]
  const digest = request.headers.get('content-digest')
  const [, params, created, expires, nonce, keyid] = input ?? []
  if (!params || !nonce || !keyid || !signature || !digest) return { ok: false, why: 'unsigned' }

  const seconds = now / 1000
  const from = Number(created)
  const until = Number(expires)
  const fresh = from <= seconds + SKEW_SECONDS && until >= seconds - SKEW_SECONDS
  if (!fresh || until < from || until - from > LONGEST_LIFETIME_SECONDS)
    return { ok: false, why: 'stale-signature' }

  const known = keysAt(keys, now).get(keyid)
  if (!known) return { ok: false, why: 'unknown-key' }

  const base = signatureBase(request.method, new URL(request.url), digest, params)
  if (!(await crypto.subtle.verify('Ed25519', known.key, fromBase64(signature), base))) {
    return { ok: false, why: 'bad-signature' }
  }
  const body = await request.readBody()
  if (body === null) return { ok: false, why: 'too-large' }
  if (digest !== (await contentDigest(body))) return { ok: false, why: 'bad-digest' }
  return { ok: true, keyid, nonce, expires: until, body }
}
