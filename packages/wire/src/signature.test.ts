// RFC 9421 with our one profile: what was signed, by whom, when, and that nothing of it can be changed.

import { beforeAll, describe, expect, test } from 'vitest'
import { toBase64, utf8 } from './bytes.ts'
import {
  generateSigningKey,
  importSigningKey,
  importVerifyingKeys,
  type SigningKey,
  type VerifyingKeys,
} from './keys.ts'
import { signRequest, verifyRequest } from './signature.ts'

const NOW = 1_800_000_000_000
const SECOND = 1000
const REQUEST = {
  method: 'PUT',
  url: 'https://admin.edge.test:8443/__edge/hosts/a.test/tokens?x=1',
  body: utf8('{"rev":1}'),
}
const NONCE = 'n'.repeat(22)

type Headers3 = Awaited<ReturnType<typeof signRequest>>
let key: SigningKey
let publicJwk: Awaited<ReturnType<typeof generateSigningKey>>['publicJwk']
let keys: VerifyingKeys
let headers: Headers3

beforeAll(async () => {
  const pair = await generateSigningKey()
  publicJwk = pair.publicJwk
  key = await importSigningKey(pair.privateJwk)
  keys = await importVerifyingKeys({ keys: [publicJwk] })
  headers = await signRequest(REQUEST, key, NOW)
})

const verify = (
  changed: Partial<typeof REQUEST & { headers: Partial<Headers3> }> = {},
  { now = NOW, known = keys }: { now?: number; known?: VerifyingKeys } = {},
) => {
  const { headers: other, body = REQUEST.body, ...request } = changed
  const given = { ...REQUEST, ...request, headers: new Headers({ ...headers, ...other }) }
  return verifyRequest({ ...given, readBody: async () => body }, known, now)
}

/** Signs by hand, with parameters our own signer would never write. */
async function signWith(parameters: string): Promise<Headers3> {
  const digest = headers['content-digest']
  const covered = '("@method" "@authority" "@path" "@query" "content-digest")'
  const base = [
    '"@method": PUT',
    '"@authority": admin.edge.test:8443',
    '"@path": /__edge/hosts/a.test/tokens',
    '"@query": ?x=1',
    `"content-digest": ${digest}`,
    `"@signature-params": ${covered}${parameters}`,
  ].join('\n')
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', key.key, utf8(base)))
  return {
    'content-digest': digest,
    'signature-input': `sig1=${covered}${parameters}`,
    signature: `sig1=:${toBase64(signature)}:`,
  }
}
const parameters = (
  changed: Partial<Record<'created' | 'expires' | 'nonce' | 'keyid' | 'alg' | 'tag', string | number>> = {},
) => {
  const created = NOW / SECOND
  const right = { created, expires: created + 30, nonce: NONCE, keyid: key.keyid, alg: 'ed25519' }
  const {
    created: from,
    expires,
    nonce,
    keyid,
    alg,
    tag,
  } = {
    ...right,
    tag: 'wellknown-edge-admin',
    ...changed,
  }
  return `;created=${from};expires=${expires};nonce="${nonce}";keyid="${keyid}";alg="${alg}";tag="${tag}"`
}

test('a signed request is known again, with its key, its nonce and its end', async () => {
  const verified = await verify({ headers: await signRequest(REQUEST, key, NOW, NONCE) })
  const { body } = REQUEST
  expect(verified).toEqual({ ok: true, keyid: key.keyid, nonce: NONCE, expires: NOW / SECOND + 30, body })
})

test('what is signed by hand after RFC 9421 §2.5 is understood', async () => {
  expect(await verify({ headers: await signWith(parameters()) })).toMatchObject({ ok: true, nonce: NONCE })
})

test('each signature has a nonce of its own', async () => {
  const second = await verify({ headers: await signRequest(REQUEST, key, NOW) })
  const first = await verify()
  expect(first.ok && second.ok && first.nonce !== second.nonce).toBe(true)
})

test('an absent query is signed as one, and cannot be added', async () => {
  const url = 'https://admin.edge.test:8443/__edge/self'
  const signed = await signRequest({ method: 'GET', url, body: utf8('') }, key, NOW)
  const without = { method: 'GET', url, body: utf8(''), headers: signed }
  expect(await verify(without)).toMatchObject({ ok: true })
  expect(await verify({ ...without, url: `${url}?x` })).toEqual({ ok: false, why: 'bad-signature' })
})

describe('nothing that is covered can be changed', () => {
  test.each([
    ['the method', { method: 'DELETE' }],
    ['the host', { url: 'https://other.edge.test:8443/__edge/hosts/a.test/tokens?x=1' }],
    ['the port', { url: 'https://admin.edge.test/__edge/hosts/a.test/tokens?x=1' }],
    ['the path', { url: 'https://admin.edge.test:8443/__edge/hosts/b.test/tokens?x=1' }],
    ['the query', { url: 'https://admin.edge.test:8443/__edge/hosts/a.test/tokens?x=2' }],
    ['the presence of a query', { url: 'https://admin.edge.test:8443/__edge/hosts/a.test/tokens' }],
  ])('%s', async (_, changed) => {
    expect(await verify(changed)).toEqual({ ok: false, why: 'bad-signature' })
  })

  test('the body, with the digest left as it was', async () => {
    expect(await verify({ body: utf8('{"rev":2}') })).toEqual({ ok: false, why: 'bad-digest' })
  })

  test('the body, with a digest to match', async () => {
    const body = utf8('{"rev":2}')
    const { 'content-digest': digest } = await signRequest({ ...REQUEST, body }, key, NOW)
    expect(await verify({ body, headers: { 'content-digest': digest } })).toEqual({
      ok: false,
      why: 'bad-signature',
    })
  })

  test.each([
    ['created', /created=\d+/, 'created=1799999999'],
    ['expires', /expires=\d+/, 'expires=1800000031'],
    ['the nonce', /nonce="[^"]+"/, `nonce="${'m'.repeat(22)}"`],
  ])('%s', async (_, from, to) => {
    const input = headers['signature-input'].replace(from, to)
    expect(input).not.toBe(headers['signature-input'])
    expect(await verify({ headers: { 'signature-input': input } })).toEqual({
      ok: false,
      why: 'bad-signature',
    })
  })
})

const unread = (): Promise<never> => Promise.reject(new Error('the body was read'))

describe('anything but the profile is refused before any cryptography, and before the body is read', () => {
  test.each([
    ['fewer components', (input: string) => input.replace(' "@query"', '')],
    ['another order', (input: string) => input.replace('"@method" "@authority"', '"@authority" "@method"')],
    ['another label', (input: string) => input.replace('sig1=', 'sig2=')],
    ['a parameter more', (input: string) => `${input};x=1`],
    ['a second signature', (input: string) => `${input}, ${input}`],
    ['another algorithm', (input: string) => input.replace('ed25519', 'rsa-pss-sha512')],
    ['another tag', (input: string) => input.replace('edge-admin', 'somebody')],
    ['a nonce too short', (input: string) => input.replace(/nonce="[^"]+"/, `nonce="${'n'.repeat(21)}"`)],
    ['a nonce too long', (input: string) => input.replace(/nonce="[^"]+"/, `nonce="${'n'.repeat(65)}"`)],
    [
      'a nonce of other letters',
      (input: string) => input.replace(/nonce="[^"]+"/, `nonce="${'+'.repeat(22)}"`),
    ],
    ['no nonce', (input: string) => input.replace(/;nonce="[^"]+"/, '')],
    ['a time that is no number', (input: string) => input.replace(/created=\d+/, 'created=-1')],
  ])('%s', async (_, change) => {
    const input = change(headers['signature-input'])
    expect(input).not.toBe(headers['signature-input'])
    expect(await verify({ headers: { 'signature-input': input } })).toEqual({ ok: false, why: 'unsigned' })
  })

  test.each(['content-digest', 'signature-input', 'signature'] as const)('no %s', async (name) => {
    const left = new Headers(headers)
    left.delete(name)
    expect(await verifyRequest({ ...REQUEST, headers: left, readBody: unread }, keys, NOW)).toEqual({
      ok: false,
      why: 'unsigned',
    })
  })

  test('a signature of another key, of another time, and one that does not hold', async () => {
    const late = { ...REQUEST, headers: new Headers(headers), readBody: unread }
    expect(await verifyRequest(late, keys, NOW + 300 * SECOND)).toMatchObject({ why: 'stale-signature' })
    expect(await verifyRequest(late, new Map(), NOW)).toMatchObject({ why: 'unknown-key' })
    const other = { ...late, method: 'DELETE' }
    expect(await verifyRequest(other, keys, NOW)).toMatchObject({ why: 'bad-signature' })
  })

  test('a body that is too large is refused whoever signed for it', async () => {
    const large = { ...REQUEST, headers: new Headers(headers), readBody: async () => null }
    expect(await verifyRequest(large, keys, NOW)).toEqual({ ok: false, why: 'too-large' })
  })

  test.each(['sig1=:AAAA:', `sig1=:${'A'.repeat(86)}==`, `sig1=:${'-'.repeat(86)}==:`])(
    'the signature %s',
    async (signature) => {
      expect(await verify({ headers: { signature } })).toEqual({ ok: false, why: 'unsigned' })
    },
  )
})

describe('time', () => {
  test.each([
    ['the moment it was made', 0, true],
    ['a receiver 30 s behind', -30, true],
    ['a receiver more than 30 s behind', -31, false],
    ['its last second, and 30 s of skew', 60, true],
    ['later than that', 61, false],
  ])('%s', async (_, seconds, good) => {
    const verified = await verify({}, { now: NOW + seconds * SECOND })
    expect(verified).toMatchObject(good ? { ok: true } : { ok: false, why: 'stale-signature' })
  })

  test('a life of 60 s is the longest, whoever signed it, and none ends before it begins', async () => {
    const created = NOW / SECOND
    const at = async (expires: number) => verify({ headers: await signWith(parameters({ expires })) })
    expect(await at(created + 60)).toMatchObject({ ok: true })
    expect(await at(created + 61)).toEqual({ ok: false, why: 'stale-signature' })
    expect(await at(created - 1)).toEqual({ ok: false, why: 'stale-signature' })
  })
})

describe('keys', () => {
  test('a key we do not know is refused, also when it says it is one we know', async () => {
    const stranger = await importSigningKey((await generateSigningKey()).privateJwk)
    expect(await verify({ headers: await signRequest(REQUEST, stranger, NOW) })).toEqual({
      ok: false,
      why: 'unknown-key',
    })
    const pretender = { keyid: key.keyid, key: stranger.key }
    expect(await verify({ headers: await signRequest(REQUEST, pretender, NOW) })).toEqual({
      ok: false,
      why: 'bad-signature',
    })
  })

  test('a key counts between its nbf and its exp only', async () => {
    const at = NOW / SECOND
    const within = (nbf: number, exp: number) => importVerifyingKeys({ keys: [{ ...publicJwk, nbf, exp }] })
    expect(await verify({}, { known: await within(at, at) })).toMatchObject({ ok: true })
    for (const known of [await within(at + 1, at + 9), await within(at - 9, at - 1)]) {
      expect(await verify({}, { known })).toEqual({ ok: false, why: 'unknown-key' })
    }
  })

  test('of two keys either is taken, as a change of keys needs', async () => {
    const next = await generateSigningKey()
    const both = await importVerifyingKeys({ keys: [publicJwk, next.publicJwk] })
    const signed = await signRequest(REQUEST, await importSigningKey(next.privateJwk), NOW)
    expect(await verify({}, { known: both })).toMatchObject({ ok: true })
    expect(await verify({ headers: signed }, { known: both })).toMatchObject({ ok: true })
  })

  test('a private key is read from its JWK only, and told of in no error', async () => {
    const { privateJwk } = await generateSigningKey()
    const { d } = JSON.parse(privateJwk) as { d: string }
    const cut = privateJwk.replace('"x":', '"y":')
    await expect(importSigningKey(cut)).rejects.toThrow()
    const error: unknown = await importSigningKey(cut).catch((error: unknown) => error)
    expect(String(error)).not.toContain(d)
  })
})
