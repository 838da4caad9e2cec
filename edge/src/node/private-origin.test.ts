// Customers' origins do not lead into the operator's network, whatever they are called.

import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask, configFor, createIdentity, OPEN, preparePush } from '../black-box/driver.ts'
import { startNodeEdge, type NodeEdge } from './listen.ts'

const HOST = 'www.customer.example'
let inside: http.Server
let port: number
let reached: number
let edge: NodeEdge

beforeEach(async () => {
  reached = 0
  inside = http.createServer((_, answer) => answer.end('inside'))
  inside.on('connection', () => reached++)
  // Every address of this machine, so that none of the spellings fails for want of a listener.
  await new Promise<void>((resolve) => inside.listen(0, resolve))
  port = (inside.address() as AddressInfo).port
})
afterEach(async () => {
  await edge.close()
  inside.closeAllConnections()
  inside.close()
})

async function visit(source: string, allowPrivateOrigins: readonly string[]) {
  const { settings, key } = await createIdentity('origin')
  edge = await startNodeEdge({
    settings,
    http: { host: '127.0.0.1', port: 0 },
    tls: null,
    admin: null,
    shelfFile: ':memory:',
    sealKeyFile: null,
    allowPrivateOrigins,
  })
  const origin = { ...OPEN.origin, sources: [{ source, backup: false }] }
  const config = await configFor(HOST, 1, { ...OPEN, origin }, key)
  await ask(edge.httpPort, await preparePush('config', HOST, config, key, { rev: 1 }))
  return ask(edge.httpPort, { host: HOST, path: '/' })
}

test.each([
  '127.0.0.1',
  'localhost',
  '0.0.0.0',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '127.1',
  '0x7f000001',
  '2130706433',
])('an origin at %s is refused, and nothing is connected to', async (host) => {
  expect((await visit(`${host}:${port}`, [])).status).toBe(502)
  expect(reached).toBe(0)
})

test('one the operator allows is reached, and only at its port', async () => {
  const allowed = await visit(`127.0.0.1:${port}`, [`127.0.0.1:${port}`])
  expect([allowed.status, allowed.body]).toEqual([200, 'inside'])
  await edge.close()
  reached = 0
  expect((await visit(`127.0.0.1:${port}`, ['127.0.0.1:1'])).status).toBe(502)
  expect(reached).toBe(0)
})
