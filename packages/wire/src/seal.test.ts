// A key sealed to one PoP and one host opens there and nowhere else.

import { beforeAll, expect, test } from 'vitest'
import { fromBase64, toBase64 } from './bytes.ts'
import type { CryptoKey } from './crypto-key.ts'
import { generateSealKey, seal, unseal } from './seal.ts'

const HOST = 'www.customer.test'
const PLAIN = '-----BEGIN PRIVATE KEY-----\nnot a real one, but as long\n-----END PRIVATE KEY-----\n'

type Pop = { publicJwk: Awaited<ReturnType<typeof generateSealKey>>['publicJwk']; privateKey: CryptoKey }
let pop: Pop
let other: Pop

async function createPop(): Promise<Pop> {
  const { privateJwk, publicJwk } = await generateSealKey()
  const { d } = JSON.parse(privateJwk) as { d: string }
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const privateKey = await crypto.subtle.importKey('jwk', { ...publicJwk, d }, curve, false, ['deriveBits'])
  return { publicJwk, privateKey }
}

beforeAll(async () => {
  ;[pop, other] = await Promise.all([createPop(), createPop()])
})

test('what is sealed opens with the key and the host it was sealed to', async () => {
  const sealed = await seal(PLAIN, HOST, pop.publicJwk)
  expect(await unseal(sealed, HOST, pop.privateKey)).toBe(PLAIN)
  expect(sealed).not.toContain(toBase64(new TextEncoder().encode(PLAIN)).slice(4, 24))
})

test('text beyond ASCII comes back as it was', async () => {
  expect(await unseal(await seal('Schlüssel 🔑', HOST, pop.publicJwk), HOST, pop.privateKey)).toBe(
    'Schlüssel 🔑',
  )
})

test('it opens with no other PoP’s key', async () => {
  const sealed = await seal(PLAIN, HOST, pop.publicJwk)
  await expect(unseal(sealed, HOST, other.privateKey)).rejects.toThrow()
})

test('it cannot be moved to another host', async () => {
  const sealed = await seal(PLAIN, HOST, pop.publicJwk)
  for (const host of ['www2.customer.test', 'www.customer.test.', 'customer.test', '']) {
    await expect(unseal(sealed, host, pop.privateKey), host).rejects.toThrow()
  }
})

test('a bit changed anywhere is noticed', async () => {
  const bytes = fromBase64(await seal(PLAIN, HOST, pop.publicJwk))
  // The point's tag, its middle, the first and the last byte of the box: each part of the form once.
  for (const at of [0, 33, 65, bytes.length - 1]) {
    const changed = bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))
    await expect(unseal(toBase64(changed), HOST, pop.privateKey), `byte ${at}`).rejects.toThrow()
  }
})

test.each([
  ['nothing', ''],
  ['no base64', '*'.repeat(200)],
  ['a point alone', toBase64(new Uint8Array(65).fill(4))],
  ['a point that is on no curve', toBase64(new Uint8Array(200).fill(4))],
])('what is no sealed key is refused: %s', async (_, sealed) => {
  await expect(unseal(sealed, HOST, pop.privateKey)).rejects.toThrow()
})

test('the same key sealed twice looks different each time', async () => {
  const boxes = [await seal(PLAIN, HOST, pop.publicJwk), await seal(PLAIN, HOST, pop.publicJwk)]
  expect(boxes[0]).not.toBe(boxes[1])
})

test('the public half that a PoP publishes has no private part', async () => {
  const { privateJwk, publicJwk } = await generateSealKey()
  expect(Object.keys(publicJwk).toSorted()).toEqual(['crv', 'kty', 'x', 'y'])
  expect(JSON.parse(privateJwk)).toMatchObject(publicJwk)
})
