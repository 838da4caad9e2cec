// Origins that answer what no client can be told: the visitor gets a 502, and everybody else is served on.

import { once } from 'node:events'
import http from 'node:http'
import http2 from 'node:http2'
import net, { type AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { self, signRequest, utf8 } from '@wellknown/wire'
import { seal } from '@wellknown/wire/seal'
import { ask, askBytes, configFor, createIdentity, OPEN, preparePush } from '../black-box/driver.ts'
import { startNodeEdge, type NodeEdge } from './listen.ts'
import { createListener } from './listener.ts'
import { certificateFor } from './test-certificates.ts'

const HOST = 'www.customer.example'
/** By path. */
const ANSWERS: Readonly<Record<string, string>> = {
  '/000': '000 X\r\nContent-Length: 0',
  '/099': '099 X\r\nContent-Length: 0',
  '/101': '101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x',
  '/101-alone': '101 Switching Protocols',
  '/600': '600 X\r\nContent-Length: 0',
  '/999': '999 X\r\nContent-Length: 0',
  '/character': '200 OK\r\nX-Odd: a\u0001b\r\nContent-Length: 0',
  '/settings': '200 OK\r\nHTTP2-Settings: x\r\nTE: gzip\r\nContent-Length: 0',
  '/205': '205 Reset Content\r\nContent-Length: 5\r\n\r\nagain',
  '/304': '304 Not Modified\r\nContent-Length: 5',
}
/** What is sent before the connection is reset. */
const BROKEN_OFF: Readonly<Record<string, string>> = {
  '/chunked': 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalf!\r\n',
  '/counted': 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf!',
}
const ANSWERS_WITHIN = 700
const connections: net.Socket[] = []
const late: net.Socket[] = []

/** A byte now and then: the connection is never silent for long, and no answer ever begins. */
function drip(socket: net.Socket): void {
  socket.write('HTTP/1.1 200 OK\r\nX-Long: ')
  const dripping = setInterval(() => socket.write('x'), ANSWERS_WITHIN / 10)
  socket.once('close', () => clearInterval(dripping))
}

const UNTELLABLE = ['/000', '/099', '/101', '/101-alone', '/600', '/999', '/character']

let origin: net.Server
let edge: NodeEdge

beforeAll(async () => {
  origin = net.createServer((socket) => {
    socket.on('error', () => undefined)
    let asked = 0
    connections.push(socket)
    socket.on('data', (data) => {
      const path = /^\w+ (\S+)/.exec(data.toString('latin1'))?.[1] ?? ''
      // As an origin does that has just given an idle connection up.
      if (path === '/once' && asked++ > 0) return void socket.destroy()
      if (path === '/drip') return drip(socket)
      if (path === '/late') return void late.push(socket)
      if (path in BROKEN_OFF) return void socket.write(BROKEN_OFF[path] ?? '', () => socket.resetAndDestroy())
      const answer = ANSWERS[path] ?? '200 OK\r\nContent-Length: 0'
      socket.write(`HTTP/1.1 ${answer}${answer.includes('\r\n\r\n') ? '' : '\r\n\r\n'}`, 'latin1')
    })
  })
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
  const { settings, key } = await createIdentity('hostile')
  edge = await startNodeEdge({
    settings,
    http: { host: '127.0.0.1', port: 0 },
    tls: { host: '127.0.0.1', port: 0 },
    admin: null,
    shelfFile: ':memory:',
    sealKeyFile: null,
    allowPrivateOrigins: ['127.0.0.0/8'],
    originAnswersWithin: ANSWERS_WITHIN,
  })
  const url = `http://${settings['ADMIN_HOST']}/__edge/self`
  const headers = await signRequest({ method: 'GET', url, body: utf8('') }, key, Date.now())
  const told = await ask(edge.httpPort, { host: new URL(url).host, path: '/__edge/self', headers })
  const { sealKey } = self.parse(JSON.parse(told.body))
  if (!sealKey) throw new Error('This edge does not terminate TLS.')
  const { serial, chain, key: secret } = await certificateFor(HOST)
  const sealedKey = await seal(secret, HOST, sealKey)
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
  origin.close()
})

/** The statuses of these paths, one after another over one connection of HTTP/2. */
async function statusesOver2(paths: readonly string[]): Promise<unknown[]> {
  const options = { servername: HOST, rejectUnauthorized: false }
  const session = http2.connect(`https://127.0.0.1:${edge.tlsPort}`, options)
  const statuses = []
  for (const path of paths) {
    const stream = session.request({ ':path': path, ':authority': HOST })
    const [headers] = await once(stream, 'response')
    stream.resume()
    statuses.push(headers[':status'])
  }
  session.close()
  return statuses
}

test('an answer that no client can be told is a 502, by HTTP/1.1 and by HTTP/2, and the next is served', async () => {
  const statuses = []
  for (const path of UNTELLABLE) statuses.push((await ask(edge.httpPort, { host: HOST, path })).status)
  expect(statuses).toEqual(UNTELLABLE.map(() => 502))
  expect(await statusesOver2(UNTELLABLE)).toEqual(UNTELLABLE.map(() => 502))
  expect((await ask(edge.httpPort, { host: HOST, path: '/' })).status).toBe(200)
})

/** How a stream of HTTP/2 ends. */
async function endOver2(path: string): Promise<string> {
  const options = { servername: HOST, rejectUnauthorized: false }
  const session = http2.connect(`https://127.0.0.1:${edge.tlsPort}`, options)
  const stream = session.request({ ':path': path, ':authority': HOST })
  stream.resume()
  const failed = await new Promise<string>((resolve) => {
    stream.once('error', (error: Error) => resolve(error.message))
    stream.once('close', () => resolve('whole'))
  })
  session.close()
  return failed
}

test.each(Object.keys(BROKEN_OFF))(
  'a %s body that breaks off is never taken for a whole one',
  async (path) => {
    await expect(ask(edge.httpPort, { host: HOST, path })).rejects.toThrow(/aborted|hang up|ECONNRESET/)
    expect(await endOver2(path)).toContain('INTERNAL_ERROR')
  },
)

test('an answer that does not begin in time is a 504, however often a byte comes', async () => {
  const before = connections.length
  expect((await ask(edge.httpPort, { host: HOST, path: '/drip' })).status).toBe(504)
  expect((await ask(edge.httpPort, { host: HOST, path: '/late' })).status).toBe(504)
  for (const socket of connections.slice(before)) if (!socket.closed) await once(socket, 'close')
})

test('a connection that an origin has just given up costs no visitor an answer', async () => {
  const statuses = []
  for (let time = 0; time < 4; time++)
    statuses.push((await ask(edge.httpPort, { host: HOST, path: '/once' })).status)
  expect(statuses).toEqual([200, 200, 200, 200])
  // A request that may change something is sent once.
  const posted = []
  for (let time = 0; time < 3; time++)
    posted.push((await ask(edge.httpPort, { host: HOST, path: '/once', method: 'POST' })).status)
  expect(posted).toContain(502)
})

test('a visitor who has left keeps no connection of the origin', async () => {
  late.length = 0
  const visitor = http.request({ port: edge.httpPort, path: '/late', headers: { host: HOST }, agent: false })
  visitor.on('error', () => undefined)
  visitor.end()
  await vi.waitFor(() => expect(late).toHaveLength(1))
  visitor.destroy()
  const [socket] = late
  if (!socket) throw new Error('The origin was not asked.')
  socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n${'x'.repeat(100_000)}`)
  if (!socket.closed) await once(socket, 'close')
})

test('headers that HTTP/2 does not have are left out of an answer', async () => {
  expect(await statusesOver2(['/settings', '/'])).toEqual([200, 200])
})

test('no length is told of a body that does not follow, but where the length is another’s', async () => {
  expect(await askBytes(edge.httpPort, HOST, '/205')).not.toMatch(/content-length: 5|again/i)
  expect(await askBytes(edge.httpPort, HOST, '/304')).toMatch(/content-length: 5/i)
})

test('an answer that cannot be written fails for its own request alone', async () => {
  const noted = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const listener = createListener(async ({ url }) => {
    if (url.pathname === '/throws') throw new Error('broken')
    return { status: url.pathname === '/status' ? 99 : 200, headers: { 'x-odd': 'a\nb' }, body: null }
  })
  const server = http.createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const statuses = []
  for (const path of ['/status', '/header', '/throws'])
    statuses.push((await ask(port, { host: HOST, path })).status)
  expect(statuses).toEqual([502, 502, 500])
  expect(noted).toHaveBeenCalledTimes(3)
  noted.mockRestore()
  server.close()
})
