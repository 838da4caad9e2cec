import { gzipSync } from 'node:zlib'
import { createServer, type AddressInfo } from 'node:net'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAccountKey } from './account.ts'
import { createExchange, type Exchange, type ExchangeOptions } from './exchange.ts'
import { CaError } from './port.ts'
import { directoryOf, PROBLEM, refusalOf, refusing, startStubCa, type Reply, type StubCa } from './stub-ca.ts'

const NOW = Date.parse('2026-06-01T12:00:00Z')
const ACCOUNT = 'https://ca.example/account/7'
let accountKey: string
let ca: StubCa

beforeAll(async () => {
  accountKey = await createAccountKey()
})
beforeEach(async () => {
  ca = await startStubCa()
})
afterEach(() => ca.close())

const open = (options: Partial<ExchangeOptions> = {}): Exchange =>
  createExchange({
    directoryUrl: ca.directoryUrl,
    accountKey,
    accountUrl: ACCOUNT,
    caPem: ca.caPem,
    eab: null,
    now: () => NOW,
    ...options,
  })

const postTo = (path: string, options: Partial<ExchangeOptions> = {}): Promise<unknown> =>
  open(options).post(`${ca.origin}${path}`, null)

describe('the directory', () => {
  test('may hold keys that nobody knows (ACME-1)', async () => {
    expect(await open().directory()).toMatchObject({ newOrder: `${ca.origin}/order` })
  })

  test.each(['newNonce', 'newAccount', 'newOrder', 'revokeCert'])(
    'without %s, or with a plain http one, is refused by name (ACME-1, ACME-2)',
    async (key) => {
      ca.script(
        '/directory',
        { body: { ...directoryOf(ca.origin), [key]: undefined } },
        { body: { ...directoryOf(ca.origin), [key]: 'http://127.0.0.1/x' } },
      )
      const exchange = open()
      for (const problem of [await refusalOf(exchange.directory()), await refusalOf(exchange.directory())]) {
        expect(problem).toMatchObject({ type: null, status: 200 })
        expect(problem.detail).toContain(key)
      }
    },
  )

  test('at a plain http URL is refused before anything is asked (SEC-27)', () => {
    expect(() => open({ directoryUrl: 'http://127.0.0.1/directory' })).toThrow(CaError)
  })

  test('that was a maintenance page is read again, not remembered', async () => {
    ca.script(
      '/directory',
      { body: '<html>back soon</html>' },
      { body: directoryOf(ca.origin), nonce: false },
    )
    ca.script('/order', { status: 201, body: {} })
    const exchange = open()
    expect(await refusalOf(exchange.postTo('newOrder', {}))).toMatchObject({ status: 200 })
    expect(await exchange.postTo('newOrder', {})).toMatchObject({ status: 201 })
  })

  test('is asked for once a day, and again when what it names is gone', async () => {
    ca.script('/order', { status: 201, body: {} }, refusing(404, 'malformed'), { status: 201, body: {} })
    let now = NOW
    const exchange = open({ now: () => now })
    await exchange.postTo('newOrder', {})
    expect(ca.askedFor('/directory')).toHaveLength(1)
    expect(await refusalOf(exchange.postTo('newOrder', {}))).toMatchObject({ status: 404 })
    await exchange.postTo('newOrder', {})
    expect(ca.askedFor('/directory')).toHaveLength(2)
    now += 25 * 60 * 60_000
    await exchange.postTo('newOrder', {})
    expect(ca.askedFor('/directory')).toHaveLength(3)
  })

  test('that is refused with a time keeps the time', async () => {
    ca.script('/directory', { status: 503, headers: { 'retry-after': '120' } })
    const problem = await refusalOf(open().directory())
    expect(problem).toMatchObject({ status: 503, retryAt: NOW + 120_000 })
  })
})

describe('a nonce', () => {
  test('that is bad is replaced by the one of that answer, and the body signed anew (ACME-8)', async () => {
    ca.script('/order', refusing(400, 'badNonce'), { status: 201, body: {} })
    await open().postTo('newOrder', { identifiers: [] })
    const [refused, taken] = ca.askedFor('/order')
    expect(taken?.jws?.protected['nonce']).toBe(refused?.nonceGiven)
    expect(taken?.jws?.payload).toEqual(refused?.jws?.payload)
    expect(taken?.jws?.signature).not.toBe(refused?.jws?.signature)
    expect(ca.askedFor('/nonce')).toHaveLength(1)
  })

  test('that replaced a bad one is used that once only, also by requests side by side', async () => {
    ca.script('/order', refusing(400, 'badNonce'), { status: 201, body: {} })
    const exchange = open()
    await exchange.postTo('newOrder', {})
    await Promise.all([exchange.postTo('newOrder', {}), exchange.postTo('newOrder', {})])
    const used = ca.askedFor('/order').map(({ jws }) => jws?.protected['nonce'])
    expect([used.length, new Set(used).size]).toEqual([4, 4])
  })

  test('that is always bad is given up on after five more tries (ACME-9)', async () => {
    ca.script('/order', refusing(400, 'badNonce'))
    expect(await refusalOf(open().postTo('newOrder', {}))).toMatchObject({ type: 'badNonce', status: 400 })
    expect(ca.askedFor('/order')).toHaveLength(6)
  })

  test('is asked for once, then taken from the answer before, of refusals too (ACME-10)', async () => {
    ca.script('/order/1', { body: {} }, refusing(403, 'orderNotReady'), { body: {} })
    const exchange = open()
    await exchange.post(`${ca.origin}/order/1`, null)
    await refusalOf(exchange.post(`${ca.origin}/order/1`, null))
    for (let count = 0; count < 8; count++) await exchange.post(`${ca.origin}/order/1`, null)
    expect(ca.askedFor('/order/1')).toHaveLength(10)
    expect(ca.askedFor('/nonce')).toHaveLength(1)
    const used = ca.askedFor('/order/1').map(({ jws }) => jws?.protected['nonce'])
    expect(new Set(used).size).toBe(10)
  })

  test('that is none by its letters is not used (RFC 8555 §6.5.1)', async () => {
    ca.script('/order/1', { body: {}, headers: { 'replay-nonce': 'not a nonce!' }, nonce: false })
    const exchange = open()
    await exchange.post(`${ca.origin}/order/1`, null)
    await exchange.post(`${ca.origin}/order/1`, null)
    expect(ca.askedFor('/nonce')).toHaveLength(2)
  })

  test('that is not to be had is a typed refusal, with the time the CA named', async () => {
    ca.script('/nonce', { status: 503, headers: { 'retry-after': '90' }, nonce: false }, { nonce: false })
    const exchange = open()
    const busy = await refusalOf(exchange.post(`${ca.origin}/order/1`, null))
    expect(busy).toMatchObject({ status: 503, retryAt: NOW + 90_000 })
    const without = await refusalOf(exchange.post(`${ca.origin}/order/1`, null))
    expect(without).toMatchObject({ type: null, detail: 'The CA gave no nonce.' })
    expect(ca.askedFor('/order/1')).toEqual([])
  })
})

describe('every request', () => {
  test('says who asks, with the operator’s address, and is signed for its URL and account (ACME-3)', async () => {
    ca.script('/order/1', { body: {} })
    ca.script('/ari', { body: {} })
    const exchange = open({ contact: 'tls@cdn.example' })
    await exchange.post(`${ca.origin}/order/1`, null)
    await exchange.get(`${ca.origin}/ari`)
    expect(ca.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /directory',
      'HEAD /nonce',
      'POST /order/1',
      'GET /ari',
    ])
    const agent = expect.stringMatching(/^wellknown\/\S+ \(.*; mailto:tls@cdn\.example\)$/)
    for (const { headers } of ca.asked) expect(headers['user-agent']).toEqual(agent)
    const [order] = ca.askedFor('/order/1')
    expect(order?.headers['content-type']).toBe('application/jose+json')
    expect(order?.jws?.payload).toBeNull()
    const { nonce, ...rest } = order?.jws?.protected ?? {}
    expect(nonce).toBe('nonce-1')
    expect(rest).toEqual({ alg: 'ES256', url: `${ca.origin}/order/1`, kid: ACCOUNT })
  })

  test('for an account is signed by its key, not in the name of an account', async () => {
    ca.script('/account', { body: {} })
    await open().postTo('newAccount', {})
    const header = ca.askedFor('/account')[0]?.jws?.protected
    expect(Object.keys(header ?? {}).sort()).toEqual(['alg', 'jwk', 'nonce', 'url'])
  })

  test('to a URL that is not https is refused, whoever named it, and no connection is made', async () => {
    let connections = 0
    const plain = createServer(() => void connections++)
    await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve))
    const { port } = plain.address() as AddressInfo
    const exchange = open()
    const url = `http://127.0.0.1:${port}/order/1`
    expect((await refusalOf(exchange.post(url, null))).detail).toContain('https')
    expect((await refusalOf(exchange.get(url))).detail).toContain('https')
    await new Promise((resolve) => plain.close(resolve))
    expect(connections).toBe(0)
  })

  test('is refused when the CA’s certificate is not trusted (SEC-28)', async () => {
    const problem = await refusalOf(open({ caPem: null }).directory())
    expect(problem).toMatchObject({ type: null, status: null })
    expect(problem.detail).toMatch(/SELF_SIGNED|UNABLE_TO_VERIFY/)
    expect(ca.asked).toEqual([])
  })
})

describe('a refusal', () => {
  test('is given with every field (ACME-11)', async () => {
    const subproblems = [
      { type: `${PROBLEM}caa`, detail: 'forbidden', identifier: { type: 'dns', value: 'b.customer.test' } },
    ]
    const headers = { 'retry-after': '60', location: 'https://ca.example/other' }
    ca.script('/order/1', refusing(409, 'rejectedIdentifier', { subproblems }, headers))
    expect(await refusalOf(postTo('/order/1'))).toEqual({
      type: 'rejectedIdentifier',
      status: 409,
      detail: 'about rejectedIdentifier',
      retryAt: NOW + 60_000,
      subproblems: [{ type: 'caa', detail: 'forbidden', name: 'b.customer.test' }],
      location: 'https://ca.example/other',
      secretLink: null,
    })
  })

  test('by a proxy’s page is typed, with a bounded line of it (ACME-12)', async () => {
    ca.script('/order/1', { status: 502, body: `<h1>Bad\r\ngateway</h1>${'x'.repeat(10_000)}` })
    const { detail, ...rest } = await refusalOf(postTo('/order/1'))
    expect(rest).toMatchObject({ type: null, status: 502, retryAt: null })
    expect(detail).toContain('<h1>Bad gateway</h1>')
    expect(detail.length).toBeLessThan(300)
  })

  test('with a long wait comes back at once and is not repeated (ACME-15)', async () => {
    ca.script('/order/1', refusing(429, 'rateLimited', {}, { 'retry-after': '3600' }))
    ca.script('/order/2', { status: 503, headers: { 'retry-after': '3000000' } })
    const [limited, down] = [await refusalOf(postTo('/order/1')), await refusalOf(postTo('/order/2'))]
    expect(limited).toMatchObject({ type: 'rateLimited', status: 429, retryAt: NOW + 3_600_000 })
    expect(down).toMatchObject({ type: null, status: 503, retryAt: NOW + 3_000_000_000 })
    expect([ca.askedFor('/order/1').length, ca.askedFor('/order/2').length]).toEqual([1, 1])
  })

  test.each([301, 302, 303, 307, 308])('a redirect (%i) is one, and is not followed', async (status) => {
    ca.script('/order/1', { status, headers: { location: `${ca.origin}/elsewhere` } })
    ca.script(
      '/directory',
      { body: directoryOf(ca.origin), nonce: false },
      { status, headers: { location: `${ca.origin}/elsewhere` } },
    )
    expect(await refusalOf(postTo('/order/1'))).toMatchObject({ status, location: `${ca.origin}/elsewhere` })
    expect(await refusalOf(open().directory())).toMatchObject({ status })
    expect(ca.askedFor('/elsewhere')).toEqual([])
  })
})

describe('a CA that breaks off', () => {
  const silent: readonly (readonly [string, Reply])[] = [
    ['answers nothing', { fault: 'silent' }],
    ['drips bytes without end', { fault: 'drip' }],
  ]
  test.each(silent)('%s: the request ends in time, and the next one works (ACME-13)', async (_, reply) => {
    ca.script('/order/1', reply, { body: { status: 'valid' } })
    const exchange = open({ timeoutMs: 250 })
    const problem = await refusalOf(exchange.post(`${ca.origin}/order/1`, null))
    expect(problem).toMatchObject({ type: null, status: null, detail: 'The CA did not answer in time.' })
    expect(await exchange.post(`${ca.origin}/order/1`, null)).toMatchObject({ body: { status: 'valid' } })
  })

  test('within its answer is a typed refusal', async () => {
    ca.script('/order/1', { fault: 'cut' })
    expect(await refusalOf(postTo('/order/1'))).toMatchObject({ type: null, status: null })
  })

  test('is not read beyond the cap: an endless answer is hung up on (SEC-25)', async () => {
    ca.script('/order/1', { fault: 'endless' })
    expect((await refusalOf(postTo('/order/1'))).detail).toContain('maxContentLength')
    await ca.hungUp
  })

  test('is not believed in its compression: what it unpacks to counts', async () => {
    const body = gzipSync(Buffer.alloc(20_000_000, 'x'))
    expect(body.length).toBeLessThan(100_000)
    ca.script('/order/1', { body, headers: { 'content-encoding': 'gzip' } })
    expect((await refusalOf(postTo('/order/1'))).detail).toContain('maxContentLength')
  })

  test('and is not there at all is named', async () => {
    const { directoryUrl } = ca
    await ca.close()
    expect((await refusalOf(open({ directoryUrl }).directory())).detail).toContain('ECONNREFUSED')
    ca = await startStubCa()
  })
})

test.each([
  ['a type that is an object', { type: { toString: 1 } }],
  ['a type that is no word', { type: `${PROBLEM}<b>\n` }],
  ['a detail that is a list', { type: `${PROBLEM}dns`, detail: ['x'] }],
  ['subproblems that are none', { type: `${PROBLEM}dns`, subproblems: [1, null, {}] }],
  ['nothing', ''],
])('a problem document with %s is still a typed refusal', async (_, body) => {
  ca.script('/order/1', { status: 400, body })
  const problem = await refusalOf(postTo('/order/1'))
  expect(problem.status).toBe(400)
  expect(problem.type === null || problem.type === 'dns').toBe(true)
})
