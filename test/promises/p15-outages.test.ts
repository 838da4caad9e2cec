// P15: outages of the CA that are shorter than the margin never cost anybody their certificate.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSite, enableHttps } from '../system/customer.ts'
import { ADDRESSES, startMemorySystem } from '../system/memory-system.ts'

const HOST = 'www.customer.example'
const HOUR = 3_600_000
const LIFETIME = 160 * HOUR
/** Half a lifetime is left at renewal, less the spread and the pause before the CA is asked again. */
const MARGIN = 70 * HOUR

/** How long it is well, how long it is out, and whether it says until when. */
const outage = fc.record({
  well: fc.integer({ min: 6, max: 120 }),
  out: fc.integer({ min: 1, max: MARGIN / HOUR }),
  naming: fc.boolean(),
})

test('random outages shorter than the margin never cause an expiry, and spend no attempt', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(outage, { minLength: 1, maxLength: 4 }), async (outages) => {
      const system = await startMemorySystem({ lifetime: LIFETIME })
      try {
        const { world, ca, prober } = system
        prober.lead(HOST, ADDRESSES)
        const site = await createSite({ world, originAt: '198.51.100.9:80' }, HOST)
        await enableHttps(world, site)
        await system.pass(HOUR)
        const look = async (): Promise<boolean> => {
          const saved = await world.store.load(site)
          expect(saved?.https, 'HTTPS went off').toBe(true)
          return false
        }
        for (const { well, out, naming } of outages) {
          await system.pass(well * HOUR, look).catch(late)
          ca.overload(world.now() + out * HOUR, naming)
          await system.pass(out * HOUR, look).catch(late)
        }
        await system.pass(2 * HOUR, look).catch(late)
        expect(ca.orders.every(({ issued }) => issued)).toBe(true)
      } finally {
        await system.close()
      }
    }),
    { numRuns: 6, endOnFailure: true },
  )
})

/** Time that passed without a wish coming true is just time. */
function late(error: unknown): void {
  if (!(error instanceof Error) || !error.message.startsWith('It did not come')) throw error
}
