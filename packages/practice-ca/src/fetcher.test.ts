import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer as createHttps } from 'node:https'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { Worker } from 'node:worker_threads'
import { startDns, type DnsServer } from '@wellknown/practice-dns'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createAddressMap } from './addresses.ts'
import { fetchChallenge, type FetchOptions } from './fetcher.ts'
import { createIssuer } from './issuer.ts'
import { startSite, ZONE, type Site } from './rig.ts'
import { createRoot } from './root.ts'

/** 192.0.2.0/24 is for documents: the map keeps every packet on this machine. */
const FIRST = '192.0.2.1'
const SECOND = '192.0.2.2'
const SECURE = '192.0.2.3'

let dns: DnsServer
let site: Site
const servers: Server[] = []

beforeAll(async () => {
  dns = await startDns({ host: '127.0.0.1', port: 0, zone: ZONE, records: { a: [FIRST] } })
  dns.set(`secure.${ZONE}`, { a: [SECURE] })
  site = await startSite()
})
afterEach(() => {
  site.behaviour = null
})
afterAll(async () => {
  await Promise.all([
    dns.close(),
    site.close(),
    ...servers.map((each) => new Promise((done) => each.close(done))),
  ])
})

async function listen(server: Server): Promise<string> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // The cast: a server that listens on TCP has an address of this form.
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

const look = (map: Record<string, string>, more: Partial<FetchOptions> = {}) =>
  fetchChallenge(`www.${ZONE}`, '/token', {
    dns: { address: '127.0.0.1', port: dns.port },
    validationPort: 80,
    allowReserved: true,
    connectTo: createAddressMap(map, 80),
    limits: { connectMs: 10_000, totalMs: 10_000 },
    source: null,
    closing: new AbortController().signal,
    ...more,
  })
const problemOf = async (sight: ReturnType<typeof look>) => {
  const { result } = await sight
  return 'problem' in result ? result.problem : null
}

test('a server that takes the connection and says nothing is out of time after the connect', async () => {
  const silent = createServer((socket) => void socket.on('error', () => {}).resume())
  const problem = await problemOf(
    look({ [FIRST]: await listen(silent) }, { limits: { connectMs: 10_000, totalMs: 300 } }),
  )
  expect(problem).toMatchObject({
    type: 'connection',
    detail: expect.stringMatching(/Timeout after connect/),
  })
})

test('a server that never ends its body is out of time while it is read', async () => {
  site.behaviour = (_, response) => void response.writeHead(200, { 'Content-Length': '87' }).write('slow')
  const problem = await problemOf(
    look({ [FIRST]: `127.0.0.1:${site.port}` }, { limits: { connectMs: 10_000, totalMs: 300 } }),
  )
  expect(problem).toMatchObject({
    type: 'unauthorized',
    detail: expect.stringMatching(/Error reading HTTP response body/),
  })
})

/** Listens with room for two connections and accepts none: it sleeps until it is told to go. */
const DEAF = `
  const { parentPort, workerData } = require('node:worker_threads')
  const server = require('node:net').createServer().listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    parentPort.postMessage(server.address().port)
    Atomics.wait(new Int32Array(workerData), 0, 0)
    process.exit()
  })`

test('a connection that does not come about in time looks like a firewall', async () => {
  const awake = new SharedArrayBuffer(4)
  const worker = new Worker(DEAF, { eval: true, workerData: awake })
  const [port] = (await once(worker, 'message')) as [number]
  const fillers = Array.from({ length: 4 }, () => connect({ host: '127.0.0.1', port }).on('error', () => {}))
  await once(fillers[0] ?? worker, 'connect')
  const sight = await look({ [FIRST]: `127.0.0.1:${port}` }, { limits: { connectMs: 300, totalMs: 10_000 } })
  expect(sight.result).toMatchObject({
    problem: {
      type: 'connection',
      detail: `${FIRST}: Fetching http://www.${ZONE}/token: Timeout during connect (likely firewall problem)`,
    },
  })
  const ended = once(worker, 'exit')
  Atomics.store(new Int32Array(awake), 0, 1)
  Atomics.notify(new Int32Array(awake), 0)
  for (const filler of fillers) filler.destroy()
  await ended
})

test('a CA that closes ends what it is looking at', async () => {
  const closing = new AbortController()
  const silent = createServer(
    (socket) => void socket.on('error', () => {}).once('data', () => closing.abort()),
  )
  const problem = await problemOf(look({ [FIRST]: await listen(silent) }, { closing: closing.signal }))
  expect(problem?.type).toBe('connection')
})

test('a redirect to https is followed to port 443, with the name in the handshake and no look at the certificate', async () => {
  const root = await createRoot(Date.now())
  const issuer = await createIssuer({ root, lifetimeSeconds: 3600, now: Date.now })
  const { chainPem, keyPem } = await issuer.issueListener([{ type: 'dns', value: 'quite.another.example' }])
  const asked: unknown[] = []
  const secure = createHttps({ cert: chainPem, key: keyPem }, (request, response) => {
    // The cast: a request of an https server came over TLS.
    const { servername } = request.socket as unknown as { servername: string }
    asked.push([servername, request.headers.host, request.url])
    response.end('proof')
  })
  site.behaviour = (_, response) =>
    void response.writeHead(301, { Location: `https://secure.${ZONE}/token` }).end()
  const map = { [FIRST]: `127.0.0.1:${site.port}`, [`${SECURE}:443`]: await listen(secure) }
  expect(await look(map)).toEqual({ address: SECURE, result: { body: 'proof' } })
  expect(asked).toEqual([[`secure.${ZONE}`, `secure.${ZONE}`, '/token']])

  const plain = { ...map, [`${SECURE}:443`]: `127.0.0.1:${site.port}` }
  expect(await problemOf(look(plain))).toMatchObject({
    type: 'malformed',
    detail: `${SECURE}: Fetching https://secure.${ZONE}/token: Server only speaks HTTP, not TLS`,
  })
})

test('a server of TLS 1.1 at the end of a redirect is a tls problem', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const root = await createRoot(Date.now())
  const issuer = await createIssuer({ root, lifetimeSeconds: 3600, now: Date.now })
  const { chainPem } = await issuer.issue([`secure.${ZONE}`], publicKey)
  const key = privateKey.export({ format: 'pem', type: 'pkcs8' })
  const old = createHttps({ cert: chainPem, key, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' })
  site.behaviour = (_, response) =>
    void response.writeHead(301, { Location: `https://secure.${ZONE}/token` }).end()
  const map = { [FIRST]: `127.0.0.1:${site.port}`, [`${SECURE}:443`]: await listen(old) }
  expect(await problemOf(look(map))).toMatchObject({
    type: 'tls',
    detail: expect.stringMatching(/TLS handshake failed/),
  })
})

test('a connection that came about and broke is not made up for over IPv4', async () => {
  dns.set(`www.${ZONE}`, { a: [FIRST], aaaa: ['2001:db8::1'] })
  const rude = createServer(
    (socket) => void socket.on('error', () => {}).once('data', () => socket.destroy()),
  )
  const map = { [FIRST]: `127.0.0.1:${site.port}`, '2001:db8::1': await listen(rude) }
  expect(await look(map)).toMatchObject({
    address: '2001:db8::1',
    result: { problem: { type: 'connection' } },
  })
  dns.set(`www.${ZONE}`, null)
})

test('only the first IPv4 address is asked, and a redirect’s target gets no second chance', async () => {
  const nowhere = '127.0.0.13:9'
  dns.set(`www.${ZONE}`, { a: [FIRST, SECOND] })
  const map = { [FIRST]: nowhere, [SECOND]: `127.0.0.1:${site.port}` }
  expect(await problemOf(look(map))).toMatchObject({
    type: 'connection',
    detail: `${FIRST}: Fetching http://www.${ZONE}/token: Connection refused`,
  })
  dns.set(`both.${ZONE}`, { a: [FIRST], aaaa: ['2001:db8::1'] })
  dns.set(`www.${ZONE}`, { a: [SECOND] })
  site.behaviour = (_, response) => void response.writeHead(301, { Location: `http://both.${ZONE}/` }).end()
  expect(await problemOf(look({ ...map, '2001:db8::1': nowhere }))).toMatchObject({
    detail: `2001:db8::1: Fetching http://both.${ZONE}/: Connection refused`,
  })
})

test('it asks from the address it was given, if that is of the same family', async () => {
  const seen: (string | undefined)[] = []
  site.behaviour = (request, response) => {
    seen.push(request.socket.remoteAddress)
    response.end('here')
  }
  const here = `127.0.0.1:${site.port}`
  const map = { [FIRST]: here, [SECOND]: here }
  // All of 127.0.0.0/8 is this machine on Linux; elsewhere only the first of it.
  const sources = process.platform === 'linux' ? ['127.0.7.1', '::1'] : ['127.0.0.1', '::1']
  for (const source of sources)
    expect(await look(map, { source })).toMatchObject({ result: { body: 'here' } })
  expect(seen).toEqual([sources[0], '127.0.0.1'])
})
