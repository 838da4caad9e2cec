// P18: revoke, reissue, disable: three different things.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCaller, HOST } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { DAY, MINUTE, startSite, type Site } from '../system/site.ts'

let site: Site
beforeEach(async () => {
  site = await startSite()
  await site.pass(MINUTE)
})
afterEach(() => site.system.close())

test('revoking turns HTTPS off at once, and the CA is told until it has heard', async () => {
  let deaf = true
  site.system.setPlan((port, call) => (deaf && port === 'ca' && call === 'revoke' ? 'failed' : null))
  const off = await site.patch({ sslEnabled: false, sslData: null })
  expect(off.body).toMatchObject({ sslEnabled: false, sslData: null })
  await site.pass(MINUTE)
  expect([site.served(), site.system.ca.revoked.length]).toEqual([null, 0])
  deaf = false
  await site.pass(DAY)
  expect(site.system.ca.revoked).toHaveLength(1)
  // What we revoked ourselves is neither renewed nor mourned.
  await site.pass(90 * DAY)
  expect([site.system.ca.orders.length, await site.told()]).toEqual([1, []])
})

test('disabling while the first certificate is on its way keeps it, and enabling again orders nothing', async () => {
  await site.system.close()
  site = await startSite()
  let blind = true
  site.system.setPlan((port, call) => (blind && port === 'edge' && call === 'observe' ? 'failed' : null))
  await site.pass(MINUTE)
  expect((await site.diagnosis()).state).toBe('deploying')
  await site.patch({ sslEnabled: false })
  await site.pass(DAY)
  expect([site.served(), (await site.resource()).sslEnabled]).toEqual([null, false])
  blind = false
  await site.patch({ sslEnabled: true, sslData: site.ssl })
  await site.pass(MINUTE)
  expect([(await site.diagnosis()).label, site.system.ca.orders.length]).toEqual(['Success', 1])
  expect(site.served()).not.toBeNull()
})

test('a reissue gets the new one first, and revokes the old one only if asked to', async () => {
  const before = site.served()
  const reissue = (body: object) => site.caller.call('POST', `/cdn/resources/${site.id}/ssl/le/reissue`, body)
  expect((await reissue({})).status).toBe(201)
  await site.pass(MINUTE)
  expect(site.served()).not.toBe(before)
  expect(site.system.ca.revoked).toEqual([])
  const second = site.served()
  await reissue({ revoke_old: true })
  await site.pass(MINUTE)
  expect(site.served()).not.toBe(second)
  expect(site.system.ca.revoked.map((serial) => serial.toUpperCase())).toEqual([second])
})

test('the revocation of a replaced certificate waits for edges that still serve it', async () => {
  site.system.prober.lead(HOST, ADDRESSES.slice(0, 1))
  site.system.edge.setReachable('far', false)
  await site.pass(20 * MINUTE)
  const body = { revoke_old: true }
  await site.caller.call('POST', `/cdn/resources/${site.id}/ssl/le/reissue`, body)
  await site.pass(5 * MINUTE)
  expect([(await site.diagnosis()).label, site.system.ca.revoked.length]).toEqual(['Success', 0])
  site.system.edge.setReachable('far', true)
  await site.pass(5 * MINUTE)
  expect(site.system.ca.revoked).toHaveLength(1)
})

test('a PoP that never returns is an alarm after POP_BOUND: once, for operators to see, until the revocation goes on', async () => {
  site.system.prober.lead(HOST, ADDRESSES.slice(0, 1))
  site.system.edge.setReachable('far', false)
  await site.pass(20 * MINUTE)
  const operator = await createCaller(site.system.world, 'operator', 'operator')
  const seen = async () => (await operator.call('GET', '/operator/resources')).body.results[0].alarms
  const logged = () => site.system.log.filter(({ event }) => event === 'revocation-waits').length
  await site.caller.call('POST', `/cdn/resources/${site.id}/ssl/le/reissue`, { revoke_old: true })
  await site.pass(10 * MINUTE)
  expect([await seen(), logged()]).toEqual([[], 0])
  await site.pass(20 * MINUTE)
  const alarm = { event: 'revocation-waits', resource: site.id, detail: { pops: ['far'] } }
  expect([await seen(), logged()]).toMatchObject([[alarm], 1])
  expect((await operator.call('GET', '/operator/alarms')).body).toMatchObject([alarm])
  site.system.edge.setReachable('far', true)
  await site.pass(5 * MINUTE)
  expect([await seen(), site.system.ca.revoked.length]).toEqual([[], 1])
})

test('an edge of ours that is down is our trouble: held, never the customer’s fault', async () => {
  site.system.edge.setReachable('far', false)
  await site.pass(MINUTE)
  await site.post(`/cdn/sslData/${site.ssl}/renew`)
  await site.pass(MINUTE)
  const { state, next, problems } = await site.diagnosis()
  expect([state, next.who]).toEqual(['waiting', 'us'])
  expect(['edge-unreachable', 'edge-not-propagated']).toContain(problems[0].code)
  site.system.edge.setReachable('far', true)
  await site.pass(5 * MINUTE)
  expect((await site.diagnosis()).label).toBe('Success')
})
