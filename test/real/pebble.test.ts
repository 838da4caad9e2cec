import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { challengePath } from '@wellknown/wire'
import { createPlainSite, createSite, enableHttps, until } from '../system/customer.ts'
import { createLatePop } from '../system/late-pop.ts'
import { freePort } from '../system/free-port.ts'
import { startPebble, type Pebble } from '../system/pebble.ts'
import { NODE_ADDRESS, startSystem, WORKER_ADDRESS, type System } from '../system/system.ts'
import { hasTool } from '../system/tool.ts'
import { visit, visitSecurely } from '../system/visit.ts'

describe.skipIf(!hasTool('pebble'))('against Pebble (Debian package pebble)', () => {
  let pebble: Pebble
  let system: System
  const late = createLatePop('worker')

  beforeAll(async () => {
    const port = await freePort()
    pebble = await startPebble({ validationPort: port, address: NODE_ADDRESS })
    system = await startSystem(pebble, port, { between: late.between })
  })
  afterAll(async () => {
    await system?.close()
    await pebble?.close()
  })

  test('a certificate is issued through the real worker although both rules try to prevent it (EDGE-37)', async () => {
    const host = 'worker.customer.example'
    await pebble.setAddresses(host, [WORKER_ADDRESS])
    const site = await createSite(system, host)
    await enableHttps(system.world, site)
    const { current } = await until(system.world, site, ({ state }) => state.is === 'active')
    expect((await visit(WORKER_ADDRESS, system.httpPort, host)).status).toBe(403)
    expect((await visit(NODE_ADDRESS, system.httpPort, host)).status).toBe(403)
    const secure = await visitSecurely(NODE_ADDRESS, system.tlsPort, host, pebble.rootPem)
    expect([secure.status, secure.serial]).toEqual([403, current?.serial])
  })

  test('a certificate covers all names of a resource, each led to another edge', async () => {
    const names: [string, ...string[]] = ['www.many.example', 'shop.many.example']
    await pebble.setAddresses(names[1] ?? '', [WORKER_ADDRESS, NODE_ADDRESS])
    const site = await createSite(system, ...names)
    await enableHttps(system.world, site)
    const { current } = await until(system.world, site, ({ state }) => state.is === 'active')
    expect(current?.names).toEqual(names)
    for (const name of names) {
      const seen = await visitSecurely(NODE_ADDRESS, system.tlsPort, name, pebble.rootPem)
      expect(seen.serial).toBe(current?.serial)
    }
  })

  test('a name that leads elsewhere is blocked before the CA is asked', async () => {
    const host = 'elsewhere.customer.example'
    await pebble.setAddresses(host, ['127.0.0.77'])
    const site = await createSite(system, host)
    await enableHttps(system.world, site)
    const { state } = await until(system.world, site, ({ state }) => state.is === 'blocked')
    expect(state).toMatchObject({ problems: [{ code: 'cname-missing', name: host }] })
    expect(await system.world.store.process(site)).toBeNull()
  })

  test('while a PoP has not got the token the CA is not told to look; then it is, and issues (EDGE-36)', async () => {
    const host = 'late.customer.example'
    await pebble.setAddresses(host, [NODE_ADDRESS])
    const site = await createSite(system, host)
    const held = late.hold(host)
    await enableHttps(system.world, site)
    // The probe's token went through; the order's is held back on its way to the worker.
    await held
    const attempt = (await system.world.store.openAttempts(site)).find(({ orderUrl }) => orderUrl !== null)
    expect(attempt?.step).toBe('confirm')
    const order = await system.world.ca.order(attempt?.orderUrl ?? '')
    const [authorization] = await Promise.all(
      order.authorizations.map((url) => system.world.ca.authorization(url)),
    )
    expect([order.status, authorization?.challenge?.status]).toEqual(['pending', 'pending'])
    late.release()
    await until(system.world, site, ({ state }) => state.is === 'active')
  })

  test('an unknown token is the customer’s to answer: their rule, else their origin', async () => {
    const path = challengePath(randomBytes(32).toString('base64url'))
    const plain = 'plain.customer.example'
    const site = await createPlainSite(system, plain)
    await until(system.world, site, ({ resource }) => resource.propagated)
    for (const address of [NODE_ADDRESS, WORKER_ADDRESS]) {
      const ruled = await visit(address, system.httpPort, 'www.many.example', path)
      expect(ruled).toMatchObject({ status: 403, body: 'blocked' })
      const passed = await visit(address, system.httpPort, plain, path)
      expect(passed.status).toBe(200)
      expect(passed.body).toContain(`at ${path}`)
    }
  })
})
