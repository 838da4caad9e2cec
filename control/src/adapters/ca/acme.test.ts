import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAccountKey } from './account.ts'
import { createAcmeCa } from './acme.ts'
import { judgeRequest } from './judgement.ts'
import type { Ca } from './port.ts'
import { issueChain } from './practice-chain.ts'
import { thumbprintOf } from './thumbprint.ts'
import { directoryOf, PROBLEM, refusalOf, refusing, startStubCa, type StubCa } from './stub-ca.ts'

const NOW = Date.parse('2026-06-01T12:00:00Z')
const NAMES = ['www.customer.test', 'customer.test']
let accountKey: string
let stub: StubCa
let ca: Ca

beforeAll(async () => {
  accountKey = await createAccountKey()
})
beforeEach(async () => {
  stub = await startStubCa()
  const { directoryUrl, caPem } = stub
  ca = createAcmeCa({
    directoryUrl,
    accountKey,
    accountUrl: `${stub.origin}/account/1`,
    caPem,
    now: () => NOW,
  })
})
afterEach(() => stub.close())

const at = (path: string): string => `${stub.origin}${path}`
const orderBody = (change: object = {}): object => ({
  status: 'pending',
  identifiers: NAMES.map((value) => ({ type: 'dns', value })),
  authorizations: [at('/authz/2'), at('/authz/1')],
  finalize: at('/order/1/finalize'),
  ...change,
})
const authorizationBody = (change: object = {}): object => ({
  status: 'pending',
  identifier: { type: 'dns', value: 'Customer.test' },
  challenges: [
    { type: 'dns-01', url: at('/chall/1'), token: 'd', status: 'pending' },
    { type: 'http-01', url: at('/chall/2'), token: 'h', status: 'pending' },
  ],
  ...change,
})

describe('an order', () => {
  test('asks for exactly the names, and is kept with its URL', async () => {
    stub.script('/order', { status: 201, headers: { location: at('/order/1') }, body: orderBody() })
    expect(await ca.createOrder(NAMES)).toEqual({
      url: at('/order/1'),
      status: 'pending',
      names: NAMES,
      authorizations: [at('/authz/2'), at('/authz/1')],
      finalizeUrl: at('/order/1/finalize'),
      certificateUrl: null,
      problem: null,
      profile: null,
      expires: null,
      retryAt: null,
    })
    expect(stub.askedFor('/order')[0]?.jws?.payload).toEqual({
      identifiers: NAMES.map((value) => ({ type: 'dns', value })),
    })
  })

  test('is read with the wait that the CA asks for', async () => {
    const headers = { 'retry-after': '3' }
    stub.script('/order/1', { headers, body: orderBody({ status: 'processing', extra: 1 }) })
    expect(await ca.order(at('/order/1'))).toMatchObject({ status: 'processing', retryAt: NOW + 3000 })
    expect(stub.askedFor('/order/1')[0]?.jws?.payload).toBeNull()
  })

  test.each([
    ['a state that does not exist', { status: 'done' }],
    ['a plain http finalize URL', { finalize: 'http://ca.example/finalize' }],
    ['a plain http authorization', { authorizations: ['http://ca.example/authz'] }],
    ['a plain http certificate', { status: 'valid', certificate: 'http://ca.example/cert' }],
    ['a file as its certificate', { status: 'valid', certificate: 'file:///etc/passwd' }],
    ['no identifiers', { identifiers: undefined }],
    ['more authorizations than any order has', { authorizations: Array(101).fill('https://ca.example/a') }],
  ])('with %s is no order (SEC-27)', async (_, change) => {
    stub.script('/order/1', { body: orderBody(change) })
    expect(await refusalOf(ca.order(at('/order/1')))).toMatchObject({ type: null, status: 200 })
  })

  test.each([
    ['no', {}],
    ['a plain http', { location: 'http://ca.example/order/1' }],
  ])('at %s URL is no order', async (_, headers) => {
    stub.script('/order', { status: 201, headers, body: orderBody() })
    expect((await refusalOf(ca.createOrder(NAMES))).detail).toContain('Location of the order')
  })

  test('that leads to an origin which the directory does not name is not followed there (SEC-27)', async () => {
    const other = await startStubCa()
    const elsewhere = `${other.origin}/finalize/1`
    other.script('/finalize/1', { body: {} })
    stub.script('/order/1', { body: orderBody({ finalize: elsewhere }) })
    const { finalizeUrl } = await ca.order(at('/order/1'))
    expect((await refusalOf(ca.finalize(finalizeUrl, Buffer.from('der')))).detail).toContain('origin')
    for (const call of [ca.order(elsewhere), ca.certificate(elsewhere), ca.answer(elsewhere)])
      expect((await refusalOf(call)).detail).toContain('origin')
    expect(other.asked).toEqual([])
    await other.close()
  })

  test('may lead to a second origin that the directory names', async () => {
    const body = { ...directoryOf(stub.origin), renewalInfo: 'https://localhost:1/ari' }
    stub.script('/directory', { body, nonce: false })
    // Nobody listens there, and yet it is asked.
    expect((await refusalOf(ca.order('https://localhost:1/order/1'))).detail).toContain('ECONNREFUSED')
  })

  test('that failed says why, and for which name (ACME-43)', async () => {
    const identifier = { type: 'dns', value: 'shop.customer.test' }
    const error = {
      type: `${PROBLEM}compound`,
      detail: 'some names failed',
      subproblems: [{ type: `${PROBLEM}caa`, detail: 'forbidden by CAA', identifier }],
    }
    stub.script('/order/1', { body: orderBody({ status: 'invalid', error }) })
    expect((await ca.order(at('/order/1'))).problem).toMatchObject({
      type: 'compound',
      subproblems: [{ type: 'caa', detail: 'forbidden by CAA', name: 'shop.customer.test' }],
    })
  })
})

describe('an authorization', () => {
  test('is known by its identifier, in lower case, with its HTTP-01 challenge (ACME-18)', async () => {
    stub.script('/authz/1', { body: authorizationBody() })
    expect(await ca.authorization(at('/authz/1'))).toEqual({
      url: at('/authz/1'),
      name: 'customer.test',
      status: 'pending',
      challenge: { url: at('/chall/2'), token: 'h', status: 'pending', problem: null },
      retryAt: null,
    })
  })

  test.each([
    ['none at all', []],
    ['only another kind', [{ type: 'dns-01', url: 'https://ca.example/c', token: 'd' }]],
    ['one without a token', [{ type: 'http-01', url: 'https://ca.example/c' }]],
    ['one without a URL', [{ type: 'http-01', token: 'h' }]],
  ])('that offers %s has no challenge for us (ACME-19)', async (_, challenges) => {
    stub.script('/authz/1', { body: authorizationBody({ challenges }) })
    expect((await ca.authorization(at('/authz/1'))).challenge).toBeNull()
  })

  test('whose challenge is to be answered over plain http is refused', async () => {
    const challenges = [{ type: 'http-01', url: 'http://ca.example/c', token: 'h' }]
    stub.script('/authz/1', { body: authorizationBody({ challenges }) })
    expect(await refusalOf(ca.authorization(at('/authz/1')))).toMatchObject({ type: null, status: 200 })
  })

  test('that failed carries the reason of its challenge', async () => {
    const error = { type: `${PROBLEM}dns`, detail: 'no A record' }
    const challenges = [{ type: 'http-01', url: at('/chall/2'), token: 'h', status: 'invalid', error }]
    stub.script('/authz/1', { body: authorizationBody({ status: 'invalid', challenges }) })
    expect(await ca.authorization(at('/authz/1'))).toMatchObject({
      status: 'invalid',
      challenge: { status: 'invalid', problem: { type: 'dns', detail: 'no A record' } },
    })
  })
})

test('a challenge is answered with an empty object, an authorization deactivated by name', async () => {
  stub.script('/chall/2', { body: {} })
  stub.script('/authz/1', { body: {} })
  await ca.answer(at('/chall/2'))
  await ca.deactivate(at('/authz/1'))
  expect(stub.askedFor('/chall/2')[0]?.jws?.payload).toEqual({})
  expect(stub.askedFor('/authz/1')[0]?.jws?.payload).toEqual({ status: 'deactivated' })
})

test('an order that is not ready is asked once to be finalized, and is to be read again (ACME-26)', async () => {
  stub.script('/order/1/finalize', refusing(403, 'orderNotReady'))
  const problem = await refusalOf(ca.finalize(at('/order/1/finalize'), Buffer.from('der')))
  expect(judgeRequest(problem, NOW, 0)).toEqual({ is: 'reread' })
  expect(stub.askedFor('/order/1/finalize').map(({ jws }) => jws?.payload)).toEqual([{ csr: 'ZGVy' }])
})

test('what is no text, or too long, is no certificate', async () => {
  stub.script('/cert', { body: { pem: 'x' } }, { body: 'x'.repeat(200_001) })
  for (const _ of [1, 2])
    expect((await refusalOf(ca.certificate(at('/cert')))).detail).toContain('certificate')
})

describe('a revocation', () => {
  test('names the leaf and the reason; one that was done before counts as done (ACME-35)', async () => {
    const { chain, leaf } = await issueChain(NAMES)
    stub.script('/revoke', {}, refusing(400, 'alreadyRevoked'))
    await ca.revoke(chain, 1)
    await ca.revoke(chain, 1)
    const certificate = Buffer.from(leaf.rawData).toString('base64url')
    const payloads = stub.askedFor('/revoke').map(({ jws }) => jws?.payload)
    expect(payloads).toEqual([
      { certificate, reason: 1 },
      { certificate, reason: 1 },
    ])
  })

  test('that is refused otherwise is not done', async () => {
    const { chain } = await issueChain(NAMES)
    stub.script('/revoke', refusing(400, 'badRevocationReason'))
    expect(await refusalOf(ca.revoke(chain, 4))).toMatchObject({ type: 'badRevocationReason' })
  })
})

test('a paused account is one refusal, its link apart from what people read (ACME-42, SEC-31)', async () => {
  const link = 'https://portal.example/sfe/v1/unpause?jwt=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln'
  const detail = `Your account is prevented from requesting certificates. Please visit: ${link}`
  stub.script('/order', refusing(429, 'rateLimited', { detail }))
  const problem = await refusalOf(ca.createOrder(NAMES))
  expect(problem).toMatchObject({ type: 'rateLimited', retryAt: null, secretLink: link })
  expect(problem.detail).not.toContain('eyJ')
  expect(judgeRequest(problem, NOW, 0)).toMatchObject({
    is: 'held',
    until: null,
    problem: { code: 'ca-paused' },
  })
  expect(stub.askedFor('/order')).toHaveLength(1)
})

describe('renewal advice', () => {
  test('is asked for by the certificate’s id, unsigned, and followed orders name it', async () => {
    const { chain } = await issueChain(NAMES)
    const body = { ...directoryOf(stub.origin), renewalInfo: at('/ari') }
    stub.script('/directory', { body, nonce: false })
    await refusalOf(ca.renewalInfo(chain))
    const asked = stub.asked.find(({ path }) => path.startsWith('/ari/'))
    const id = asked?.path.slice('/ari/'.length) ?? ''
    expect([asked?.method, id]).toEqual(['GET', expect.stringMatching(/^[\w-]+\.[\w-]+$/)])
    stub.script(`/ari/${id}`, {
      headers: { 'retry-after': '21600' },
      body: { suggestedWindow: { start: '2026-07-01T00:00:00Z', end: '2026-07-02T00:00:00Z' } },
    })
    expect(await ca.renewalInfo(chain)).toMatchObject({ retryAt: NOW + 21_600_000 })
    stub.script('/order', { status: 201, headers: { location: at('/order/1') }, body: orderBody() })
    await ca.createOrder(NAMES, { replaces: chain })
    expect(stub.askedFor('/order')[0]?.jws?.payload).toMatchObject({ replaces: id })
  })

  test('is not asked of a CA that gives none, nor is it told what an order follows (ACME-41)', async () => {
    const { chain } = await issueChain(NAMES)
    stub.script('/order', { status: 201, headers: { location: at('/order/1') }, body: orderBody() })
    expect(await ca.renewalInfo(chain)).toBeNull()
    await ca.createOrder(NAMES, { replaces: chain })
    expect(stub.askedFor('/order')[0]?.jws?.payload).not.toHaveProperty('replaces')
  })
})

describe('a thumbprint', () => {
  test('is that of RFC 7638 §3.1’s example (ACME-20)', () => {
    const n =
      '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw'
    const key = createPublicKey({ key: { kty: 'RSA', n, e: 'AQAB' }, format: 'jwk' })
    const pem = key.export({ type: 'spki', format: 'pem' }).toString()
    expect(thumbprintOf(pem)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs')
  })

  test('is the same from either half of a key', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const secret = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    expect(thumbprintOf(secret)).toBe(
      thumbprintOf(publicKey.export({ type: 'spki', format: 'pem' }).toString()),
    )
  })
})
