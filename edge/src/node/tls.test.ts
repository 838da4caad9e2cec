// TLS on the Node edge: each name its own certificate, and no certificate for a name means no handshake.

import { mkdtempSync, rmSync } from 'node:fs'
import http2 from 'node:http2'
import https from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { configFor, createIdentity, OPEN, preparePush, ask, type Answer } from '../black-box/driver.ts'
import { startNodeEdge, type NodeEdge } from './listen.ts'
import { certificateFor, type TestCertificate } from './test-certificates.ts'
import { self, signRequest, utf8, type Self, type EdgeOptions } from '@wellknown/wire'
import { generateSealKey, seal } from '@wellknown/wire/seal'

const HOST = 'www.customer.example'
const BLOCK = { force_return: { enabled: true, code: 403, body: 'blocked' } }
let folder: string
let edge: NodeEdge
let identity: Awaited<ReturnType<typeof createIdentity>>
let sealKey: NonNullable<Self['sealKey']>
let rev = 0

const start = () =>
  startNodeEdge({
    settings: identity.settings,
    http: { host: '127.0.0.1', port: 0 },
    tls: { host: '127.0.0.1', port: 0 },
    admin: null,
    shelfFile: join(folder, 'shelf.db'),
    sealKeyFile: join(folder, 'seal.jwk'),
    allowPrivateOrigins: [],
  })

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellknown-edge-'))
  identity = await createIdentity('tls')
  edge = await start()
  const url = `http://${identity.settings['ADMIN_HOST']}/__edge/self`
  const headers = await signRequest({ method: 'GET', url, body: utf8('') }, identity.key, Date.now())
  const { body } = await ask(edge.httpPort, { host: new URL(url).host, path: '/__edge/self', headers })
  const told = self.parse(JSON.parse(body)).sealKey
  if (!told) throw new Error('This edge does not terminate TLS.')
  sealKey = told
})
afterEach(async () => {
  await edge.close()
  rmSync(folder, { recursive: true, force: true })
})

async function push(kind: 'config' | 'certificate', host: string, document: unknown): Promise<Answer> {
  return ask(edge.httpPort, await preparePush(kind, host, document, identity.key, { rev: ++rev }))
}
const documentOf = async (
  { chain, key, serial }: TestCertificate,
  host: string,
  tlsVersions: readonly string[] = ['TLSv1.2', 'TLSv1.3'],
  to = sealKey,
) => ({ serial, chain, sealedKey: await seal(key, host, to), tlsVersions })

/** A host with a certificate and a rule that answers. */
async function serve(
  host: string,
  certificate: TestCertificate,
  versions?: readonly string[],
  options: EdgeOptions = BLOCK,
): Promise<void> {
  expect((await push('certificate', host, await documentOf(certificate, host, versions))).status).toBe(200)
  const config = await configFor(host, ++rev, { ...OPEN, options }, identity.key)
  rev--
  expect((await push('config', host, config)).status).toBe(200)
}

/** The serial a fresh handshake shows, or the error's code. */
function shake(servername: string | undefined, options: ConnectionOptions = {}): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({
      host: '127.0.0.1',
      port: edge.tlsPort ?? 0,
      rejectUnauthorized: false,
      ...(servername === undefined ? {} : { servername }),
      ...options,
    })
    socket.once('secureConnect', () => {
      resolve(socket.getPeerX509Certificate()?.serialNumber ?? 'none')
      socket.destroy()
    })
    socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message))
  })
}

function get(
  agent: https.Agent,
  host = HOST,
  servername = host,
): Promise<{ status: number; serial: string }> {
  return new Promise((resolve, reject) => {
    const target = {
      host: '127.0.0.1',
      port: edge.tlsPort ?? 0,
      servername,
      rejectUnauthorized: false,
      agent,
    }
    const request = https.get({ ...target, headers: { host } }, (answer) => {
      const { serialNumber } = (answer.socket as TLSSocket).getPeerCertificate()
      answer.resume()
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, serial: serialNumber }))
    })
    request.on('error', reject)
  })
}

test('a name is served its own certificate, and a name without one gets an alert, never another’s', async () => {
  const [one, two] = [await certificateFor(HOST), await certificateFor('two.example')]
  await serve(HOST, one)
  await serve('two.example', two)
  expect(await shake(HOST)).toBe(one.serial)
  expect(await shake('two.example')).toBe(two.serial)
  expect(await shake(HOST.toUpperCase())).toBe(one.serial)
  expect(await shake('three.example')).toMatch(/ALERT/)
  expect(await shake(undefined)).toMatch(/ALERT/)
})

test('a swap is seen by the next connection, and drops none that is open', async () => {
  const [old, young] = [await certificateFor(HOST), await certificateFor(HOST)]
  await serve(HOST, old)
  const kept = new https.Agent({ keepAlive: true, maxSockets: 1 })
  expect(await get(kept)).toEqual({ status: 403, serial: old.serial })
  await push('certificate', HOST, await documentOf(young, HOST))
  expect(await get(kept), 'the open connection').toEqual({ status: 403, serial: old.serial })
  expect(await get(new https.Agent())).toEqual({ status: 403, serial: young.serial })
  kept.destroy()
})

test('a withdrawn certificate is served no more', async () => {
  await serve(HOST, await certificateFor(HOST))
  await push('certificate', HOST, null)
  expect(await shake(HOST)).toMatch(/ALERT/)
})

test('what cannot be served is refused before the old one is touched', async () => {
  const good = await certificateFor(HOST)
  await serve(HOST, good)
  const other = await certificateFor(HOST)
  const foreign = (await generateSealKey()).publicJwk
  const refused = [
    { ...(await documentOf(other, HOST)), sealedKey: await seal(good.key, HOST, sealKey) },
    await documentOf(other, HOST, undefined, foreign),
    { ...(await documentOf(other, HOST)), sealedKey: await seal(other.key, 'two.example', sealKey) },
    await documentOf(await certificateFor('two.example'), HOST),
    { ...(await documentOf(other, HOST)), chain: 'no chain' },
  ]
  for (const document of refused) {
    const answer = await push('certificate', HOST, document)
    expect([answer.status, JSON.parse(answer.body).error]).toEqual([400, 'malformed'])
  }
  expect(await shake(HOST)).toBe(good.serial)
})

test.each(['TLSv1.2', 'TLSv1.3'] as const)(
  'no %s session is resumed, so that every visitor is shown the certificate',
  async (version) => {
    await serve(HOST, await certificateFor(HOST))
    const options = { minVersion: version, maxVersion: version } as const
    const session = await new Promise<Buffer | undefined>((resolve, reject) => {
      const target = {
        host: '127.0.0.1',
        port: edge.tlsPort ?? 0,
        servername: HOST,
        rejectUnauthorized: false,
      }
      const socket = connect({ ...target, ...options }, () => {
        // An answer comes after any ticket.
        socket.write(`GET / HTTP/1.1\r\nHost: ${HOST}\r\nConnection: close\r\n\r\n`)
      })
      socket.once('data', () => resolve(socket.getSession()))
      socket.once('error', reject)
    })
    const again = await new Promise<boolean>((resolve, reject) => {
      const target = {
        host: '127.0.0.1',
        port: edge.tlsPort ?? 0,
        servername: HOST,
        rejectUnauthorized: false,
      }
      const socket = connect({ ...target, ...options, ...(session && { session }) }, () => {
        resolve(socket.isSessionReused())
        socket.destroy()
      })
      socket.once('error', reject)
    })
    expect(again).toBe(false)
  },
)

test('a host that allows TLS 1.3 only answers nothing over TLS 1.2', async () => {
  await serve(HOST, await certificateFor(HOST), ['TLSv1.3'])
  expect((await get(new https.Agent({ minVersion: 'TLSv1.3' }))).status).toBe(403)
  await expect(get(new https.Agent({ maxVersion: 'TLSv1.2' }))).rejects.toThrow()
})

test('a request for another host than the handshake’s is sent away: no tenant speaks over another’s certificate', async () => {
  await serve(HOST, await certificateFor(HOST, 'alias.customer.example'))
  await serve('two.example', await certificateFor('two.example'))
  await serve('alias.customer.example', await certificateFor('alias.customer.example'))
  expect((await get(new https.Agent(), 'two.example', HOST)).status).toBe(421)
  // A browser may reuse a connection whose certificate covers the other name as well (RFC 9110 §7.4).
  expect((await get(new https.Agent(), 'alias.customer.example', HOST)).status).toBe(403)
})

test('a connection begun for another host is none for one that asks for more, or is not served over TLS', async () => {
  const [strict, plain] = ['strict.customer.example', 'plain.customer.example']
  await serve(HOST, await certificateFor(HOST, strict, plain))
  await serve(strict, await certificateFor(strict), ['TLSv1.3'])
  const over = (version: 'TLSv1.2' | 'TLSv1.3', host: string) =>
    get(new https.Agent({ minVersion: version, maxVersion: version }), host, HOST)
  expect((await over('TLSv1.3', strict)).status).toBe(403)
  expect((await over('TLSv1.2', strict)).status).toBe(421)
  expect((await over('TLSv1.3', plain)).status).toBe(421)
  expect(await overHttp2(HOST, strict, 'TLSv1.2')).toEqual([403, 421])
  expect(await overHttp2(HOST, strict, 'TLSv1.3')).toEqual([403, 403])
})

/** What both are answered over one connection, begun for the first. */
async function overHttp2(first: string, second: string, version: 'TLSv1.2' | 'TLSv1.3'): Promise<number[]> {
  const [minVersion, maxVersion] = [version, version]
  const options = { servername: first, rejectUnauthorized: false, minVersion, maxVersion } as const
  const session = http2.connect(`https://127.0.0.1:${edge.tlsPort}`, options)
  try {
    return await Promise.all(
      [first, second].map(
        (host) =>
          new Promise<number>((resolve, reject) => {
            const stream = session.request({ ':authority': host })
            stream.on('response', (headers) => resolve(Number(headers[':status'])))
            stream.on('error', reject)
            stream.resume()
          }),
      ),
    )
  } finally {
    session.destroy()
  }
}

test('after a restart it serves its last state at once', async () => {
  const certificate = await certificateFor(HOST)
  await serve(HOST, certificate)
  await edge.close()
  edge = await start()
  expect(await get(new https.Agent())).toEqual({ status: 403, serial: certificate.serial })
})

test('redirects lead up and down: to HTTPS where there is a certificate, to HTTP where that is wished', async () => {
  const on = { enabled: true, value: true }
  const at = async (host: string): Promise<unknown> => {
    const { status, headers } = await ask(edge.httpPort, { host, path: '/a?b' })
    return [status, headers.location]
  }
  await serve(HOST, await certificateFor(HOST), undefined, { redirect_http_to_https: on })
  expect(await at(HOST)).toEqual([301, `https://${HOST}/a?b`])
  const down = 'down.customer.example'
  await serve(down, await certificateFor(down), undefined, { redirect_https_to_http: on })
  expect(await locationOver(down, '/a?b')).toEqual([301, `http://${down}/a?b`])
})

/** What is answered over TLS, and where it leads. */
function locationOver(host: string, path: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const target = { host: '127.0.0.1', port: edge.tlsPort ?? 0, servername: host, rejectUnauthorized: false }
    const request = https.get({ ...target, path, headers: { host }, agent: new https.Agent() }, (answer) => {
      answer.resume()
      answer.on('end', () => resolve([answer.statusCode, answer.headers.location]))
    })
    request.on('error', reject)
  })
}
