import { Resolver } from 'node:dns/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAutomated, createCaller, createGroup } from '../system/caller.ts'
import { until } from '../system/customer.ts'
import { startDelegation, type Delegation } from '../system/delegation.ts'
import { freePort } from '../system/free-port.ts'
import { startPebble, type Pebble } from '../system/pebble.ts'
import { NODE_ADDRESS, startSystem, type System } from '../system/system.ts'
import { hasTool } from '../system/tool.ts'
import { visitSecurely } from '../system/visit.ts'

describe.skipIf(!hasTool('pebble'))('against Pebble (Debian package pebble)', () => {
  let delegation: Delegation
  let pebble: Pebble
  let system: System

  beforeAll(async () => {
    const port = await freePort()
    // No name leads to us.
    delegation = await startDelegation('customer.example', ['127.0.0.77'])
    const dns = `127.0.0.1:${delegation.dns.port}`
    pebble = await startPebble({ validationPort: port, address: NODE_ADDRESS, dns })
    system = await startSystem(pebble, port, { settings: delegation.settings })
  })
  afterAll(async () => {
    await system?.close()
    await pebble?.close()
    await delegation?.dns.close()
  })

  test('DNS-01 is validated through our responder, by CNAME and by NS, for names that lead elsewhere', async () => {
    const names = ['www.customer.example', 'shop.customer.example'] as const
    delegation.delegate(names[0], 'CNAME')
    delegation.delegate(names[1], 'NS')
    const caller = await createCaller(system.world)
    const { status, body } = await caller.call('POST', '/cdn/resources', {
      cname: names[0],
      secondaryHostnames: [names[1]],
      originGroup: await createGroup(caller),
      options: { use_dns01_le_challenge: { enabled: true, value: true } },
      sslEnabled: true,
      sslData: await createAutomated(caller),
    })
    expect(status).toBe(201)
    const { current } = await until(system.world, body.id, ({ state }) => state.is === 'active')
    const seen = await visitSecurely(NODE_ADDRESS, system.tlsPort, names[1], pebble.rootPem)
    expect(seen.serial).toBe(current?.serial)

    // Two orders of one name at once have both their values there.
    const { dns } = system.world
    await dns?.present(names[0], 'one')
    await dns?.present(names[0], 'two')
    const resolver = new Resolver()
    resolver.setServers([`127.0.0.1:${delegation.dns.port}`])
    const found = (await resolver.resolveTxt(`_acme-challenge.${names[0]}`)).flat()
    expect(found).toEqual(expect.arrayContaining(['one', 'two']))
  })
})
