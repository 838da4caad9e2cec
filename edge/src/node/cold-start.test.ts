// An edge that starts while no control plane is there serves what it held, on both entries.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BLOCK, pathOf, token } from '../black-box/bench.ts'
import { ask, configFor, createIdentity, OPEN, preparePush, THUMBPRINT, tokens } from '../black-box/driver.ts'
import { startNodeEdge } from './listen.ts'
import { startWorkerEdge } from './miniflare.ts'

const HOST = 'www.customer.test'
const ANY = { host: '127.0.0.1', port: 0 }
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellknown-cold-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Edge = { readonly port: number; close(): Promise<void> }
type Start = (settings: Record<string, string>) => Promise<Edge>
const startNode: Start = async (settings) => {
  const edge = await startNodeEdge({
    settings,
    http: ANY,
    tls: null,
    admin: null,
    shelfFile: join(folder, 'shelf.db'),
    sealKeyFile: null,
    allowPrivateOrigins: [],
  })
  return { port: edge.httpPort, close: () => edge.close() }
}
const startWorker: Start = (settings) => startWorkerEdge({ settings, listen: ANY, persist: folder })

test.each([
  ['Node', startNode, null],
  ['the worker whose cache is lost', startWorker, 'kv'],
] as const)('%s answers tokens and applies rules as before', async (_, start, lost) => {
  const { settings, key } = await createIdentity('cold')
  const warm = await start(settings)
  const config = await configFor(HOST, 1, { ...OPEN, options: BLOCK }, key)
  for (const [kind, document] of [
    ['config', config],
    ['tokens', tokens(token('a'))],
  ] as const) {
    const push = await preparePush(kind, HOST, document, key, { rev: 1 })
    expect((await ask(warm.port, push)).status).toBe(200)
  }
  await warm.close()
  if (lost !== null) rmSync(join(folder, lost), { recursive: true, force: true })

  const cold = await start(settings)
  const answered = await ask(cold.port, { host: HOST, path: pathOf(token('a')) })
  expect([answered.status, answered.body]).toEqual([200, `${token('a')}.${THUMBPRINT}`])
  const blocked = await ask(cold.port, { host: HOST, path: '/page' })
  expect([blocked.status, blocked.body]).toEqual([403, 'blocked'])
  expect((await ask(cold.port, { host: 'other.customer.test', path: '/' })).status).toBe(421)
  await cold.close()
})
