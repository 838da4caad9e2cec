// P24: visitors whose browsers were told to come over HTTPS only are not locked out by a click.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOST } from '../system/caller.ts'
import { DAY, HOUR, startSite, type Site } from '../system/site.ts'

let site: Site
beforeEach(async () => {
  site = await startSite()
  await site.system.pass(HOUR, async () => (await site.resource()).sslEnabled && site.served() !== null)
  await site.pass(HOUR)
})
afterEach(() => site.system.close())

const OFF = { sslEnabled: false }
const REVOKE = { sslEnabled: false, sslData: null }

test('a site that sends no HSTS goes off at a word', async () => {
  expect((await site.patch(OFF)).body.sslEnabled).toBe(false)
})

test.each([
  ['disable', OFF],
  ['revoke', REVOKE],
])(
  'to %s under HSTS asks for confirmation, with the time until which visitors are locked out',
  async (_, wish) => {
    site.system.edge.sendHsts(HOST, (10 * DAY) / 1000)
    const refused = await site.patch(wish)
    const until = new Date(site.system.world.now() + 10 * DAY).toISOString()
    expect(refused.status).toBe(400)
    expect(refused.body.errors.sslEnabled[0]).toContain(`locked out until ${until}`)
    expect(refused.body.errors.sslEnabled[0]).toContain('"confirm_hsts": true')
    // Nothing has changed.
    expect((await site.resource()).sslEnabled).toBe(true)
    expect(site.served()).not.toBeNull()
    expect((await site.patch({ ...wish, confirm_hsts: true })).body.sslEnabled).toBe(false)
  },
)

test('to revoke with a reason under HSTS asks for confirmation too', async () => {
  site.system.edge.sendHsts(HOST, (10 * DAY) / 1000)
  const revoke = (body: object) => site.caller.call('POST', `/cdn/resources/${site.id}/ssl/le/revoke`, body)
  expect((await revoke({ reason: 4 })).body.errors.sslEnabled[0]).toContain('"confirm_hsts": true')
  expect((await site.resource()).sslEnabled).toBe(true)
  expect((await revoke({ reason: 4, confirm_hsts: true })).status).toBe(201)
})

test('who stopped sending it yesterday still has visitors who remember, until their time is over', async () => {
  site.system.edge.sendHsts(HOST, (10 * DAY) / 1000)
  await site.pass(2 * DAY)
  site.system.edge.sendHsts(HOST, null)
  await site.pass(2 * DAY)
  expect((await site.patch(OFF)).body.errors.sslEnabled[0]).toContain('locked out until')
  await site.pass(10 * DAY)
  expect((await site.patch(OFF)).status).toBe(200)
})

test('a site that does not answer is judged by what is known of it, and never blocks on a guess', async () => {
  site.system.edge.setReachable('near', false)
  expect((await site.patch(OFF)).status).toBe(200)
})
