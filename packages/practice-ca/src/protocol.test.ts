import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, connect, startRig, validate, ZONE, type RawAnswer, type Rig } from './rig.ts'
import { jwkOf, post, problemIn, send, sign, takeNonce, urlOf } from './signer.ts'

let rig: Rig
/** An account of its own, made by hand. */
let key: KeyObject
let kid: string

const ecKey = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey
const join = (signer: KeyObject, payload: object = { termsOfServiceAgreed: true }, header: object = {}) =>
  post(rig.ca, '/new-account', signer, payload, { jwk: jwkOf(signer), ...header })
const order = (identifiers: readonly object[], more: object = {}) =>
  post(rig.ca, '/new-order', key, { identifiers, ...more }, { kid })
const dns = (...names: readonly string[]) => names.map((value) => ({ type: 'dns', value }))
const pathOf = (url: unknown) => new URL(String(url)).pathname

beforeAll(async () => {
  rig = await startRig()
  key = ecKey('P-256')
  kid = String((await join(key)).headers.location)
})
afterAll(() => rig.close())

test('the directory names what there is, with the terms, which can be read, and a key that nobody knows', async () => {
  const { status, headers, body } = await ask(rig.ca, 'GET', rig.ca.directoryUrl)
  expect([status, headers['content-type']]).toEqual([200, 'application/json'])
  const directory = JSON.parse(body) as { meta: { termsOfService: string } }
  const known = ['newNonce', 'newAccount', 'newOrder', 'revokeCert', 'keyChange', 'renewalInfo', 'meta']
  const again = JSON.parse((await ask(rig.ca, 'GET', rig.ca.directoryUrl)).body) as object
  const strange = [directory, again].map((each) => Object.keys(each).filter((key) => !known.includes(key)))
  expect(known.filter((key) => !(key in directory))).toEqual([])
  expect(strange.map(({ length }) => length)).toEqual([1, 1])
  expect(strange[0]).not.toEqual(strange[1])
  expect(await ask(rig.ca, 'GET', directory.meta.termsOfService)).toMatchObject({ status: 200 })
})

test('nonces come by HEAD and GET, uncached, and with every answer to a POST', async () => {
  const [head, get] = [
    await ask(rig.ca, 'HEAD', urlOf(rig.ca, '/new-nonce')),
    await ask(rig.ca, 'GET', urlOf(rig.ca, '/new-nonce')),
  ]
  expect([head.status, get.status]).toEqual([200, 204])
  const answers = [
    head,
    get,
    await order(dns(`nonce.${ZONE}`)),
    await order([]),
    await send(rig.ca, '/new-order', 'junk'),
  ]
  const nonces = answers.map(({ headers }) => headers['replay-nonce'])
  expect(nonces.every((nonce) => /^[\w-]{22,}$/.test(String(nonce)))).toBe(true)
  expect(new Set(nonces).size).toBe(nonces.length)
  expect(answers.map(({ headers }) => headers['cache-control'])).toEqual(nonces.map(() => 'no-store'))
  expect(head.headers.link).toBe(`<${rig.ca.directoryUrl}>;rel="index"`)
})

test('a nonce is good once', async () => {
  const body = sign(key, { kid, nonce: await takeNonce(rig.ca), url: kid }, '')
  expect((await send(rig.ca, pathOf(kid), body)).status).toBe(200)
  const again = await send(rig.ca, pathOf(kid), body)
  expect([again.status, problemIn(again)]).toEqual([400, 'badNonce'])
  const next = sign(key, { kid, nonce: again.headers['replay-nonce'], url: kid }, '')
  expect((await send(rig.ca, pathOf(kid), next)).status).toBe(200)
})

test('a share of good nonces is refused, and a client that signs again gets on', async () => {
  let turn = 0
  // Every other nonce that is looked at falls below the share.
  const moody = await startRig({ rejectNonces: 0.5, random: () => (turn++ % 2 === 0 ? 0 : 0.9) })
  const before = turn
  expect((await validate(moody, [`moody.${ZONE}`])).status).toBe('ready')
  // Four requests at least, each refused once.
  expect(turn - before).toBeGreaterThanOrEqual(8)
  await moody.close()
})

test.each<readonly [string, number, string, () => Promise<RawAnswer>]>([
  ['no nonce', 400, 'badNonce', () => post(rig.ca, '/new-order', key, {}, { kid, nonce: undefined })],
  ['a made-up nonce', 400, 'badNonce', () => post(rig.ca, '/new-order', key, {}, { kid, nonce: 'made-up' })],
  ['another url', 403, 'unauthorized', () => post(rig.ca, '/new-order', key, {}, { kid, url: kid })],
  [
    'another key’s signature',
    400,
    'malformed',
    () => post(rig.ca, '/new-order', ecKey('P-256'), {}, { kid }),
  ],
  [
    'an unknown kid',
    400,
    'accountDoesNotExist',
    () => post(rig.ca, '/new-order', key, {}, { kid: `${kid}x` }),
  ],
  [
    'another CA’s kid',
    400,
    'malformed',
    () => post(rig.ca, '/new-order', key, {}, { kid: 'https://ca.example/1' }),
  ],
  ['jwk and kid', 400, 'malformed', () => post(rig.ca, '/new-order', key, {}, { kid, jwk: jwkOf(key) })],
  ['neither jwk nor kid', 400, 'malformed', () => post(rig.ca, '/new-order', key, {}, {})],
  ['jwk where kid is due', 400, 'malformed', () => post(rig.ca, '/new-order', key, {}, { jwk: jwkOf(key) })],
  ['kid where jwk is due', 400, 'malformed', () => post(rig.ca, '/new-account', key, {}, { kid })],
  [
    'a critical extension',
    400,
    'malformed',
    () => post(rig.ca, '/new-order', key, {}, { kid, crit: ['b64'] }),
  ],
  [
    'no algorithm',
    400,
    'badSignatureAlgorithm',
    () => post(rig.ca, '/new-order', key, {}, { kid, alg: 'none' }),
  ],
  ['a MAC', 400, 'badSignatureAlgorithm', () => post(rig.ca, '/new-order', key, {}, { kid, alg: 'HS256' })],
  [
    'another key’s algorithm',
    400,
    'badSignatureAlgorithm',
    () => post(rig.ca, '/new-order', key, {}, { kid, alg: 'ES384' }),
  ],
  ['a payload that is no object', 400, 'malformed', () => post(rig.ca, '/new-order', key, '[1', { kid })],
  ['a payload for what is only read', 400, 'malformed', () => post(rig.ca, '/order/x', key, {}, { kid })],
  ['JSON that is no JWS', 400, 'malformed', () => send(rig.ca, '/new-order', '{"payload":""}')],
  ['an order that does not exist', 404, 'malformed', () => post(rig.ca, '/order/x', key, '', { kid })],
  ['a path that does not exist', 404, 'malformed', () => post(rig.ca, '/no-such-path', key, {}, { kid })],
  ['a body beyond 64 KB', 413, 'malformed', () => send(rig.ca, '/new-order', 'x'.repeat(64 * 1024 + 1))],
  ['another method', 405, 'malformed', () => ask(rig.ca, 'GET', urlOf(rig.ca, '/new-order'))],
  ['a POST of the directory', 405, 'malformed', () => ask(rig.ca, 'POST', rig.ca.directoryUrl)],
  [
    'another content type',
    415,
    'malformed',
    () =>
      ask(rig.ca, 'POST', urlOf(rig.ca, '/new-order'), {
        headers: { 'Content-Type': 'application/json' },
        body: '{}',
      }),
  ],
])('a request with %s is refused: %i %s', async (_, status, type, act) => {
  const answer = await act()
  expect([answer.status, problemIn(answer)]).toEqual([status, type])
})

test('a refused method or algorithm comes with those that are taken', async () => {
  expect((await ask(rig.ca, 'PUT', urlOf(rig.ca, '/new-order'))).headers.allow).toBe('POST')
  expect((await ask(rig.ca, 'PUT', rig.ca.directoryUrl)).headers.allow).toBe('GET, HEAD')
  const { body } = await post(rig.ca, '/new-order', key, {}, { kid, alg: 'none' })
  expect(JSON.parse(body)).toMatchObject({ algorithms: ['ES256', 'ES384', 'RS256'] })
})

test('accounts sign with P-256, P-384 or RSA; other keys are refused', async () => {
  const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength }).privateKey
  expect((await join(ecKey('P-384'), undefined, { alg: 'ES384' })).status).toBe(201)
  expect((await join(rsa(2048), undefined, { alg: 'RS256' })).status).toBe(201)
  for (const [bad, alg] of [
    [rsa(1024), 'RS256'],
    [ecKey('P-521'), 'ES256'],
  ] as const) {
    expect(problemIn(await join(bad, undefined, { alg }))).toBe('badPublicKey')
  }
  const offCurve = { ...jwkOf(key), x: Buffer.alloc(32, 7).toString('base64url') }
  expect(problemIn(await join(key, undefined, { jwk: offCurve }))).toBe('badPublicKey')
})

test('an account is made once, with the terms agreed to, and found again by its key', async () => {
  const fresh = ecKey('P-256')
  expect(problemIn(await join(fresh, { onlyReturnExisting: true }))).toBe('accountDoesNotExist')
  expect(problemIn(await join(fresh, {}))).toBe('malformed')
  expect(problemIn(await join(fresh, { termsOfServiceAgreed: true, contact: ['tel:1'] }))).toBe(
    'unsupportedContact',
  )
  expect(problemIn(await join(fresh, { termsOfServiceAgreed: true, contact: ['mailto:a'] }))).toBe(
    'invalidContact',
  )
  const made = await join(fresh, { termsOfServiceAgreed: true, contact: ['mailto:ops@customer.example'] })
  const found = await join(fresh, { onlyReturnExisting: true })
  expect([made.status, found.status]).toEqual([201, 200])
  expect(found.headers.location).toBe(made.headers.location)
})

test('an account is its own: another’s is neither read nor changed, and a deactivated one is over', async () => {
  const mine = ecKey('P-256')
  const url = String((await join(mine)).headers.location)
  expect((await post(rig.ca, pathOf(kid), mine, '', { kid: url })).status).toBe(403)
  expect((await post(rig.ca, pathOf(url), mine, { contact: [] }, { kid: url })).status).toBe(200)
  expect(problemIn(await post(rig.ca, pathOf(url), mine, { status: 'revoked' }, { kid: url }))).toBe(
    'malformed',
  )
  const gone = await post(rig.ca, pathOf(url), mine, { status: 'deactivated' }, { kid: url })
  expect(JSON.parse(gone.body)).toMatchObject({ status: 'deactivated' })
  expect(problemIn(await post(rig.ca, pathOf(url), mine, '', { kid: url }))).toBe('unauthorized')
  expect(problemIn(await join(mine))).toBe('unauthorized')
})

test.each<readonly [what: string, type: string, identifiers: readonly object[], more: object]>([
  ['nothing', 'malformed', [], {}],
  ['a wildcard', 'rejectedIdentifier', dns(`*.${ZONE}`), {}],
  ['an address', 'unsupportedIdentifier', [{ type: 'ip', value: '192.0.2.1' }], {}],
  ['an address as a name', 'rejectedIdentifier', dns('192.0.2.1'), {}],
  ['an address in hexadecimal', 'rejectedIdentifier', dns('host.0x7f000001'), {}],
  ['one label', 'rejectedIdentifier', dns('localhost'), {}],
  ['upper case', 'rejectedIdentifier', dns(`A.${ZONE}`), {}],
  ['an underscore', 'rejectedIdentifier', dns(`_a.${ZONE}`), {}],
  ['a trailing dot', 'rejectedIdentifier', dns(`a.${ZONE}.`), {}],
  ['letters beyond ASCII', 'rejectedIdentifier', dns(`ä.${ZONE}`), {}],
  ['a faulty A-label', 'rejectedIdentifier', dns(`xn--a.${ZONE}`), {}],
  ['a path', 'rejectedIdentifier', dns(`a.${ZONE}/x`), {}],
  ['eleven labels', 'rejectedIdentifier', dns(`${'a.'.repeat(9)}${ZONE}`), {}],
  ['101 names', 'malformed', dns(...Array.from({ length: 101 }, (_, index) => `n${index}.${ZONE}`)), {}],
  ['dates of its own', 'malformed', dns(`a.${ZONE}`), { notAfter: '2030-01-01T00:00:00Z' }],
  ['a profile', 'invalidProfile', dns(`a.${ZONE}`), { profile: 'shortlived' }],
])('an order for %s is refused: %s', async (_, type, identifiers, more) => {
  expect(problemIn(await order(identifiers, more))).toBe(type)
})

test('a name in letters beyond ASCII is ordered as an A-label', async () => {
  expect((await order(dns(`xn--mnchen-3ya.${ZONE}`))).status).toBe(201)
})

test('each bad name of an order is named', async () => {
  const { body } = await order(dns(`good.${ZONE}`, 'bad', `*.${ZONE}`))
  const { subproblems } = JSON.parse(body) as { subproblems: readonly { identifier: { value: string } }[] }
  expect(subproblems.map(({ identifier }) => identifier.value)).toEqual([`*.${ZONE}`, 'bad'])
})

test('the same names ordered again while the order is open are the same order, for the same account', async () => {
  const names = dns(`same-a.${ZONE}`, `same-b.${ZONE}`)
  const [first, second, more] = [
    await order(names),
    await order(names.toReversed()),
    await order(names.slice(1)),
  ]
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.headers.location).toBe(first.headers.location)
  expect(more.headers.location).not.toBe(first.headers.location)
  const other = await post(
    rig.ca,
    '/new-order',
    ecKeyOfRig(),
    { identifiers: names },
    { kid: rig.client.getAccountUrl() },
  )
  expect(other.status).toBe(201)
  expect(other.headers.location).not.toBe(first.headers.location)
})

test('an order, its authorizations and its challenges are the owner’s alone', async () => {
  const placed = await order(dns(`owner.${ZONE}`))
  const { authorizations, finalize } = JSON.parse(placed.body) as {
    authorizations: string[]
    finalize: string
  }
  const authorization = await post(rig.ca, pathOf(authorizations[0]), key, '', { kid })
  const { challenges } = JSON.parse(authorization.body) as { challenges: { url: string }[] }
  const stranger = { kid: rig.client.getAccountUrl() }
  for (const [url, payload] of [
    [placed.headers.location, ''],
    [authorizations[0], { status: 'deactivated' }],
    [challenges[0]?.url, {}],
    [finalize, { csr: 'AAAA' }],
  ] as const) {
    expect(problemIn(await post(rig.ca, pathOf(url), ecKeyOfRig(), payload, stranger)), String(url)).toBe(
      'unauthorized',
    )
  }
  const after = await post(rig.ca, pathOf(authorizations[0]), key, '', { kid })
  expect(after.body).toBe(authorization.body)
})

test('a deactivated authorization ends its order', async () => {
  const client = connect(rig.ca, rig.accountKey, rig.client.getAccountUrl())
  const placed = await client.createOrder({
    identifiers: dns(`given-up.${ZONE}`),
  })
  const [authorization] = await client.getAuthorizations(placed)
  if (!authorization) throw new Error('There is no authorization.')
  expect((await client.deactivateAuthorization(authorization)).status).toBe('deactivated')
  expect((await client.getOrder(placed)).status).toBe('invalid')
})

const ecKeyOfRig = (): KeyObject => createPrivateKey(rig.accountKey.toString())
