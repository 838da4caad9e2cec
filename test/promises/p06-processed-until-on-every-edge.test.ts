// P6: a resource is processed until its configuration is on every edge in service, and a certificate asked for meanwhile is
// issued as soon as that is so.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createAutomated, HOST } from '../system/caller.ts'
import { MINUTE, startSite, type Site } from '../system/site.ts'

const SECOND = 1000
let site: Site
beforeEach(async () => {
  site = await startSite()
})
afterEach(() => site.system.close())

test('asked for before every edge has it, the certificate waits for them, costs the CA nothing, and comes within seconds', async () => {
  site.system.edge.setReachable('far', false)
  await site.pass(5 * MINUTE)
  expect((await site.resource()).status).toBe('processed')
  expect(await site.diagnosis()).toMatchObject({ label: 'Held', next: { who: 'us' } })
  expect(site.system.ca.orders).toHaveLength(0)
  site.system.edge.setReachable('far', true)
  const mended = site.system.world.now()
  await site.system.pass(2 * MINUTE, async () => (await site.diagnosis()).label === 'Success')
  expect(site.system.world.now() - mended).toBeLessThanOrEqual(MINUTE)
  await site.pass(MINUTE)
  expect((await site.resource()).status).toBe('active')
  expect((await site.status()).attempts_count).toBe(1)
})

test('while it runs: aborting is Cancelled, and another certificate is refused until then', async () => {
  // Our edges take everything but the tokens of the order: the attempt stays at its gate.
  let ordered = false
  site.system.setPlan((port, call) => {
    if (port === 'ca' && call === 'createOrder') ordered = true
    return ordered && port === 'edge' && call === 'push' ? 'failed' : null
  })
  await site.pass(5 * SECOND)
  expect((await site.diagnosis()).state).toBe('issuing')
  const other = await createAutomated(site.caller, 'other')
  const refused = await site.patch({ sslEnabled: true, sslData: other })
  expect([refused.status, refused.body.errors.resource]).toEqual([
    400,
    ['Certificate issuing process has already been launched.'],
  ])
  expect((await site.post(`/cdn/resources/${site.id}/ssl/le/abort`)).status).toBe(201)
  site.system.setPlan(null)
  await site.pass(5 * MINUTE)
  expect(await site.status()).toMatchObject({ active: false, latest_status: { status: 'CANCELLED' } })
  expect((await site.diagnosis()).label).toBe('Off')
  // Nothing is left behind at the edges.
  expect(site.system.edge.tokens('near') + site.system.edge.tokens('far')).toBe(0)
})

test('an edge that never takes the tokens of a name serves on, and the CA is not told to look at that name until it does', async () => {
  const { edge, ca, world } = site.system
  const take = edge.push
  let broken = true
  vi.spyOn(edge, 'push').mockImplementation(async (pop, push) =>
    broken && pop.name === 'far' && push.kind === 'tokens' && push.host === HOST && push.document !== null
      ? { is: 'refused', refusal: { error: 'malformed', detail: 'it reads no tokens' } }
      : take(pop, push),
  )
  await site.pass(5 * MINUTE)
  expect((await world.store.pops()).map(({ membership }) => membership)).toEqual(['in', 'in'])
  expect(await world.store.alarms()).toMatchObject([
    { event: 'pop-lacks-document', subject: `far ${HOST} tokens` },
  ])
  expect(ca.orders).toHaveLength(0)
  broken = false
  await site.pass(5 * MINUTE)
  expect((await site.resource()).status).toBe('active')
  expect(await site.diagnosis()).toMatchObject({ label: 'Success' })
  expect(await world.store.alarms()).toEqual([])
})
