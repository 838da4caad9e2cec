// A signing key out of its time (`nbf`, `exp` in ADMIN_JWKS), on both edges: it says nothing new, and takes nothing from visitors.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  generateSigningKey,
  importSigningKey,
  SELF_PATH,
  signRequest,
  utf8,
  type Config,
} from '@wellknown/wire'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ADMIN_HOST, ask, configFor, OPEN, preparePush, THUMBPRINT } from '../black-box/driver.ts'
import { startNodeEdge } from './listen.ts'
import { startWorkerEdge } from './miniflare.ts'

const HOST = 'www.customer.test'
const listen = { host: '127.0.0.1', port: 0 }
const answering = (code: number): Config => ({
  ...OPEN,
  options: { force_return: { enabled: true, code, body: 'of ours' } },
})

let folder: string
let running: { close(): Promise<void> } | null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellknown-ended-'))
  running = null
})
afterEach(async () => {
  await running?.close()
  rmSync(folder, { recursive: true, force: true })
})

type Settings = Readonly<Record<string, string>>
const EDGES: readonly [string, (settings: Settings) => Promise<{ port: number; close(): Promise<void> }>][] =
  [
    ['as a worker', (settings) => startWorkerEdge({ settings, listen, persist: folder })],
    [
      'on Node',
      async (settings) => {
        const edge = await startNodeEdge({
          settings,
          http: listen,
          tls: null,
          admin: null,
          shelfFile: join(folder, 'shelf.db'),
          sealKeyFile: null,
          allowPrivateOrigins: [],
        })
        return { port: edge.httpPort, close: () => edge.close() }
      },
    ],
  ]

test.each(EDGES)(
  'a key that has ended, or has not begun, has nothing new taken; what was taken while it counted is served on: the edge %s',
  async (_, start) => {
    const [present, other] = [await generateSigningKey(), await generateSigningKey()]
    const key = await importSigningKey(present.privateJwk)
    const old = await importSigningKey(other.privateJwk)
    const restart = async (times: { nbf?: number; exp?: number }): Promise<number> => {
      await running?.close()
      const ADMIN_JWKS = JSON.stringify({ keys: [present.publicJwk, { ...other.publicJwk, ...times }] })
      const started = await start({ POP: 'pop', ADMIN_HOST, ADMIN_JWKS, ACME_THUMBPRINTS: THUMBPRINT })
      running = started
      return started.port
    }
    const visit = async (port: number) => (await ask(port, { host: HOST, path: '/' })).status
    const accepted = async (port: number): Promise<unknown> => {
      const url = `http://${ADMIN_HOST}${SELF_PATH}`
      const headers = await signRequest({ method: 'GET', url, body: utf8('') }, key, Date.now())
      return JSON.parse((await ask(port, { host: ADMIN_HOST, path: SELF_PATH, headers })).body).adminKeys
    }
    let rev = 0
    const push = async (port: number, code: number, signer = key) => {
      rev++
      const document = await configFor(HOST, rev, answering(code), old)
      const { status, body } = await ask(port, await preparePush('config', HOST, document, signer, { rev }))
      return [status, JSON.parse(body).error]
    }
    const seconds = Date.now() / 1000
    const both = await restart({ nbf: seconds - 60, exp: seconds + 3600 })
    expect(await push(both, 418, old)).toEqual([200, undefined])
    expect(await accepted(both)).toEqual([key.keyid, old.keyid])

    for (const times of [{ exp: seconds - 1 }, { nbf: seconds + 3600 }]) {
      const port = await restart(times)
      expect(await accepted(port)).toEqual([key.keyid])
      expect(await push(port, 451, old)).toEqual([401, 'unknown-key'])
      expect(await push(port, 451), 'in a request that counts').toEqual([400, 'malformed'])
      expect(await visit(port)).toBe(418)
    }
  },
)
