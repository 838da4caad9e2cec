// A certificate, end to end, with nothing but what this repository holds: practice CA, DNS, both edges, control plane.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { send } from '@wellknown/control/actions/send.ts'
import { startDns, type DnsServer } from '@wellknown/practice-dns'
import { startPracticeCa, type PracticeCa } from '@wellknown/practice-ca'
import { createSite, enableHttps, until } from '../system/customer.ts'
import { freePort } from '../system/pebble.ts'
import { NODE_ADDRESS, startSystem, WORKER_ADDRESS, type System } from '../system/system.ts'
import { visit, visitSecurely } from '../system/visit.ts'

let dns: DnsServer
let ca: PracticeCa
let system: System

beforeAll(async () => {
  const port = await freePort()
  dns = await startDns({
    host: '127.0.0.1',
    port: 0,
    zone: 'customer.example',
    records: { a: [NODE_ADDRESS, WORKER_ADDRESS] },
  })
  ca = await startPracticeCa({
    listen: { host: '127.0.0.1', port: 0 },
    root: null,
    dns: `127.0.0.1:${dns.port}`,
    validationPort: port,
    allowReserved: true,
  })
  const authority = { directoryUrl: ca.directoryUrl, caPem: ca.rootPem, dns: `127.0.0.1:${dns.port}` }
  system = await startSystem(authority, port)
})
afterAll(async () => {
  await system?.close()
  await ca?.close()
  await dns?.close()
})

test('a certificate is issued under rules that block everything, and is served', async () => {
  const host = 'www.customer.example'
  const site = await createSite(system, host)
  await enableHttps(system.world, site)
  const { current, https } = await until(system.world, site, ({ state }) => state.is === 'active')
  expect(https).toBe(true)
  expect(ca.issued()).toHaveLength(1)
  for (const address of [NODE_ADDRESS, WORKER_ADDRESS]) {
    expect(await visit(address, system.httpPort, host)).toMatchObject({ status: 403, body: 'blocked' })
  }
  const secure = await visitSecurely(NODE_ADDRESS, system.tlsPort, host, ca.rootPem)
  expect([secure.status, secure.serial]).toEqual([403, current?.serial])
})

test('a name that lost its way is blocked before the CA hears of it, and goes on once it is mended', async () => {
  const host = 'lost.customer.example'
  dns.set(host, { a: ['127.0.0.77'] })
  const before = ca.issued().length
  const site = await createSite(system, host)
  await enableHttps(system.world, site)
  const { state } = await until(system.world, site, (saved) => saved.state.is === 'blocked')
  expect(state).toMatchObject({ problems: [{ code: 'unreachable', name: host }] })
  expect(await system.world.store.process(site)).toBeNull()
  dns.set(host, null)
  await send(system.world, site, { type: 'retry' })
  await until(system.world, site, (saved) => saved.state.is === 'active')
  expect(ca.issued()).toHaveLength(before + 1)
})
