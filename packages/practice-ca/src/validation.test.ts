import { createPrivateKey } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { failureOf, startRig, validate, ZONE, type Behaviour, type Rig } from './rig.ts'
import { post } from './signer.ts'

let rig: Rig
let count = 0
const freshName = () => `name-${++count}.${ZONE}`
/** What the log says of the last validation, one line a perspective. */
const validated = () => rig.log.filter(({ event }) => event === 'validated')

beforeAll(async () => {
  rig = await startRig()
})
afterEach(() => {
  rig.site.behaviour = null
  rig.site.asked.length = 0
  rig.log.length = 0
})
afterAll(() => rig.close())

const body =
  (make: (keyAuthorization: string) => string | Buffer): Behaviour =>
  (_, response, { keyAuthorization }) =>
    void response.end(make(keyAuthorization))

const PASSING: readonly (readonly [what: string, behaviour: Behaviour])[] = [
  ['whitespace of every kind after the body', body((right) => `${right} \r\n\t\u2003\u0085`)],
  ['a body of 127 bytes, all but 87 of them spaces', body((right) => right.padEnd(127))],
  [
    'a body packed with gzip',
    (_, response, { keyAuthorization }) =>
      void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(keyAuthorization)),
  ],
  [
    'the body called HTML',
    (_, response, { keyAuthorization }) =>
      void response.writeHead(200, { 'Content-Type': 'text/html' }).end(keyAuthorization),
  ],
]
test.each(PASSING)('%s passes', async (_, behaviour) => {
  rig.site.behaviour = behaviour
  expect((await validate(rig, [freshName()])).status).toBe('ready')
})

const status =
  (code: number, headers: Record<string, string> = {}): Behaviour =>
  (_, response, { keyAuthorization }) =>
    void response.writeHead(code, headers).end(keyAuthorization)

const UNAUTHORIZED: readonly (readonly [what: string, behaviour: Behaviour, detail: RegExp])[] = [
  ['another body', body(() => 'hello'), /did not match this challenge\. Expected ".+" \(got "hello"\)$/],
  ['a space before the body', body((right) => ` ${right}`), /did not match/],
  ['a byte order mark before the body', body((right) => `\uFEFF${right}`), /got "\\ufeff/],
  ['a body of 128 bytes', body((right) => right.padEnd(128)), /Invalid response from http:/],
  ['an endless body', (_, response) => flood(response), /Invalid response from http:/],
  [
    'a small body that unpacks to a large one',
    (_, response) =>
      void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('x'.repeat(5e6))),
    /Invalid response from http:/,
  ],
  [
    'a body that breaks off',
    (_, response) => {
      response.writeHead(200, { 'Content-Length': '87' }).write('half', () => response.destroy())
    },
    /Error reading HTTP response body/,
  ],
  ['404 with the right body', status(404), /Invalid response from http:.*: 404$/],
  ['201 with the right body', status(201), /: 201$/],
  ['304', status(304), /: 304$/],
  ['a redirect without a target', status(302), /: 302$/],
  [
    'text that is not ASCII, made printable',
    body(() => 'né\u0000\u001b[31m'),
    /got "n\\u00e9\\u0000\\u001b\[31m"/,
  ],
]
function flood(response: Parameters<Behaviour>[1]): void {
  const more = () => void (response.destroyed || response.write('y'.repeat(65_536), more))
  more()
}
test.each(UNAUTHORIZED)('%s is unauthorized', async (_, behaviour, detail) => {
  rig.site.behaviour = behaviour
  const failure = failureOf(await validate(rig, [freshName()]))
  expect(failure.type).toBe('unauthorized')
  expect(failure.detail).toMatch(/^127\.0\.0\.1: /)
  expect(failure.detail).toMatch(detail)
  expect(failure.detail).toMatch(/^[\x20-\x7e]{1,1000}$/)
  expect(validated(), 'the primary decides alone').toHaveLength(1)
})

test('every perspective looks the name up and asks, and none can be told from another', async () => {
  const name = freshName()
  await validate(rig, [name])
  expect(rig.site.asked).toHaveLength(6)
  expect(new Set(rig.site.asked.map((each) => JSON.stringify(each)))).toHaveLength(1)
  expect(rig.site.asked[0]?.headers).toMatchObject({
    host: name,
    accept: '*/*',
    'accept-encoding': 'gzip',
    connection: 'close',
    'user-agent': expect.stringMatching(/^Mozilla\/5\.0 \(compatible; .+ validation server; \+https:.+\)$/),
  })
  expect(validated().map(({ perspective }) => perspective)).toEqual(
    expect.arrayContaining(['primary', 'remote 1', 'remote 2', 'remote 3', 'remote 4', 'remote 5']),
  )
  expect(validated()).toContainEqual({
    event: 'validated',
    name,
    perspective: 'primary',
    address: '127.0.0.1',
    ok: true,
    detail: null,
  })
})

test('one remote perspective may fail, a second one fails the order', async () => {
  const failing =
    (which: readonly number[]): Behaviour =>
    (_, response, { keyAuthorization, seen }) =>
      void response.writeHead(which.includes(seen) ? 403 : 200).end(keyAuthorization)
  rig.site.behaviour = failing([4])
  expect((await validate(rig, [freshName()])).status).toBe('ready')
  expect(validated().filter(({ ok }) => ok === false)).toHaveLength(1)

  rig.site.behaviour = failing([2, 6])
  const failure = failureOf(await validate(rig, [freshName()]))
  expect(failure.type).toBe('unauthorized')
  expect(failure.detail).toMatch(/^During secondary validation: 127\.0\.0\.1: Invalid response from .*: 403$/)
})

test('a bad name of several makes the order invalid and is named; two are both named', async () => {
  const [good, bad, worse] = [freshName(), freshName(), freshName()]
  rig.site.behaviour = (request, response, { keyAuthorization }) =>
    void response.writeHead(request.headers.host === good ? 200 : 404).end(keyAuthorization)
  const one = failureOf(await validate(rig, [good, bad]))
  expect(one).toMatchObject({ type: 'unauthorized', identifier: { value: bad } })

  rig.dns.set(worse, {})
  const both = failureOf(await validate(rig, [good, bad, worse]))
  expect(both.type).toBe('compound')
  expect(both.subproblems?.map(({ identifier }) => identifier.value).toSorted()).toEqual(
    [bad, worse].toSorted(),
  )
})

test('a server that speaks something else is a connection problem', async () => {
  const greetings = [
    [
      Buffer.from([0, 0, 18, 4, 0, 0, 0, 0, 0, ...Array<number>(18).fill(0)]),
      'Server is speaking HTTP/2 over HTTP',
    ],
    [Buffer.from('220 mail.example ESMTP\r\n'), 'Error getting validation data'],
  ] as const
  for (const [greeting, detail] of greetings) {
    const sockets = new Set<Socket>()
    const server = createServer((socket) => {
      sockets.add(socket.on('error', () => {}))
      socket.write(greeting)
    })
    await new Promise<void>((resolve) => server.listen(rig.site.port, '127.0.0.14', resolve))
    const name = freshName()
    rig.dns.set(name, { a: ['127.0.0.14'] })
    const failure = failureOf(await validate(rig, [name]))
    expect(failure).toMatchObject({ type: 'connection', detail: expect.stringContaining(detail) })
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
})

test('a challenge is looked at once, however often it is answered', async () => {
  const order = await validate(rig, [freshName()])
  const [authorization] = await rig.client.getAuthorizations(order)
  const [challenge] = authorization?.challenges ?? []
  if (!challenge) throw new Error('There is no challenge.')
  const asked = rig.site.asked.length
  expect((await rig.client.completeChallenge(challenge)).status).toBe('valid')
  expect(rig.site.asked).toHaveLength(asked)
})

test('what the log says of a failed validation leaves out what the right answer was', async () => {
  rig.site.behaviour = body((right) => `${right}!`)
  const failure = failureOf(await validate(rig, [freshName()]))
  const [expected = ''] = [...rig.site.tokens.values()].slice(-1)
  expect(failure.detail, 'the owner of the account is told').toContain(expected)
  expect(validated()[0]?.['detail']).toMatch(/did not match this challenge/)
  expect(JSON.stringify(rig.log)).not.toContain(expected)
})

test('while a challenge is looked at it says so; an authorization given up meanwhile stays given up', async () => {
  const { client } = rig
  const held = Promise.withResolvers<() => void>()
  rig.site.behaviour = (_, response, { keyAuthorization }) =>
    held.resolve(() => response.end(keyAuthorization))
  const order = await client.createOrder({ identifiers: [{ type: 'dns', value: freshName() }] })
  const [authorization] = await client.getAuthorizations(order)
  const [challenge] = authorization?.challenges ?? []
  if (!authorization || !challenge) throw new Error('There is no challenge.')
  rig.site.tokens.set(challenge.token, await client.getChallengeKeyAuthorization(challenge))
  expect((await client.completeChallenge(challenge)).status).toBe('processing')
  const release = await held.promise

  const key = createPrivateKey(rig.accountKey.toString())
  const path = new URL(authorization.url).pathname
  const looked = await post(rig.ca, path, key, '', { kid: client.getAccountUrl() })
  expect(looked.headers['retry-after']).toBe('1')
  expect(JSON.parse(looked.body)).toMatchObject({
    status: 'pending',
    challenges: [{ status: 'processing' }, { status: 'pending' }],
  })

  await client.deactivateAuthorization(authorization)
  rig.site.behaviour = null
  release()
  while (!rig.log.some(({ event }) => event === 'judged')) await setImmediate()
  expect(rig.log.find(({ event }) => event === 'judged')?.['ok']).toBe(true)
  expect((await client.getAuthorizations(order))[0]?.status).toBe('deactivated')
  expect((await client.getOrder(order)).status).toBe('invalid')
})
