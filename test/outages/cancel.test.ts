// What a customer gives up is given up at the CA as well: abort, delete and rename deactivate what is pending there, through
// the loss of any one call.

import { afterEach, describe, expect, test } from 'vitest'
import { HOST } from '../system/caller.ts'
import { ADDRESSES, POPS, type Fault } from '../system/memory-system.ts'
import { MINUTE, startSite, type Site } from '../system/site.ts'

const OTHER = 'shop.customer.example'
let site: Site
afterEach(() => site?.system.close())

/** A site whose order is open: its token does not get to one of the PoPs. */
async function open(): Promise<void> {
  site = await startSite()
  site.system.prober.lead(OTHER, ADDRESSES)
  let blocked = false
  site.system.setPlan((_, call) => {
    blocked ||= call === 'createOrder'
    return blocked && call === 'push' ? 'failed' : null
  })
  await site.system.pass(5 * MINUTE, async () => {
    const [attempt] = await site.system.world.store.openAttempts(site.id)
    return attempt?.step === 'confirm' && attempt.orderUrl !== null
  })
}

const WAYS: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['abort', () => site.post(`/cdn/resources/${site.id}/ssl/le/abort`)],
  [
    'delete',
    async () => {
      await site.patch({ active: false })
      await site.caller.call('DELETE', `/cdn/resources/${site.id}`)
    },
  ],
  ['rename', () => site.patch({ secondaryHostnames: [OTHER] })],
  ['revoke', () => site.patch({ sslEnabled: false, sslData: null })],
]

describe.each(WAYS)('%s', (_, giveUp) => {
  test.each<Fault>(['failed', 'failed-but-happened'])(
    'with each call to the CA %s in turn',
    async (fault) => {
      for (const lost of ['authorization', 'deactivate'] as const) {
        await open()
        let left = 1
        site.system.setPlan((port, call) => (port === 'ca' && call === lost && left-- > 0 ? fault : null))
        await giveUp()
        await site.pass(10 * MINUTE)
        const [first] = site.system.ca.authorizations
        expect(first, lost).toEqual({ name: HOST, status: 'deactivated' })
        expect(site.system.ca.authorizations.filter(({ status }) => status === 'pending')).toEqual([])
        expect(POPS.map((pop) => site.system.edge.tokens(pop))).toEqual([0, 0])
        await site.system.close()
      }
    },
  )
})

test('a resource deleted in mid-order is cancelled: said so, its tokens gone, its authorization deactivated (SCHED-18)', async () => {
  await open()
  site.system.setPlan(null)
  await site.patch({ active: false })
  const gone = await site.caller.call('DELETE', `/cdn/resources/${site.id}`)
  expect(gone.status).toBe(204)
  expect((await site.status()).latest_status).toMatchObject({ status: 'CANCELLED' })
  await site.pass(10 * MINUTE)
  const { ca, edge } = site.system
  expect(ca.authorizations).toEqual([{ name: HOST, status: 'deactivated' }])
  expect([ca.orders[0]?.issued, ...POPS.map((pop) => edge.tokens(pop))]).toEqual([false, 0, 0])
})

test('an order whose challenges were never learnt is given up as well', async () => {
  site = await startSite()
  let ordered = false
  site.system.setPlan((_, call) => {
    ordered ||= call === 'createOrder'
    return ordered && call === 'authorization' ? 'failed' : null
  })
  await site.system.pass(5 * MINUTE, () => ordered)
  await site.post(`/cdn/resources/${site.id}/ssl/le/abort`)
  site.system.setPlan(null)
  await site.pass(10 * MINUTE)
  expect(site.system.ca.authorizations).toEqual([{ name: HOST, status: 'deactivated' }])
})
