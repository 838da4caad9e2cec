// A configuration is used only where, and as, somebody we trust signed it.

import { beforeAll, expect, test } from 'vitest'
import { toBase64, utf8 } from './bytes.ts'
import type { Config, ConfigDocument } from './documents.ts'
import {
  generateSigningKey,
  importSigningKey,
  importVerifyingKeys,
  type SigningKey,
  type VerifyingKeys,
} from './keys.ts'
import { openConfig, signConfig } from './snapshot.ts'

const HOST = 'www.customer.test'
const CONFIG: Config = {
  resource: 7,
  active: true,
  https: true,
  rules: [
    { id: 1, table: { states: 1 }, options: { force_return: { enabled: true, code: 403, body: 'x' } } },
  ],
  options: { redirect_http_to_https: { enabled: true, value: true } },
  origin: {
    protocol: 'MATCH',
    hostHeader: null,
    sources: [{ source: 'origin.customer.test', backup: false }],
  },
}

let key: SigningKey
let keys: VerifyingKeys
let document: ConfigDocument

beforeAll(async () => {
  const pair = await generateSigningKey()
  key = await importSigningKey(pair.privateJwk)
  keys = await importVerifyingKeys({ keys: [pair.publicJwk] })
  document = await signConfig(HOST, 2, 41, CONFIG, key)
})

/** Any payload at all, signed as `signConfig` does. */
async function signed(payload: string, context = 'wellknown-config-v1\n'): Promise<ConfigDocument> {
  const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', key.key, utf8(context + payload)))
  return { payload, keyid: key.keyid, signature: toBase64(signature) }
}

test('what is signed for a host is opened for that host, with epoch and revision', async () => {
  expect(await openConfig(HOST, document, keys)).toEqual({ host: HOST, epoch: 2, rev: 41, config: CONFIG })
})

test.each(['other.customer.test', 'WWW.customer.test', 'www.customer.test.', ''])(
  'it is not opened for “%s”',
  async (host) => {
    expect(await openConfig(host, document, keys)).toBeNull()
  },
)

test('a changed payload is not opened', async () => {
  const payload = document.payload.replace('"rev":41', '"rev":42')
  expect(payload).not.toBe(document.payload)
  expect(await openConfig(HOST, { ...document, payload }, keys)).toBeNull()
})

test('neither a stranger’s signature nor one under a borrowed key id is good', async () => {
  const stranger = await importSigningKey((await generateSigningKey()).privateJwk)
  const foreign = await signConfig(HOST, 2, 41, CONFIG, stranger)
  expect(await openConfig(HOST, foreign, keys)).toBeNull()
  expect(await openConfig(HOST, { ...foreign, keyid: key.keyid }, keys)).toBeNull()
})

test('a signature made for something else cannot be used for a configuration', async () => {
  expect(await openConfig(HOST, await signed(document.payload, ''), keys)).toBeNull()
  expect(await openConfig(HOST, await signed(document.payload), keys)).not.toBeNull()
})

test.each(['', 'not base64!', 'AAAA', '='.repeat(88)])(
  'the signature “%s” opens nothing',
  async (signature) => {
    expect(await openConfig(HOST, { ...document, signature }, keys)).toBeNull()
  },
)

test.each([
  ['no configuration', JSON.stringify({ host: HOST, epoch: 1, rev: 1, config: {} })],
  ['no revision', JSON.stringify({ host: HOST, config: CONFIG })],
  ['not an object', '[]'],
  ['no JSON', '{'],
])('a signed payload that is %s opens nothing', async (_, payload) => {
  expect(await openConfig(HOST, await signed(payload), keys)).toBeNull()
})
