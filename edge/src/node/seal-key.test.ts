// A Node edge whose seal key is gone or another: it never starts over certificates that it cannot open, and leads nobody to a
// handshake that it would refuse.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execFileSync } from 'node:child_process'
import { self, signRequest, utf8, type Self } from '@wellknown/wire'
import { generateSealKey, seal } from '@wellknown/wire/seal'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask, configFor, createIdentity, OPEN, preparePush } from '../black-box/driver.ts'
import { startNodeEdge, type NodeEdge } from './listen.ts'
import { certificateFor } from './test-certificates.ts'

const HOST = 'www.customer.example'
let folder: string
let files: { readonly shelfFile: string; readonly sealKeyFile: string }
let identity: Awaited<ReturnType<typeof createIdentity>>
let edge: NodeEdge | null

const start = async (): Promise<NodeEdge> =>
  (edge = await startNodeEdge({
    settings: identity.settings,
    http: { host: '127.0.0.1', port: 0 },
    tls: { host: '127.0.0.1', port: 0 },
    admin: null,
    ...files,
    allowPrivateOrigins: [],
  }))
async function stop(): Promise<void> {
  await edge?.close()
  edge = null
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellknown-seal-'))
  files = { shelfFile: join(folder, 'shelf.db'), sealKeyFile: join(folder, 'keys', 'seal.jwk') }
  identity = await createIdentity('sealed')
})
afterEach(async () => {
  await stop()
  rmSync(folder, { recursive: true, force: true })
})

async function tell({ httpPort }: NodeEdge): Promise<Self> {
  const url = `http://${identity.settings['ADMIN_HOST']}/__edge/self`
  const headers = await signRequest({ method: 'GET', url, body: utf8('') }, identity.key, Date.now())
  const { body } = await ask(httpPort, { host: new URL(url).host, path: '/__edge/self', headers })
  return self.parse(JSON.parse(body))
}

/** A site with a certificate that leads its visitors to HTTPS. */
async function serve({ httpPort }: NodeEdge, to: Self['sealKey'], rev = 1): Promise<void> {
  if (!to) throw new Error('This edge does not terminate TLS.')
  const { chain, key, serial } = await certificateFor(HOST)
  const certificate = {
    serial,
    chain,
    sealedKey: await seal(key, HOST, to),
    tlsVersions: ['TLSv1.2', 'TLSv1.3'],
  }
  const options = { redirect_http_to_https: { enabled: true, value: true } }
  const config = await configFor(HOST, rev, { ...OPEN, https: true, options }, identity.key)
  for (const [kind, document] of [
    ['certificate', certificate],
    ['config', config],
  ] as const) {
    const push = await preparePush(kind, HOST, document, identity.key, { rev })
    expect((await ask(httpPort, push)).status).toBe(200)
  }
}

async function serveAndStop(): Promise<Self> {
  const started = await start()
  const told = await tell(started)
  await serve(started, told.sealKey)
  await stop()
  return told
}

test.each(['gone', 'replaced'])(
  'a seal key that is %s: the edge does not start over certificates that it cannot open, and says what to do',
  async (how) => {
    await serveAndStop()
    rmSync(files.sealKeyFile)
    if (how === 'replaced') writeFileSync(files.sealKeyFile, (await generateSealKey()).privateJwk)
    const failed = await start().then(
      () => 'it started',
      (error: Error) => error.message,
    )
    for (const told of [
      'SEAL_KEY_FILE',
      files.sealKeyFile,
      'SHELF_FILE',
      files.shelfFile,
      'forget-certificates',
    ])
      expect(failed).toContain(told)
    // A second start must not take a key for the right one that the first has made.
    expect(existsSync(files.sealKeyFile)).toBe(how === 'replaced')
  },
)

test('a key file that cannot be read is told by name, and is not written over', async () => {
  await serveAndStop()
  writeFileSync(files.sealKeyFile, '')
  await expect(start()).rejects.toThrow(`SEAL_KEY_FILE ${files.sealKeyFile} holds no seal key`)
})

test('forget-certificates takes the certificates off the shelf and nothing else: the edge starts, as one whose receipts are void, and takes the same revision again', async () => {
  const before = await serveAndStop()
  rmSync(files.sealKeyFile)
  const told = execFileSync(process.execPath, [join(import.meta.dirname, '..', 'forget-certificates.ts')], {
    env: { ...process.env, SHELF_FILE: files.shelfFile },
    encoding: 'utf8',
  })
  expect(told).toContain('1 certificate')
  const started = await start()
  const after = await tell(started)
  expect(after.sealKey).not.toEqual(before.sealKey)
  expect(after.shelf?.id).not.toBe(before.shelf?.id)
  const visit = { host: HOST, path: '/' }
  expect((await ask(started.httpPort, visit)).status).not.toBe(301)
  await serve(started, after.sealKey)
  expect((await ask(started.httpPort, visit)).status).toBe(301)
})

test('nobody is led to HTTPS where the certificate on the shelf cannot be opened', async () => {
  const started = await start()
  await serve(started, (await tell(started)).sealKey)
  const visit = { host: HOST, path: '/' }
  expect((await ask(started.httpPort, visit)).status).toBe(301)
  const { publicJwk } = await generateSealKey()
  const { key } = await certificateFor(HOST)
  const database = new Database(files.shelfFile)
  database
    .prepare(
      "UPDATE document SET sha256 = 'other', body = json_set(body, '$.sealedKey', ?) WHERE kind = 'certificate'",
    )
    .run(await seal(key, HOST, publicJwk))
  database.close()
  expect((await ask(started.httpPort, visit)).status).not.toBe(301)
})
