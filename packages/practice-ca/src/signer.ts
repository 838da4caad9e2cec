// For the tests: requests signed by hand, rightly and wrongly.

import { createPublicKey, createSign, type KeyObject } from 'node:crypto'
import type { PracticeCa } from './options.ts'
import { ask, type RawAnswer } from './rig.ts'

const HASHES: Readonly<Record<string, string>> = { ES256: 'sha256', ES384: 'sha384', RS256: 'sha256' }

const encode = (value: object | string): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

export const jwkOf = (key: KeyObject) => createPublicKey(key).export({ format: 'jwk' })

/** A flattened JWS; `header` overrides what is right, and its undefined members are left out. */
export function sign(
  key: KeyObject,
  header: { readonly alg?: string } & Readonly<Record<string, unknown>>,
  payload: object | string,
): string {
  const protectedHeader = encode({ alg: 'ES256', ...header })
  const body = encode(payload)
  const signature = createSign(HASHES[header.alg ?? 'ES256'] ?? 'sha256')
    .update(`${protectedHeader}.${body}`)
    .sign({ key, dsaEncoding: 'ieee-p1363' })
  return JSON.stringify({
    protected: protectedHeader,
    payload: body,
    signature: signature.toString('base64url'),
  })
}

export async function takeNonce(ca: PracticeCa): Promise<string> {
  const { headers } = await ask(ca, 'HEAD', urlOf(ca, '/new-nonce'))
  return String(headers['replay-nonce'])
}

export const urlOf = (ca: PracticeCa, path: string): string => new URL(path, ca.directoryUrl).href

/** Sends `body` as a client would, to a path of the CA. */
export const send = (ca: PracticeCa, path: string, body: string): Promise<RawAnswer> =>
  ask(ca, 'POST', urlOf(ca, path), { headers: { 'Content-Type': 'application/jose+json' }, body })

/** Signs with a fresh nonce and sends; `header` overrides what is right. */
export async function post(
  ca: PracticeCa,
  path: string,
  key: KeyObject,
  payload: object | string,
  header: { readonly alg?: string } & Readonly<Record<string, unknown>>,
): Promise<RawAnswer> {
  const right = { nonce: await takeNonce(ca), url: urlOf(ca, path) }
  return send(ca, path, sign(key, { ...right, ...header }, payload))
}

/** The type of a problem document, without its prefix. */
export function problemIn({ status, headers, body }: RawAnswer): string {
  const { type, status: told } = JSON.parse(body) as { type: string; status: number }
  if (headers['content-type'] !== 'application/problem+json' || told !== status) return 'no problem document'
  return type.replace('urn:ietf:params:acme:error:', '')
}
