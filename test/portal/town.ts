// A client with several sites, each in a state that it came to by itself, at a time that is always the same: what pictures are
// taken of.

import { createCaller, type Caller } from '../system/caller.ts'
import { ADDRESSES, startMemorySystem, type MemorySystem } from '../system/memory-system.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const NOON = Date.parse('2026-11-02T11:00:00Z')

export type Town = {
  readonly system: MemorySystem
  readonly customer: Caller
  readonly operator: Caller
  /** The resource of a hostname. */
  readonly site: (name: string) => number
}

const SUCCESS = 'www.customer.example'
const ELSEWHERE = 'www.bakery.example'
const HELD = 'docs.customer.example'
const FAILED = 'bank.customer.example'
const OFF = 'static.customer.example'
export const SITES = { SUCCESS, ELSEWHERE, HELD, FAILED, OFF } as const

export async function openTown(): Promise<Town> {
  const system = await startMemorySystem({ start: NOON })
  const operator = await createCaller(system.world, 'operator', 'the operator')
  const customer = await createCaller(system.world, 'admin', 'customer')
  const { prober, ca } = system
  const target = `cl-${customer.client}.cdn.example`
  prober.lead(target, ADDRESSES)
  prober.lead('origin.customer.example', ['203.0.113.10'])
  prober.lead('shops.elsewhere.example', ['203.0.113.80'])
  for (const name of [SUCCESS, 'shop.customer.example', HELD, FAILED, OFF]) prober.alias(name, target)
  prober.alias(ELSEWHERE, 'shops.elsewhere.example')
  const ids = new Map<string, number>()
  const make = async (cname: string, https: boolean, secondaryHostnames: readonly string[] = []) => {
    const place = { name: `Let's Encrypt for ${cname}`, automated: true }
    const sslData = https ? (await customer.call('POST', '/cdn/sslData', place)).body.id : null
    const ssl = https ? { sslEnabled: true, sslData } : {}
    const wish = { cname, origin: 'origin.customer.example', secondaryHostnames, ...ssl }
    ids.set(cname, (await customer.call('POST', '/cdn/resources', wish)).body.id)
    await system.pass(2 * MINUTE)
  }
  await make(SUCCESS, true, ['shop.customer.example'])
  await make(OFF, false)
  await customer.call('PATCH', `/cdn/resources/${ids.get(OFF)}`, { active: false })
  // The authority does not see what we do.
  ca.blind(FAILED)
  await make(FAILED, true)
  await system.pass(2 * HOUR)
  ca.blind(false)
  await make(ELSEWHERE, true)
  const limit = 'too many certificates (50) already issued for "customer.example" in the last 168h0m0s'
  ca.limit(limit, system.world.now() + 2 * DAY)
  await make(HELD, true)
  return {
    system,
    customer,
    operator,
    site(name) {
      const id = ids.get(name)
      if (id === undefined) throw new Error(`There is no site ${name}.`)
      return id
    },
  }
}
