// Uploads that are cut off: an origin never takes half of one for all of it.

import { once } from 'node:events'
import http from 'node:http'
import http2 from 'node:http2'
import net, { type AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { self, signRequest, utf8 } from '@wellknown/wire'
import { seal } from '@wellknown/wire/seal'
import { ask, configFor, createIdentity, OPEN, preparePush } from '../black-box/driver.ts'
import { startNodeEdge, type NodeEdge } from './listen.ts'
import { certificateFor } from './test-certificates.ts'

const HOST = 'www.customer.example'
const HALF = 'half of it'
const LENGTH = String(2 * HALF.length)

/** What the origin has seen: uploads that began, that ended as whole ones, and that broke off. */
let seen: { begun: number; whole: string[]; broken: number }
let origin: http.Server
let edge: NodeEdge

beforeAll(async () => {
  origin = http.createServer((request, answer) => {
    let body = ''
    request.on('data', (chunk: Buffer) => {
      if (body === '') seen.begun++
      body += chunk.toString()
    })
    request.on('end', () => {
      seen.whole.push(body)
      answer.end('taken')
    })
    request.on('error', () => seen.broken++)
  })
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
  const { settings, key } = await createIdentity('uploads')
  edge = await startNodeEdge({
    settings,
    http: { host: '127.0.0.1', port: 0 },
    tls: { host: '127.0.0.1', port: 0 },
    admin: null,
    shelfFile: ':memory:',
    sealKeyFile: null,
    allowPrivateOrigins: ['127.0.0.0/8'],
    limits: { headersTimeout: 1_000, requestTimeout: 1_500, connectionsCheckingInterval: 50 },
  })
  const url = `http://${settings['ADMIN_HOST']}/__edge/self`
  const headers = await signRequest({ method: 'GET', url, body: utf8('') }, key, Date.now())
  const told = await ask(edge.httpPort, { host: new URL(url).host, path: '/__edge/self', headers })
  const { sealKey } = self.parse(JSON.parse(told.body))
  if (!sealKey) throw new Error('This edge does not terminate TLS.')
  const certificate = await certificateFor(HOST)
  const { serial, chain } = certificate
  const sealedKey = await seal(certificate.key, HOST, sealKey)
  const document = { serial, chain, sealedKey, tlsVersions: ['TLSv1.2', 'TLSv1.3'] }
  const sources = [{ source: `127.0.0.1:${(origin.address() as AddressInfo).port}`, backup: false }]
  const config = await configFor(HOST, 2, { ...OPEN, origin: { ...OPEN.origin, sources } }, key)
  for (const push of [
    await preparePush('certificate', HOST, document, key, { rev: 1 }),
    await preparePush('config', HOST, config, key, { rev: 2 }),
  ])
    expect((await ask(edge.httpPort, push)).status).toBe(200)
})
afterAll(async () => {
  await edge.close()
  origin.closeAllConnections()
  origin.close()
})
beforeEach(() => {
  seen = { begun: 0, whole: [], broken: 0 }
})

async function openSession(): Promise<http2.ClientHttp2Session> {
  const options = { servername: HOST, rejectUnauthorized: false }
  const session = http2.connect(`https://127.0.0.1:${edge.tlsPort}`, options)
  session.on('error', () => undefined)
  await once(session, 'connect')
  return session
}

/** An upload of which half is sent, and has reached the origin. */
async function begin(
  session: http2.ClientHttp2Session,
  headers: http2.OutgoingHttpHeaders = {},
): Promise<http2.ClientHttp2Stream> {
  const stream = session.request({ ':method': 'POST', ':path': '/', ':authority': HOST, ...headers })
  stream.on('error', () => undefined)
  stream.resume()
  stream.write(HALF)
  await vi.waitFor(() => expect(seen.begun).toBe(1))
  return stream
}
const brokenOff = () =>
  vi.waitFor(() => expect(seen).toEqual({ begun: 1, whole: [], broken: 1 }), { timeout: 30_000 })

test('an upload over HTTP/2 arrives as it was sent, and is answered', async () => {
  const session = await openSession()
  const stream = await begin(session)
  stream.end(' and the rest')
  const [headers] = await once(stream, 'response')
  expect([headers[':status'], seen.whole]).toEqual([200, [`${HALF} and the rest`]])
  session.close()
})

test('whatever its method, one over HTTP/2 is one request to the origin (SEC-21)', async () => {
  const inner = 'GET /inner HTTP/1.1\r\nHost: other.test\r\n\r\n'
  const methods = ['PUT', 'PATCH', 'DELETE', 'OPTIONS']
  const session = await openSession()
  for (const method of methods) {
    const stream = session.request(
      { ':method': method, ':path': '/', ':authority': HOST },
      { endStream: false },
    )
    stream.resume()
    stream.end(inner)
    const [headers] = await once(stream, 'response')
    expect(headers[':status']).toBe(200)
  }
  expect(seen.whole).toEqual(methods.map(() => inner))
  session.close()
})

test.each([
  ['whose length is not told', {}],
  ['whose length is told', { 'content-length': LENGTH }],
])('one %s that the client resets breaks off at the origin, whatever it says why', async (_, headers) => {
  for (const why of [undefined, new Error('changed my mind')]) {
    seen = { begun: 0, whole: [], broken: 0 }
    const session = await openSession()
    const stream = await begin(session, headers)
    // `close` would end the stream first, as if all were said; without a reason the code is NO_ERROR.
    stream.destroy(why)
    await brokenOff()
    session.close()
  }
})

test('one whose connection is gone breaks off at the origin', async () => {
  const session = await openSession()
  await begin(session)
  session.destroy()
  await brokenOff()
})

test('one that takes too long is ended by us, and breaks off at the origin', async () => {
  const session = await openSession()
  await begin(session)
  await brokenOff()
  session.close()
})

test('one that ends before its length breaks off at the origin', async () => {
  const session = await openSession()
  const stream = await begin(session, { 'content-length': LENGTH })
  stream.end()
  await brokenOff()
  session.close()
})

test.each([
  ['whose length is told', `Content-Length: ${LENGTH}\r\n\r\n${HALF}`],
  ['in chunks', `Transfer-Encoding: chunked\r\n\r\n${HALF.length.toString(16)}\r\n${HALF}\r\n`],
])('over HTTP/1.1 one %s whose connection is gone breaks off at the origin', async (_, upload) => {
  const socket = net.connect(edge.httpPort, '127.0.0.1')
  socket.on('error', () => undefined)
  socket.write(`POST / HTTP/1.1\r\nHost: ${HOST}\r\n${upload}`)
  await vi.waitFor(() => expect(seen.begun).toBe(1))
  socket.end()
  await brokenOff()
})
