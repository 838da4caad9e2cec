import { createPrivateKey, X509Certificate } from 'node:crypto'
import acme from 'acme-client'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ask, createCsr, failureOf, issue, manage, plan, startRig, validate, ZONE, type Rig } from './rig.ts'
import { post, problemIn } from './signer.ts'

let rig: Rig
let count = 0
const freshName = () => `fault-${++count}.${ZONE}`
const dns = (name: string) => ({ identifiers: [{ type: 'dns', value: name }] })
/** One request by hand: acme-client would try again by itself. */
const byHand = (path: string, payload: object | string) =>
  post(rig.ca, path, createPrivateKey(rig.accountKey.toString()), payload, {
    kid: rig.client.getAccountUrl(),
  })
const orderByHand = (name: string) => byHand('/new-order', dns(name))
const csrFor = (name: string, key?: Buffer) => createCsr([name], key)
const base64 = (csr: Buffer) => acme.crypto.getPemBodyAsB64u(csr)

beforeAll(async () => {
  rig = await startRig({ manage: { host: '127.0.0.1', port: 0 } })
})
afterEach(() => plan(rig.ca, []))
afterAll(() => rig.close())

test('a request that is refused has done nothing, and the plan says how often it struck', async () => {
  const name = freshName()
  const fault = { status: 503, type: 'serverInternal', detail: 'Down for repairs', retryAfter: 7 }
  await plan(rig.ca, [{ match: { resource: 'newOrder', name }, times: 1, fault }])
  expect((await orderByHand(freshName())).status).toBe(201)
  const refused = await orderByHand(name)
  expect([refused.status, problemIn(refused), refused.headers['retry-after']]).toEqual([
    503,
    'serverInternal',
    '7',
  ])
  expect(refused.headers['replay-nonce']).toBeTruthy()
  expect((await manage(rig.ca, 'GET', '/faults')).json).toEqual([
    { match: { resource: 'newOrder', name }, times: 1, fault, taken: 1 },
  ])
  expect((await orderByHand(name)).status).toBe(201)
})

test('a connection cut before anything is done leaves nothing; one cut afterwards leaves it all done', async () => {
  const name = freshName()
  const order = await validate(rig, [name])
  const path = new URL(order.finalize).pathname
  // Of another kind than the account's key: to compare two such must not break the connections that follow.
  const payload = { csr: base64(await csrFor(name, await acme.crypto.createPrivateRsaKey())) }
  await plan(rig.ca, [{ match: { path }, times: 1, fault: { drop: true } }])
  await expect(byHand(path, payload)).rejects.toThrow(/hang up|ECONNRESET/)
  expect((await rig.client.getOrder(order)).status).toBe('ready')

  await plan(rig.ca, [{ match: { resource: 'finalize', name }, times: 1, fault: { dropAfter: true } }])
  await expect(byHand(path, payload)).rejects.toThrow(/hang up|ECONNRESET/)
  const done = await rig.client.waitForValidStatus(order)
  expect(done.status).toBe('valid')
  expect(rig.ca.issued().filter(({ names }) => names.includes(name))).toHaveLength(1)
  expect(problemIn(await byHand(path, payload))).toBe('orderNotReady')
})

test('an order whose answer was lost is found by ordering again', async () => {
  const name = freshName()
  await plan(rig.ca, [{ match: { resource: 'newOrder', name }, times: 1, fault: { dropAfter: true } }])
  await expect(orderByHand(name)).rejects.toThrow(/hang up|ECONNRESET/)
  const [first, second] = [await orderByHand(name), await orderByHand(name)]
  expect(first.headers.location).toBe(second.headers.location)
})

test.each([
  ['seconds', 122_400, '122400'],
  ['a date', 'Wed, 21 Oct 2026 07:28:00 GMT', 'Wed, 21 Oct 2026 07:28:00 GMT'],
  ['nothing', undefined, undefined],
])('a rate limit may say when to come back by %s', async (_, retryAfter, header) => {
  const fault = { status: 429, type: 'rateLimited', detail: 'too many', retryAfter }
  await plan(rig.ca, [{ match: { path: '/new-order' }, fault }])
  const answer = await orderByHand(freshName())
  expect([answer.status, problemIn(answer), answer.headers['retry-after']]).toEqual([
    429,
    'rateLimited',
    header,
  ])
})

test('a rate limit may strike an authorization or its challenge: the order stands and goes on', async () => {
  const name = freshName()
  const fault = { status: 429, type: 'rateLimited', detail: 'too many requests', retryAfter: 1 }
  await plan(rig.ca, [
    { match: { resource: 'authorization', name }, times: 1, fault },
    { match: { resource: 'challenge', name }, times: 1, fault },
  ])
  const placed = JSON.parse((await orderByHand(name)).body) as { authorizations: [string] }
  const path = new URL(placed.authorizations[0]).pathname
  const limited = await byHand(path, '')
  expect([limited.status, problemIn(limited), limited.headers['retry-after']]).toEqual([
    429,
    'rateLimited',
    '1',
  ])
  const { challenges } = JSON.parse((await byHand(path, '')).body) as { challenges: [{ url: string }] }
  expect((await byHand(new URL(challenges[0].url).pathname, {})).status).toBe(429)
  expect((await validate(rig, [name])).status).toBe('ready')
})

test('a name may be proven already: its order is ready at once, and the other names are asked for', async () => {
  const [known, other] = [freshName(), freshName()]
  await plan(rig.ca, [{ match: { name: known }, fault: { valid: true } }])
  const alone = await rig.client.createOrder(dns(known))
  expect(alone.status).toBe('ready')
  expect((await rig.client.finalizeOrder(alone, await csrFor(known))).status).toMatch(/processing|valid/)
  const both = await rig.client.createOrder({
    identifiers: [known, other].map((value) => ({ type: 'dns', value })),
  })
  const statuses = (await rig.client.getAuthorizations(both)).map(({ status }) => status)
  expect([both.status, ...statuses.toSorted()]).toEqual(['pending', 'pending', 'valid'])
})

test.each([
  ['45 days', 45 * 86_400],
  ['six days', 160 * 3_600],
  ['a minute', 60],
])('a certificate may live for %s, whatever the CA gives others', async (_, lifetimeSeconds) => {
  const name = freshName()
  await plan(rig.ca, [{ match: { name }, times: 1, fault: { lifetimeSeconds } }])
  const lives = async () => {
    const { validFromDate, validToDate } = new X509Certificate(await issue(rig, [name]))
    return (validToDate.getTime() - validFromDate.getTime()) / 1000 + 1
  }
  expect([await lives(), await lives()]).toEqual([lifetimeSeconds, 90 * 86_400])
})

test('types of any kind come with subproblems and the page to visit', async () => {
  const name = freshName()
  const subproblems = [{ type: 'caa', detail: 'no', name }]
  const instance = 'https://ca.example/terms/2'
  const fault = { status: 403, type: 'userActionRequired', detail: 'New terms', instance, subproblems }
  await plan(rig.ca, [{ match: { resource: 'newOrder' }, times: 1, fault }])
  const answer = await orderByHand(name)
  expect(problemIn(answer)).toBe('userActionRequired')
  expect(answer.headers.link).toContain(`<${instance}>;rel="terms-of-service"`)
  expect(JSON.parse(answer.body)).toMatchObject({
    instance,
    subproblems: [{ type: 'urn:ietf:params:acme:error:caa', identifier: { type: 'dns', value: name } }],
  })
})

test('a directory may be a page for people, may come late, and byte by byte', async () => {
  const page = { status: 503, body: '<h1>Sorry</h1>', contentType: 'text/html', retryAfter: 5 }
  await plan(rig.ca, [
    { match: { resource: 'directory' }, times: 1, fault: page },
    { match: { resource: 'directory' }, times: 1, fault: { delayMs: 20 } },
    { match: { resource: 'directory' }, times: 1, fault: { trickleMs: 1 } },
  ])
  const get = () => ask(rig.ca, 'GET', rig.ca.directoryUrl)
  expect(await get()).toMatchObject({
    status: 503,
    body: '<h1>Sorry</h1>',
    headers: { 'content-type': 'text/html', 'retry-after': '5' },
  })
  const start = performance.now()
  const [late, slow] = [await get(), await get()]
  expect(performance.now() - start).toBeGreaterThanOrEqual(19)
  for (const { body } of [late, slow]) expect(JSON.parse(body)).toHaveProperty('newOrder')
})

test('a request may be left without an answer', async () => {
  await plan(rig.ca, [{ match: { resource: 'directory' }, times: 1, fault: { stall: true } }])
  const lost = ask(rig.ca, 'GET', rig.ca.directoryUrl).catch(String)
  // Once the fault is taken and the next request answered, the first would have been answered too.
  await expect.poll(async () => (await manage(rig.ca, 'GET', '/faults')).json).toMatchObject([{ taken: 1 }])
  await ask(rig.ca, 'GET', rig.ca.directoryUrl)
  expect(await Promise.race([lost, Promise.resolve('nothing yet')])).toBe('nothing yet')
})

test('one blind remote perspective is outvoted; two are not, and neither is the primary', async () => {
  const blind = (perspective: string, name: string) => ({
    match: { perspective, name },
    fault: { blind: true },
  })
  const [one, two, all] = [freshName(), freshName(), freshName()]
  await plan(rig.ca, [
    blind('remote 2', one),
    blind('remote 2', two),
    blind('remote 5', two),
    blind('primary', all),
  ])
  expect((await validate(rig, [one])).status).toBe('ready')
  expect(failureOf(await validate(rig, [two]))).toMatchObject({
    type: 'connection',
    detail: expect.stringMatching(
      /^During secondary validation: Fetching .*Timeout during connect/,
    ) as string,
  })
  expect(failureOf(await validate(rig, [all])).detail).toMatch(/^Fetching .*Timeout during connect/)
})

test('a validation or an order may become invalid for a cause of any kind', async () => {
  const [bad, good, late] = [`bad-${freshName()}`, freshName(), freshName()]
  const invalid = { type: 'dns', detail: 'DNSSEC Bogus' }
  await plan(rig.ca, [
    { match: { resource: 'authorization', name: bad }, fault: { invalid } },
    {
      match: { resource: 'order', name: late },
      times: 1,
      fault: { invalid: { type: 'caa', detail: 'Rechecking CAA' } },
    },
  ])
  expect(failureOf(await validate(rig, [bad, good]))).toMatchObject(invalid)
  const order = await validate(rig, [late])
  await rig.client.finalizeOrder(order, await csrFor(late))
  await expect.poll(async () => (await rig.client.getOrder(order)).status).toBe('invalid')
  expect(failureOf(await rig.client.getOrder(order))).toMatchObject({ type: 'caa', detail: 'Rechecking CAA' })
})

test('a validation or an order may stay in the making for ever', async () => {
  const name = freshName()
  await plan(rig.ca, [{ match: { resource: 'order', name }, fault: { stuck: true } }])
  const order = await validate(rig, [name])
  await rig.client.finalizeOrder(order, await csrFor(name))
  await expect.poll(async () => (await manage(rig.ca, 'GET', '/faults')).json).toMatchObject([{ taken: 1 }])
  expect((await rig.client.getOrder(order)).status).toBe('processing')

  const other = freshName()
  await plan(rig.ca, [{ match: { resource: 'authorization', name: other }, fault: { stuck: true } }])
  const placed = await rig.client.createOrder(dns(other))
  const [authorization] = await rig.client.getAuthorizations(placed)
  const [challenge] = authorization?.challenges ?? []
  if (!challenge) throw new Error('There is no challenge.')
  await rig.client.completeChallenge(challenge)
  await expect.poll(async () => (await manage(rig.ca, 'GET', '/faults')).json).toMatchObject([{ taken: 1 }])
  const [after] = await rig.client.getAuthorizations(placed)
  expect([after?.status, after?.challenges[0]?.status]).toEqual(['pending', 'processing'])
})

test.each([
  [
    'wrongKey',
    (leaf: X509Certificate, _: string, key: Buffer) => leaf.checkPrivateKey(createPrivateKey(key.toString())),
  ],
  ['missingName', (leaf: X509Certificate, name: string) => leaf.checkHost(name) !== undefined],
  ['future', (leaf: X509Certificate) => leaf.validFromDate.getTime() < Date.now()],
  ['expired', (leaf: X509Certificate) => leaf.validToDate.getTime() > Date.now()],
  [
    'foreignIssuer',
    (leaf: X509Certificate, _: string, __: Buffer, issuer: X509Certificate) => leaf.verify(issuer.publicKey),
  ],
] as const)(
  'a certificate with the flaw %s can be had, and none without it has it',
  async (flaw, isRight) => {
    const name = freshName()
    const key = await acme.crypto.createPrivateEcdsaKey()
    const get = async () => {
      const order = await rig.client.finalizeOrder(await validate(rig, [name]), await csrFor(name, key))
      const [leaf = '', issuer = ''] = acme.crypto.splitPemChain(await rig.client.getCertificate(order))
      return isRight(new X509Certificate(leaf), name, key, new X509Certificate(issuer))
    }
    await plan(rig.ca, [{ match: { name }, times: 1, fault: { certificate: flaw } }])
    expect([await get(), await get()]).toEqual([false, true])
  },
)

test('a bad nonce may be claimed again and again', async () => {
  const fault = { status: 400, type: 'badNonce', detail: 'JWS has an invalid anti-replay nonce' }
  await plan(rig.ca, [{ match: { path: '/account/*' }, times: 2, fault }])
  const path = new URL(rig.client.getAccountUrl()).pathname
  const statuses = [await byHand(path, ''), await byHand(path, ''), await byHand(path, '')].map(
    ({ status }) => status,
  )
  expect(statuses).toEqual([400, 400, 200])
})

test('a pause lasts until its link is opened, and says no time', async () => {
  const name = freshName()
  await plan(rig.ca, [{ match: { resource: 'newOrder', name }, times: 1, fault: { pause: true } }])
  for (const _ of [1, 2]) {
    const answer = await orderByHand(name)
    expect([answer.status, problemIn(answer), answer.headers['retry-after']]).toEqual([
      429,
      'rateLimited',
      undefined,
    ])
  }
  expect((await orderByHand(freshName())).status).toBe(201)
  const { detail } = JSON.parse((await orderByHand(name)).body) as { detail: string }
  const link = /Please visit: (?<link>https:\S+)$/.exec(detail)?.groups?.['link'] ?? ''
  expect((await ask(rig.ca, 'GET', link)).body).toContain(name)
  expect((await orderByHand(name)).status).toBe(201)
  expect((await ask(rig.ca, 'GET', link)).status).toBe(404)
})
