// P15, whatever the lifetime: years without a gap, each renewal inside its window, the CA's limits kept.

import { expect, test } from 'vitest'
import { createSite, enableHttps } from '../system/customer.ts'
import { ADDRESSES, startMemorySystem } from '../system/memory-system.ts'

const HOST = 'www.customer.example'
const HOUR = 3_600_000
const DAY = 24 * HOUR
const WEEK = 7 * DAY
const YEAR = 365 * DAY

test.each([
  ['90 days', 90 * DAY, 1 / 3],
  ['64 days', 64 * DAY, 1 / 3],
  ['45 days', 45 * DAY, 1 / 3],
  ['160 hours', 160 * HOUR, 1 / 2],
])(
  '%s: renewed with its share left, for two years without a gap',
  { timeout: 240_000 },
  async (_, lifetime, share) => {
    const system = await startMemorySystem({ lifetime })
    const { world, ca, prober } = system
    try {
      prober.lead(HOST, ADDRESSES)
      const site = await createSite({ world, originAt: '198.51.100.9:80' }, HOST)
      await enableHttps(world, site)
      await system.pass(60_000, async () => (await world.store.load(site))?.state.is === 'active')
      const span = 2 * YEAR
      const end = world.now() + span
      const orders: number[] = []
      const leftAtRenewal: number[] = []
      let gaps = 0
      let seen = 1
      let notAfter = (await world.store.load(site))?.current?.notAfter ?? 0
      const look = async (): Promise<boolean> => {
        const saved = await world.store.load(site)
        if (!saved?.https || (saved.current?.notAfter ?? 0) <= world.now()) gaps++
        if (ca.orders.length > seen) {
          seen = ca.orders.length
          orders.push(world.now())
          leftAtRenewal.push((notAfter - world.now()) / lifetime)
        }
        notAfter = saved?.current?.notAfter ?? notAfter
        return world.now() >= end
      }
      await system.pass(span + DAY, look)
      expect(gaps).toBe(0)
      expect(orders.length).toBeGreaterThan(span / lifetime)
      // The spread moves a renewal earlier by up to a fiftieth.
      expect(Math.max(...leftAtRenewal)).toBeLessThanOrEqual(share + 0.02 + 0.001)
      expect(Math.min(...leftAtRenewal)).toBeGreaterThanOrEqual(share - 0.001)
      expect(ca.orders.every(({ issued }) => issued)).toBe(true)
      // Let's Encrypt: five certificates for the same names in a week.
      const inAWeek = orders.map((at) => orders.filter((other) => other >= at && other < at + WEEK).length)
      expect(Math.max(...inAWeek)).toBeLessThanOrEqual(5)
    } finally {
      await system.close()
    }
  },
)
