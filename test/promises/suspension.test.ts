// Our operators take a site out of service: its customer is told why, and keeps the certificate.

import { config } from '@wellknown/wire'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCaller, fieldFault, HOST, type Caller } from '../system/caller.ts'
import { DAY, MINUTE, startSite, type Site } from '../system/site.ts'

const REASON = 'It serves malware. Write to abuse@cdn.example.'
const TOLD = `The resource is suspended by our operators: ${REASON}`
let site: Site
let operator: Caller

beforeEach(async () => {
  site = await startSite()
  operator = await createCaller(site.system.world, 'operator', 'operator')
})
afterEach(() => site.system.close())

const suspend = () => operator.call('POST', `/operator/resources/${site.id}/suspend`, { reason: REASON })
const unsuspend = () => operator.call('POST', `/operator/resources/${site.id}/unsuspend`)
/** Do visitors get the site? */
const isServed = () => {
  const document = site.system.edge.held('near', HOST, 'config')
  if (document === null || !('payload' in document)) throw new Error('Nothing is configured.')
  return config.parse(JSON.parse(document.payload).config).active
}

test('visitors are kept out at once, the certificate stays, and the customer is told why and cannot undo it', async () => {
  await site.pass(MINUTE)
  const serial = site.served()
  expect(
    (await site.caller.call('POST', `/operator/resources/${site.id}/suspend`, { reason: REASON })).status,
  ).toBe(403)
  expect((await suspend()).status).toBe(201)
  await site.pass(MINUTE)
  expect([isServed(), site.served()]).toEqual([false, serial])
  expect(await site.resource()).toMatchObject({
    status: 'suspended',
    active: true,
    suspended: true,
    suspend_date: expect.stringMatching(/^20/),
    suspend_reason: REASON,
    sslEnabled: true,
  })
  const usage = await site.caller.call('GET', `/cdn/sslData/${site.ssl}/usage`)
  expect(usage.body.resources).toMatchObject([{ status: 'suspended' }])
  expect((await site.post(`/cdn/sslData/${site.ssl}/renew`)).body).toEqual(fieldFault('resource', TOLD))
  // Switching it off and on again is the customer's, and lifts nothing.
  await site.patch({ active: false })
  expect((await site.patch({ active: true })).status).toBe(200)
  await site.pass(MINUTE)
  expect([isServed(), (await site.resource()).suspended]).toEqual([false, true])
  const timeline = await site.caller.call('GET', `/cdn/resources/${site.id}/ssl/le/timeline`)
  expect(JSON.stringify(timeline.body)).toContain(REASON)
  // Done twice, as after an answer that was lost, it stands.
  expect((await suspend()).status).toBe(201)
  expect((await unsuspend()).status).toBe(201)
  await site.pass(MINUTE)
  expect([isServed(), await site.resource()]).toMatchObject([
    true,
    { status: 'active', suspended: false, suspend_date: null, suspend_reason: null },
  ])
  expect((await unsuspend()).status).toBe(400)
  const calls = await operator.call('GET', '/cdn/audit')
  expect(JSON.stringify(calls.body)).toContain(`/operator/resources/${site.id}/suspend`)
})

test('the customer is told once by mail and webhook, with the reason and who moves next, and once of its end', async () => {
  await site.caller.call('PATCH', '/cdn/notifications/settings', { recipients: ['team@customer.example'] })
  await site.caller.call('POST', '/cdn/webhooks', { url: 'https://hooks.customer.example/' })
  await site.pass(MINUTE)
  await suspend()
  expect((await site.resource()).certificate.next).toEqual({ who: 'operator', at: null })
  expect((await site.diagnosis()).next).toEqual({ who: 'operator', at: null, why: TOLD })
  // Done twice, as after an answer that was lost, it is told once.
  await suspend()
  await site.pass(MINUTE)
  await unsuspend()
  await unsuspend()
  await site.pass(MINUTE)
  const { letters } = site.system.mail
  expect(letters.map(({ subject }) => subject)).toEqual([
    `Suspended by our operators: ${HOST}`,
    `No longer suspended: ${HOST}`,
  ])
  expect(letters[0]?.text).toContain(`out of service: ${REASON}`)
  expect(letters[0]?.text).toContain('Next: our operators.')
  const posts = site.system.webhooks.posts.map(({ headers, body }) => [
    headers['webhook-id'],
    JSON.parse(body),
  ])
  const told = (await site.caller.call('GET', '/cdn/notifications')).body.toReversed()
  expect(posts).toEqual([
    [told[0].id, expect.objectContaining({ type: 'resource.suspended' })],
    [told[1].id, expect.objectContaining({ type: 'resource.resumed' })],
  ])
  expect(posts[0]?.[1].data).toMatchObject({ resource: site.id, reason: REASON, next: { who: 'operator' } })
  expect(await site.told()).toEqual(['resource-suspended', 'resource-resumed'])
})

test.each(['failed', 'failed-but-happened'] as const)(
  '%s: a suspension whose answer was lost is told once when it is done again, and so is its end',
  async (fault) => {
    await site.pass(MINUTE)
    const { world } = site.system
    let left = 1
    const transition: typeof world.store.transition = async (...given) => {
      if (left-- <= 0) return world.store.transition(...given)
      if (fault === 'failed-but-happened') await world.store.transition(...given)
      throw new Error('the process died here')
    }
    const dying = await createCaller({ ...world, store: { ...world.store, transition } }, 'operator', 'dying')
    for (const verb of ['suspend', 'unsuspend']) {
      left = 1
      const act = () => dying.call('POST', `/operator/resources/${site.id}/${verb}`, { reason: REASON })
      expect((await act()).status).toBe(500)
      await act()
      const notices = (await site.caller.call('GET', '/cdn/notifications')).body
      const type = verb === 'suspend' ? 'resource.suspended' : 'resource.resumed'
      expect(notices.filter((each: { type: string }) => each.type === type)).toHaveLength(1)
    }
    expect(await site.resource()).toMatchObject({ suspended: false })
  },
)

test('nothing is ordered for it, and it goes on where it stood', async () => {
  site.system.ca.blind(true)
  await site.pass(MINUTE)
  expect(site.system.ca.orders).toHaveLength(1)
  expect((await suspend()).status).toBe(201)
  site.system.ca.blind(false)
  await site.pass(DAY)
  expect([site.system.ca.orders.length, site.served()]).toEqual([1, null])
  expect(await site.diagnosis()).toMatchObject({
    next: { who: 'operator', at: null, why: TOLD },
    problems: [{ code: 'suspended', who_acts: 'operator', explanation: TOLD }],
  })
  // Its customer has it off: it stays off, and nothing is ordered either.
  await site.patch({ active: false })
  expect((await unsuspend()).status).toBe(201)
  await site.pass(DAY)
  expect([isServed(), site.served()]).toEqual([false, null])
  expect((await site.diagnosis()).next.who).toBe('customer')
  await site.patch({ active: true })
  await site.pass(20 * MINUTE)
  expect(isServed()).toBe(true)
  expect(site.served()).not.toBeNull()
})
