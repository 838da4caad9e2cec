// How TLS is served: two protocols on one port, swaps under load, many names in little memory, and hostile clients.

import { once } from 'node:events'
import http2 from 'node:http2'
import https from 'node:https'
import net from 'node:net'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { self, signRequest, utf8, type Self } from '@wellknown/wire'
import { seal } from '@wellknown/wire/seal'
import { ask, configFor, createIdentity, OPEN, preparePush, THUMBPRINT, tokens } from '../black-box/driver.ts'
import { startNodeEdge, type NodeEdge } from './listen.ts'
import { makeSealKey } from './seal-key.ts'
import { createTerminator } from './terminator.ts'
import { certificateFor, chainFor, type TestCertificate } from './test-certificates.ts'

const HOST = 'www.customer.example'
const TOKEN = 'a'.repeat(43)
const PATH = `/.well-known/acme-challenge/${TOKEN}`
const BLOCK = { force_return: { enabled: true, code: 403, body: 'blocked' } }
/** Short enough to be waited for, and longer than a handshake takes on a busy machine. */
const HASTY = { headersTimeout: 1_500, requestTimeout: 2_000, connectionsCheckingInterval: 50 }
let folder: string
let edge: NodeEdge
let hasty: NodeEdge
let identity: Awaited<ReturnType<typeof createIdentity>>
let sealKey: NonNullable<Self['sealKey']>
let rev = 0

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellknown-serving-'))
  identity = await createIdentity('serving')
  const options = {
    settings: identity.settings,
    http: { host: '::', port: 0 },
    tls: { host: '127.0.0.1', port: 0 },
    admin: null,
    shelfFile: join(folder, 'shelf.db'),
    sealKeyFile: join(folder, 'seal.jwk'),
    allowPrivateOrigins: [],
  }
  edge = await startNodeEdge(options)
  // Another process might do the same: both have one shelf.
  hasty = await startNodeEdge({ ...options, limits: HASTY })
  const url = `http://${identity.settings['ADMIN_HOST']}/__edge/self`
  const headers = await signRequest({ method: 'GET', url, body: utf8('') }, identity.key, Date.now())
  const { body } = await ask(edge.httpPort, { host: new URL(url).host, path: '/__edge/self', headers })
  const told = self.parse(JSON.parse(body)).sealKey
  if (!told) throw new Error('This edge does not terminate TLS.')
  sealKey = told
  await swap(HOST, await certificateFor(HOST))
  await put('tokens', HOST, tokens(TOKEN))
  await put('config', HOST, await configFor(HOST, rev + 1, { ...OPEN, options: BLOCK }, identity.key))
})
afterAll(async () => {
  await Promise.all([edge?.close(), hasty?.close()])
  rmSync(folder, { recursive: true, force: true })
})

async function put(kind: 'tokens' | 'config' | 'certificate', host: string, document: unknown) {
  const answer = await ask(
    edge.httpPort,
    await preparePush(kind, host, document, identity.key, { rev: ++rev }),
  )
  return { status: answer.status, detail: String(JSON.parse(answer.body).detail) }
}
async function swap(host: string, { chain, key, serial }: TestCertificate) {
  const sealedKey = await seal(key, host, sealKey)
  return put('certificate', host, { serial, chain, sealedKey, tlsVersions: ['TLSv1.2', 'TLSv1.3'] })
}

const targetOf = (of: NodeEdge) => ({
  host: '127.0.0.1',
  port: of.tlsPort ?? 0,
  servername: HOST,
  rejectUnauthorized: false,
})

/** One request over a connection of its own, by HTTP/1.1. */
function askOnce(path = '/'): Promise<{ status: number; serial: string; body: string }> {
  return new Promise((resolve, reject) => {
    const request = https.get(
      { ...targetOf(edge), path, headers: { host: HOST }, agent: false },
      (answer) => {
        const { serialNumber } = (answer.socket as TLSSocket).getPeerCertificate()
        let body = ''
        answer.on('data', (chunk: Buffer) => (body += chunk.toString()))
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, serial: serialNumber, body }))
      },
    )
    request.on('error', reject)
  })
}

async function openSession(of = edge): Promise<http2.ClientHttp2Session> {
  const session = http2.connect(`https://${HOST}`, targetOf(of))
  session.on('error', () => undefined)
  await once(session, 'connect')
  return session
}

function askOver(
  session: http2.ClientHttp2Session,
  headers: http2.OutgoingHttpHeaders = {},
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ':path': '/', ...headers })
    let status = 0
    let body = ''
    stream.on('response', (given) => (status = Number(given[':status'])))
    stream.on('data', (chunk: Buffer) => (body += chunk.toString()))
    stream.on('end', () => resolve({ status, body }))
    stream.on('error', reject)
  })
}

describe('over HTTP/2 and HTTP/1.1', () => {
  test('a live token is answered, and what is none takes the rules (EDGE-24)', async () => {
    const session = await openSession()
    expect(session.alpnProtocol).toBe('h2')
    const authorization = `${TOKEN}.${THUMBPRINT}`
    expect(await askOver(session, { ':path': PATH })).toEqual({ status: 200, body: authorization })
    expect(await askOver(session, { ':path': `${PATH}/x` })).toEqual({ status: 403, body: 'blocked' })
    session.close()
    expect(await askOnce(PATH)).toMatchObject({ status: 200, body: authorization })
    expect(await askOnce(`${PATH}/x`)).toMatchObject({ status: 403, body: 'blocked' })
  })

  test('an authority that is not the handshake’s is sent away, and two hosts are refused (SEC-21)', async () => {
    const session = await openSession()
    expect((await askOver(session, { ':authority': 'two.example' })).status).toBe(421)
    expect((await askOver(session, { ':authority': HOST, host: 'two.example' })).status).toBe(400)
    expect((await askOver(session, { ':authority': HOST })).status).toBe(403)
    session.close()
  })

  test('a swap under load drops no request, and is seen by the next handshake', async () => {
    const session = await openSession()
    const statuses: number[] = []
    const visitors = { come: true }
    const loop = async (one: () => Promise<{ status: number }>): Promise<void> => {
      while (visitors.come) statuses.push((await one()).status)
    }
    const loops = [loop(() => askOver(session)), loop(() => askOver(session)), loop(askOnce), loop(askOnce)]
    let last = await certificateFor(HOST)
    for (let turn = 0; turn < 8; turn++) {
      last = await certificateFor(HOST)
      expect((await swap(HOST, last)).status).toBe(200)
      expect((await askOnce()).serial).toBe(last.serial)
    }
    visitors.come = false
    await Promise.all(loops)
    session.close()
    expect(statuses.length).toBeGreaterThan(20)
    expect(new Set(statuses)).toEqual(new Set([403]))
  })
})

test('the answer is the same over IPv4 and IPv6 (EDGE-33)', async () => {
  const over = (host: string) => ask(edge.httpPort, { host: HOST, path: PATH }, host)
  const [four, six] = [await over('127.0.0.1'), await over('::1')]
  expect([six.status, six.body]).toEqual([200, `${TOKEN}.${THUMBPRINT}`])
  expect(four).toMatchObject({ status: six.status, body: six.body })
})

describe('a chain', () => {
  test('of leaf and issuer is served', async () => {
    const good = await chainFor('chain.example')
    expect((await swap('chain.example', good)).status).toBe(200)
  })

  test('that is broken is refused, and told where; the old certificate stays', async () => {
    const before = (await askOnce()).serial
    const [one, two] = [await chainFor(HOST), await chainFor(HOST)]
    const [leaf = '', issuer = ''] = [one, two]
      .map(({ chain }) => chain.split(/(?<=END CERTIFICATE-----)\n/))
      .map((blocks, index) => blocks[index] ?? '')
    expect(await swap(HOST, { ...one, chain: `${leaf}\n${issuer}\n` })).toEqual({
      status: 400,
      detail: 'Certificate 2 of the chain did not issue certificate 1.',
    })
    expect((await swap(HOST, { ...one, chain: `${one.chain}\nfor people` })).detail).toContain('PEM')
    expect((await swap(HOST, { ...two, chain: one.chain })).detail).toContain('key does not belong')
    expect((await swap(HOST, await certificateFor('two.example'))).detail).toContain('does not cover')
    expect((await askOnce()).serial).toBe(before)
  })
})

test('however many names are known, those asked for last are in memory, each with its own certificate', async () => {
  const keys = await makeSealKey(null)
  const certificate = await certificateFor('*.many.example')
  const names = Array.from({ length: 2_000 }, (_, at) => `n${at}.many.example`)
  let reads = 0
  const boxes = new Map<string, string>()
  for (const name of names.slice(0, 60)) boxes.set(name, await seal(certificate.key, name, keys.publicJwk))
  const { serial, chain } = certificate
  const held = async (host: string) => {
    reads++
    const sealedKey = boxes.get(host)
    if (sealedKey === undefined) return null
    const document = JSON.stringify({ serial, chain, sealedKey, tlsVersions: ['TLSv1.3'] })
    return { epoch: 1, rev: 1, sha256: host, document }
  }
  const terminator = createTerminator({ held }, keys, 50)
  const first = await terminator.serving('n0.many.example')
  expect(first?.covers('n1.many.example')).toBe(true)
  for (const name of names.slice(1, 50)) await terminator.serving(name)
  expect(await terminator.serving('n0.many.example'), 'still there').toBe(first)
  for (const name of names.slice(50, 60)) await terminator.serving(name)
  expect(await terminator.serving('n0.many.example'), 'asked for lately').toBe(first)
  const second = await terminator.serving('n1.many.example')
  for (const name of names.slice(2, 60)) await terminator.serving(name)
  expect(await terminator.serving('n1.many.example'), 'opened anew').not.toBe(second)
  // Names that nobody has a certificate for take no room.
  for (const name of names.slice(60)) expect(await terminator.serving(name)).toBeNull()
  expect(reads).toBeGreaterThan(2_000)
})

/** RFC 9113 §4.1 and §6. */
const [HEADERS, RST_STREAM, SETTINGS] = [1, 3, 4]
const END_OF_STREAM_AND_HEADERS = 5
/** RFC 7541: GET, https and / are indexed, the authority is a literal. */
const ASKED = Buffer.concat([Buffer.from([0x82, 0x87, 0x84, 0x41, HOST.length]), Buffer.from(HOST)])

function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(9)
  head.writeUIntBE(payload.length, 0, 3)
  head.writeUInt8(type, 3)
  head.writeUInt8(flags, 4)
  head.writeUInt32BE(stream, 5)
  return Buffer.concat([head, payload])
}

describe('a client', () => {
  /** What a connection over which `text` goes, and no more, is told before it is closed. */
  function sendAndWait(text: string): Promise<string> {
    return new Promise((resolve) => {
      let told = ''
      const socket = net.connect(hasty.httpPort, '127.0.0.1', () => socket.write(text))
      socket.on('data', (chunk) => (told += chunk.toString()))
      socket.on('error', () => undefined)
      socket.on('close', () => resolve(told))
    })
  }

  test('that is slow over its handshake, headers or body is hung up on, and nobody waits for it', async () => {
    const silent = net.connect(hasty.tlsPort ?? 0, '127.0.0.1')
    silent.on('error', () => undefined)
    const session = await openSession(hasty)
    const dripping = session.request({ ':method': 'POST', ':path': '/', ':authority': HOST })
    dripping.on('error', () => undefined)
    dripping.resume()
    dripping.write('x')
    const ended = Promise.all([once(silent, 'close'), once(dripping, 'close')])
    const slow = Promise.all([
      sendAndWait('GET / HTTP/1.1\r\nHost: a.test\r\nX-'),
      sendAndWait(`POST / HTTP/1.1\r\nHost: ${HOST}\r\nContent-Length: 9\r\n\r\nx`),
    ])
    expect((await ask(hasty.httpPort, { host: HOST, path: PATH })).status).toBe(200)
    expect((await slow).map((told) => Number(told.split(' ')[1]))).toEqual([408, 403])
    await ended
    session.close()
  })

  test('whose headers are too large is told so', async () => {
    const told = await sendAndWait(`GET / HTTP/1.1\r\nHost: a.test\r\nX-Much: ${'x'.repeat(17_000)}\r\n\r\n`)
    expect(told).toMatch(/^HTTP\/1\.1 431 /)
  })

  test('that opens streams and drops them without end is cut off, and the others are served', async () => {
    const socket = connect({ ...targetOf(edge), ALPNProtocols: ['h2'] })
    socket.on('error', () => undefined)
    await once(socket, 'secureConnect')
    socket.resume()
    socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')
    socket.write(frame(SETTINGS, 0, 0, Buffer.alloc(0)))
    const cancel = Buffer.from([0, 0, 0, http2.constants.NGHTTP2_CANCEL])
    const streams = Array.from({ length: 1_000 }, (_, at) => [
      frame(HEADERS, END_OF_STREAM_AND_HEADERS, 2 * at + 1, ASKED),
      frame(RST_STREAM, 0, 2 * at + 1, cancel),
    ])
    socket.write(Buffer.concat(streams.flat()))
    await once(socket, 'close')
    const other = await openSession()
    expect((await askOver(other)).status).toBe(403)
    other.close()
  })
})
