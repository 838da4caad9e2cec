// P15, whatever the lifetime: years without a gap, each renewal inside its window, the CA's limits kept. The CA counts by
// itself, and refuses what is over its limits. In the first year it gives no advice when to renew, in the second it does.

import { beforeAll, expect, test } from 'vitest'
import { LETS_ENCRYPT } from '@wellknown/control/limits.ts'
import { createSite, enableHttps } from '../system/customer.ts'
import { ADDRESSES, startMemorySystem } from '../system/memory-system.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const YEAR = 365 * DAY
const SPAN = 2 * YEAR
/** Of one registered domain, so that they share its limit. */
const LIVES = [
  { label: '90 days', host: 'a.customer.example', lifetime: 90 * DAY, share: 1 / 3 },
  { label: '64 days', host: 'b.customer.example', lifetime: 64 * DAY, share: 1 / 3 },
  { label: '45 days', host: 'c.customer.example', lifetime: 45 * DAY, share: 1 / 3 },
  { label: '160 hours', host: 'd.customer.example', lifetime: 160 * HOUR, share: 1 / 2 },
]

type Certificate = { readonly notBefore: number; readonly notAfter: number }
type Renewal = { readonly at: number; readonly of: Certificate }
type Lived = { readonly plain: Renewal[]; readonly advised: Renewal[]; gaps: number }

/** As Let's Encrypt advises: sooner than a third, or of short lives a half, before the end, for a day. */
const windowOf = ({ notBefore, notAfter }: Certificate) => {
  const lifetime = notAfter - notBefore
  const start = notAfter - (lifetime < 10 * DAY ? 0.7 : 0.4) * lifetime
  return { start, end: start + DAY }
}

const lived = new Map<string, Lived>(LIVES.map(({ host }) => [host, { plain: [], advised: [], gaps: 0 }]))
let exceeded: readonly string[]

beforeAll(async () => {
  const system = await startMemorySystem({
    lifetime: ([host]) => LIVES.find((life) => life.host === host)?.lifetime ?? 0,
    counting: LETS_ENCRYPT,
    houseEvery: DAY,
  })
  const { world, ca, prober } = system
  const turn = world.now() + YEAR
  ca.advise((of) =>
    world.now() < turn ? null : { ...windowOf(of), explanationUrl: null, retryAt: world.now() + DAY },
  )
  for (const { host } of LIVES) {
    prober.lead(host, ADDRESSES)
    const site = await createSite({ world, originAt: '198.51.100.9:80' }, host)
    await enableHttps(world, site)
  }
  const load = () => world.store.allResources()
  await system.pass(60_000, async () => (await load()).every(({ https }) => https))
  const served = new Map<string, Certificate>()
  const end = world.now() + SPAN
  await system.pass(SPAN + DAY, async () => {
    for (const { resource, current, https } of await load()) {
      const life = lived.get(resource.cname)
      const before = served.get(resource.cname)
      if (!life) continue
      if (!https || !current || current.notAfter <= world.now()) life.gaps++
      if (!current || current.notAfter === before?.notAfter) continue
      served.set(resource.cname, current)
      const at = current.notBefore
      if (before && at < turn) life.plain.push({ at, of: before })
      // What was issued before the turn may be renewed by either rule.
      if (before && before.notBefore >= turn) life.advised.push({ at, of: before })
    }
    return world.now() >= end
  })
  exceeded = ca.counted.exceeded
  expect(ca.orders.every(({ issued }) => issued)).toBe(true)
  await system.close()
}, 400_000)

test.each(LIVES)(
  '$label: renewed with its share left, and by the CA’s advice inside its window, for two years without a gap',
  ({ host, lifetime, share }) => {
    const { plain, advised, gaps } = lived.get(host) ?? { plain: [], advised: [], gaps: 1 }
    expect(gaps).toBe(0)
    expect(plain.length).toBeGreaterThanOrEqual(Math.floor(YEAR / lifetime))
    const left = plain.map(({ at, of }) => (of.notAfter - at) / lifetime)
    // The spread moves a renewal earlier by up to a fiftieth.
    expect(Math.max(...left)).toBeLessThanOrEqual(share + 0.02 + 0.001)
    expect(Math.min(...left)).toBeGreaterThanOrEqual(share - 0.001)
    expect(advised.length).toBeGreaterThanOrEqual(Math.floor(YEAR / lifetime) - 1)
    for (const { at, of } of advised) {
      expect(at).toBeGreaterThanOrEqual(windowOf(of).start)
      expect(at).toBeLessThan(windowOf(of).end)
    }
  },
)

test('in all that time no limit of the CA was exceeded, by its own count', () => {
  expect(exceeded).toEqual([])
})
