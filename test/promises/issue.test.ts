// A certificate, end to end, with nothing but what this repository holds: practice CA, DNS, both edges, control plane.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { send } from '@wellknown/control/actions/send.ts'
import { createSite, enableHttps, until } from '../system/customer.ts'
import { startPractice, type Practice } from '../system/practice.ts'
import { NODE_ADDRESS, WORKER_ADDRESS } from '../system/system.ts'
import { visit, visitSecurely } from '../system/visit.ts'

let practice: Practice
beforeAll(async () => {
  practice = await startPractice()
})
afterAll(() => practice?.close())

test('a certificate is issued under rules that block everything, and is served', async () => {
  const { ca, system } = practice
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
  const { ca, dns, system } = practice
  const host = 'lost.customer.example'
  dns.set(host, { a: ['127.0.0.77'] })
  const before = ca.issued().length
  const site = await createSite(system, host)
  await enableHttps(system.world, site)
  const { state } = await until(system.world, site, (saved) => saved.state.is === 'blocked')
  expect(state).toMatchObject({ problems: [{ code: 'cname-missing', name: host }] })
  expect(await system.world.store.process(site)).toBeNull()
  dns.set(host, null)
  await send(system.world, site, { type: 'retry' })
  await until(system.world, site, (saved) => saved.state.is === 'active')
  expect(ca.issued()).toHaveLength(before + 1)
})

test('what the CA would refuse for CAA is found before it is asked, with the record that lets it issue', async () => {
  const { ca, dns, system } = practice
  const host = 'forbidden.customer.example'
  const led = { a: [NODE_ADDRESS, WORKER_ADDRESS] }
  dns.set(host, { ...led, caa: [{ flags: 0, tag: 'issue', value: 'ca.elsewhere.example' }] })
  const before = ca.issued().length
  const site = await createSite(system, host)
  await enableHttps(system.world, site)
  const { state } = await until(system.world, site, (saved) => saved.state.is === 'blocked')
  const record = { name: host, type: 'CAA', value: '0 issue "practice-ca.example"' }
  expect(state).toMatchObject({ problems: [{ code: 'caa-forbids', name: host, record }] })
  dns.set(host, { ...led, caa: [{ flags: 0, tag: 'issue', value: 'practice-ca.example' }] })
  await send(system.world, site, { type: 'retry' })
  await until(system.world, site, (saved) => saved.state.is === 'active')
  expect(ca.issued()).toHaveLength(before + 1)
})
