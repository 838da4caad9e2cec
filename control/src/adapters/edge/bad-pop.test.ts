import http from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { generateSigningKey, importSigningKey, sha256Hex, utf8, WIRE, type Receipt } from '@wellknown/wire'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { popCalled, tokensFor } from './contract.ts'
import { createHttpEdge } from './http.ts'
import type { Edge } from './port.ts'

const HOST = 'a.customer.test'
const PUSH = tokensFor(HOST, 7)
let edge: Edge
let sound: Receipt
const servers: Server[] = []

beforeAll(async () => {
  const key = await importSigningKey((await generateSigningKey()).privateJwk)
  edge = createHttpEdge({ key, now: Date.now, timeoutMs: 300 })
  const sha256 = await sha256Hex(utf8(JSON.stringify(PUSH)))
  sound = { pop: 'main', host: HOST, kind: 'tokens', epoch: 1, rev: 7, sha256, now: 1, wire: WIRE }
})
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
})

async function popOn(server: Server, change: object = {}) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  servers.push(server)
  // The cast: a server that listens on TCP has an address of this form.
  const { port } = server.address() as AddressInfo
  return popCalled('main', { admin: `http://127.0.0.1:${port}`, tls: [`127.0.0.1:${port}`], ...change })
}
const answering = (body: string | object, status = 200) =>
  popOn(
    http.createServer((request, response) => {
      request.resume()
      response.writeHead(status, { connection: 'close' })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    }),
  )
/** A server that reads and, once it was spoken to, says `text`. */
const saying = (text: string, end: boolean) =>
  popOn(
    createServer((socket) => {
      socket.on('error', () => {}).resume()
      socket.once('data', () => (end ? socket.end(text) : socket.write(text)))
    }),
  )

describe('a receipt', () => {
  test('that is for this push is believed', async () => {
    expect(await edge.push(await answering(sound), PUSH)).toEqual({ is: 'held', receipt: sound })
  })

  test.each([
    ['pop', { pop: 'other' }],
    ['host', { host: 'b.customer.test' }],
    ['kind', { kind: 'config' }],
    ['epoch', { epoch: 2 }],
    ['rev', { rev: 6 }],
    ['sha256', { sha256: '0'.repeat(64) }],
  ])('for another %s is not', async (field, change) => {
    expect(await edge.push(await answering({ ...sound, ...change }), PUSH)).toEqual({
      is: 'unreachable',
      detail: `the receipt is for another ${field}`,
    })
  })
})

describe('an answer', () => {
  test.each([
    ['is no JSON', '<html>hello</html>', 200, 'status 200, not JSON'],
    ['is a proxy’s page', '<html>bad gateway</html>', 502, 'status 502, not JSON'],
    ['is empty', '', 200, 'status 200, not JSON'],
    ['is a redirect', '', 302, 'status 302, not JSON'],
    ['is of another form', { held: true }, 200, 'not of this wire version'],
    [
      'is a refusal of a kind we do not know',
      { error: 'tired', detail: '' },
      400,
      'not of this wire version',
    ],
    ['is too large', `"${'x'.repeat(100_000)}"`, 200, 'too large'],
  ])('that %s makes the PoP unreachable', async (_, body, status, detail) => {
    const expected = { is: 'unreachable', detail: expect.stringContaining(detail) }
    expect(await edge.push(await answering(body, status), PUSH)).toEqual(expected)
  })

  test('of any form is no self', async () => {
    for (const body of [sound, '<html>', [], null]) {
      expect(await edge.self(await answering(body ?? 'null'))).toMatchObject({ is: 'unreachable' })
    }
    const refused = await answering({ error: 'bad-signature', detail: '' }, 401)
    expect(await edge.self(refused)).toEqual({ is: 'unreachable', detail: 'status 401: bad-signature' })
  })

  test('without end is hung up on', async () => {
    const hungUp = Promise.withResolvers<void>()
    const pop = await popOn(
      http.createServer((request, response) => {
        request.resume()
        response.once('close', () => hungUp.resolve())
        const fill = (): void => {
          while (!response.destroyed && response.write(' '.repeat(16_384)));
        }
        response.on('drain', fill)
        fill()
      }),
    )
    expect(await edge.push(pop, PUSH)).toEqual({ is: 'unreachable', detail: 'the answer is too large' })
    await hungUp.promise
  })
})

describe('what a PoP tells of requests for tokens', () => {
  const told = { pop: 'main', host: HOST, wire: WIRE, now: 1 }
  const hit = {
    tokenHash: 'a'.repeat(64),
    at: 1,
    network: '203.0.113.0/24',
    result: 'answered',
    milliseconds: 1,
  }

  test('is one clean line of a bounded length, whatever was written there', async () => {
    const agent = `\u001b[2J<script>\n${'x'.repeat(1_000)}`
    const pop = await answering({ ...told, hits: [{ ...hit, agent }] })
    const hits = [{ ...hit, agent: expect.stringMatching(/^\[2J<script> x{100,}$/) }]
    expect(await edge.hits(pop, HOST)).toEqual({ is: 'told', hits })
  })

  test.each([
    ['of another host', { host: 'b.customer.test' }],
    ['of another PoP', { pop: 'other' }],
    ['too many', { hits: Array.from({ length: 500 }, () => ({ ...hit, agent: '' })) }],
    ['an address', { hits: [{ ...hit, agent: '', network: '203.0.113.7' }] }],
    ['a token', { hits: [{ ...hit, agent: '', tokenHash: 't'.repeat(43) }] }],
  ])('is not believed when it is %s', async (_, change) => {
    const pop = await answering({ ...told, hits: [], ...change })
    expect(await edge.hits(pop, HOST)).toMatchObject({ is: 'unreachable' })
  })

  test('is nothing where the PoP is of the version before', async () => {
    const pop = await answering({ error: 'not-found', detail: 'There is no such route.' }, 404)
    expect(await edge.hits(pop, HOST)).toEqual({ is: 'told', hits: [] })
  })
})

describe('a PoP that', () => {
  test.each([
    ['says nothing', ''],
    ['stops within its answer', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{'],
  ])('%s is unreachable, in time', async (_, text) => {
    const pop = await saying(text, false)
    const late = { is: 'unreachable', detail: 'no answer in time' }
    expect(await edge.push(pop, PUSH)).toEqual(late)
    expect(await edge.self(pop)).toEqual(late)
  })

  test.each([
    ['hangs up', ''],
    ['breaks off within its answer', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{'],
    ['speaks no HTTP', 'SSH-2.0-OpenSSH\r\n'],
    ['switches protocols', 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'],
  ])('%s is unreachable at once', async (_, text) => {
    const pop = await saying(text, true)
    expect(await edge.push(pop, PUSH)).toMatchObject({ is: 'unreachable' })
    expect(await edge.self(pop)).toMatchObject({ is: 'unreachable' })
  })

  test('has an admin URL that is none is unreachable', async () => {
    expect(await edge.push(popCalled('main', { admin: 'nowhere' }), PUSH)).toMatchObject({
      is: 'unreachable',
    })
  })

  test('never ends its handshake is unreachable, in time; one that breaks it off serves nothing', async () => {
    const silent = await saying('', false)
    expect(await edge.observe(silent, silent.tls?.[0] ?? '', HOST)).toEqual({
      is: 'unreachable',
      detail: 'no answer in time',
    })
    const none = [await saying('HTTP/1.1 400 Bad Request\r\n\r\n', true), await saying('', true)]
    const seen = await Promise.all(none.map((pop) => edge.observe(pop, pop.tls?.[0] ?? '', HOST)))
    expect(seen).toEqual([
      { is: 'none', detail: 'the handshake was refused' },
      { is: 'none', detail: 'it hung up within the handshake' },
    ])
  })
})
