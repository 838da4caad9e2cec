import { createHmac, createPublicKey } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createAccountKey, openAccount, readTerms, type AccountRequest } from './account.ts'
import { directoryOf, readJws, refusalOf, refusing, startStubCa, type StubCa } from './stub-ca.ts'

const HMAC_KEY = Buffer.from('a secret between the CA and its customer').toString('base64url')
type Binding = Record<'protected' | 'payload' | 'signature', string>
let accountKey: string
let ca: StubCa

beforeAll(async () => {
  accountKey = await createAccountKey()
})
beforeEach(async () => {
  ca = await startStubCa()
})
afterEach(() => ca.close())

const request = (change: Partial<AccountRequest> = {}): AccountRequest => ({
  directoryUrl: ca.directoryUrl,
  accountKey,
  caPem: ca.caPem,
  eab: null,
  now: Date.now,
  termsAgreed: null,
  contact: null,
  ...change,
})
const askingFor = (meta: object): void =>
  ca.script('/directory', { body: { ...directoryOf(ca.origin), meta }, nonce: false })
const made = () => ({ status: 201, headers: { location: `${ca.origin}/account/1` }, body: {} })
const nobody = refusing(400, 'accountDoesNotExist')

test('a key that has an account finds it again, and no other is made (ACME-4)', async () => {
  askingFor({ termsOfService: 'https://ca.example/terms' })
  ca.script('/account', { status: 200, headers: { location: `${ca.origin}/account/1` }, body: {} })
  expect(await openAccount(request())).toEqual({ url: `${ca.origin}/account/1`, created: false })
  expect(ca.askedFor('/account').map(({ jws }) => jws?.payload)).toEqual([{ onlyReturnExisting: true }])
})

test('an account is made once, with the agreement and the contact, signed by the key itself', async () => {
  askingFor({ termsOfService: 'https://ca.example/terms' })
  ca.script('/account', nobody, made())
  const wish = { termsAgreed: 'https://ca.example/terms', contact: 'tls@cdn.example' }
  expect(await openAccount(request(wish))).toEqual({ url: `${ca.origin}/account/1`, created: true })
  const jws = ca.askedFor('/account')[1]?.jws
  expect(jws?.payload).toEqual({ termsOfServiceAgreed: true, contact: ['mailto:tls@cdn.example'] })
  const { kty, crv, x, y } = createPublicKey(accountKey).export({ format: 'jwk' })
  expect(jws?.protected['jwk']).toEqual({ kty, crv, x, y })
  expect(jws?.protected).not.toHaveProperty('kid')
})

test.each([
  ['none', null],
  ['older ones', 'https://ca.example/terms/2019'],
])('nobody agrees to terms by having agreed to %s', async (_, termsAgreed) => {
  askingFor({ termsOfService: 'https://ca.example/terms/2026' })
  ca.script('/account', nobody, made())
  await expect(openAccount(request({ termsAgreed }))).rejects.toThrow('https://ca.example/terms/2026')
  expect(ca.askedFor('/account')).toHaveLength(1)
  expect(await readTerms(request())).toBe('https://ca.example/terms/2026')
})

test('a CA without terms asks for no agreement', async () => {
  ca.script('/account', nobody, made())
  expect(await openAccount(request())).toMatchObject({ created: true })
  expect(await readTerms(request())).toBeNull()
})

test('the binding is signed with the CA’s secret, over our key, for the same URL, without a nonce (ACME-6)', async () => {
  askingFor({ externalAccountRequired: true })
  ca.script('/account', nobody, made())
  await openAccount(request({ eab: { kid: 'customer-17', hmacKey: HMAC_KEY } }))
  const outer = ca.askedFor('/account')[1]?.jws
  // The cast: what was sent is looked at field by field below.
  const payload = outer?.payload as { externalAccountBinding: Binding }
  const sent = payload.externalAccountBinding
  const inner = readJws(sent)
  expect(inner.protected).toEqual({ alg: 'HS256', kid: 'customer-17', url: `${ca.origin}/account` })
  expect(inner.protected['url']).toBe(outer?.protected['url'])
  expect(inner.payload).toEqual(outer?.protected['jwk'])
  const mac = createHmac('sha256', Buffer.from(HMAC_KEY, 'base64url'))
  expect(sent.signature).toBe(mac.update(`${sent.protected}.${sent.payload}`).digest('base64url'))
})

test('a CA that binds accounts is not asked without the means to', async () => {
  askingFor({ externalAccountRequired: true })
  ca.script('/account', nobody, made())
  await expect(openAccount(request())).rejects.toThrow('ACME_EAB_KID')
  expect(ca.askedFor('/account')).toHaveLength(1)
})

test('a refused binding is a typed refusal, asked once (ACME-5)', async () => {
  askingFor({ externalAccountRequired: true })
  ca.script('/account', nobody, refusing(401, 'unauthorized'))
  const wrong = { kid: 'customer-17', hmacKey: HMAC_KEY }
  const problem = await refusalOf(openAccount(request({ eab: wrong })))
  expect(problem).toMatchObject({ type: 'unauthorized', status: 401 })
  expect(JSON.stringify(problem)).not.toContain(HMAC_KEY)
  expect(ca.askedFor('/account')).toHaveLength(2)
})

test.each([
  ['no', {}],
  ['a plain http', { location: 'http://ca.example/account/1' }],
  ['a relative', { location: '/account/1' }],
])('an account at %s URL is none', async (_, headers) => {
  ca.script('/account', { status: 200, headers, body: {} })
  expect((await refusalOf(openAccount(request()))).detail).toContain('Location of the account')
})
