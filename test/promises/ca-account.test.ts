// Our account at the CA is one, and the operator's: it is never made again by itself, and nothing is agreed to for them.

import { CaError } from '@wellknown/control/adapters/ca/port.ts'
import { agreedTermsSetting } from '@wellknown/control/store/setting-names.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createAutomated, createCaller } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { DAY, HOUR, MINUTE, startSite, type Site } from '../system/site.ts'

let site: Site
beforeEach(async () => {
  site = await startSite()
})
afterEach(() => site.system.close())

const logged = (event: string) => site.system.log.filter((line) => line['event'] === event)
const newTerms = async (name = 'operator') => {
  const operator = await createCaller(site.system.world, 'operator', name)
  return (await operator.call('GET', '/operator/ca')).body.new_terms
}

describe('an account that was deactivated', () => {
  test('stops what is under way; the operator is told, and no attempt is spent (ACME-44)', async () => {
    site.system.ca.deactivateAccount(true)
    await site.pass(5 * MINUTE)
    const { state, next, problems } = await site.diagnosis()
    expect([state, next.who, problems[0].code]).toEqual(['waiting', 'operator', 'ca-account'])
    expect(logged('ca-needs-operator')[0]).toMatchObject({ level: 'alarm', subject: 'ca-account' })
    expect((await site.status()).attempts_count).toBe(0)
    await site.pass(10 * DAY)
    expect([site.system.ca.orders.length, site.system.ca.account]).toEqual([0, 'https://ca.test/account/1'])
  })

  test('takes nothing from those who have a certificate, and all goes on once it is back', async () => {
    await site.pass(MINUTE)
    const before = site.served()
    site.system.ca.deactivateAccount(true)
    await site.post(`/cdn/sslData/${site.ssl}/renew`)
    await site.pass(5 * MINUTE)
    expect([site.served(), (await site.resource()).sslEnabled]).toEqual([before, true])
    site.system.ca.deactivateAccount(false)
    // It is the operator's to say so, for everybody at once.
    expect((await site.post(`/cdn/sslData/${site.ssl}/force-retry`)).status).toBe(400)
    const operator = await createCaller(site.system.world, 'operator', 'operator')
    expect((await operator.call('POST', '/operator/clear', { cause: 'nothing' })).status).toBe(400)
    const cleared = await operator.call('POST', '/operator/clear', { cause: 'ca-account' })
    expect([cleared.status, cleared.body]).toEqual([201, { cleared: 1 }])
    await site.pass(5 * MINUTE)
    expect(site.served()).not.toBe(before)
  })
})

test('one lost account is one alarm, however many resources it holds; it is over once it is mended', async () => {
  const ssl = await createAutomated(site.caller, 'another')
  const other = 'b.customer.example'
  site.system.prober.lead(other, ADDRESSES)
  const wish = { cname: other, origin: 'origin.customer.example', sslEnabled: true, sslData: ssl }
  expect((await site.caller.call('POST', '/cdn/resources', wish)).status).toBe(201)
  site.system.ca.deactivateAccount(true)
  await site.pass(5 * MINUTE)
  const operator = await createCaller(site.system.world, 'operator', 'operator')
  const standing = async () => (await operator.call('GET', '/operator/alarms')).body
  const alarm = { event: 'ca-needs-operator', subject: 'ca-account', resource: null }
  expect(await standing()).toMatchObject([{ ...alarm, detail: { directory: site.system.ca.directory } }])
  expect((await operator.call('GET', '/operator/resources?cause=ca-account')).body.count).toBe(2)
  expect(logged('ca-needs-operator')).toHaveLength(1)
  // What was called mended and is not is told again.
  const clear = () => operator.call('POST', '/operator/clear', { cause: 'ca-account' })
  await clear()
  await site.pass(5 * MINUTE)
  expect([(await standing()).length, logged('ca-needs-operator').length]).toEqual([1, 2])
  site.system.ca.deactivateAccount(false)
  await clear()
  await site.pass(5 * MINUTE)
  expect([await standing(), logged('alarm-over').length]).toEqual([[], 2])
})

test('what an order follows is told only to the account that it was issued for', async () => {
  await site.pass(MINUTE)
  const renew = async () => {
    await site.post(`/cdn/sslData/${site.ssl}/renew`)
    await site.pass(5 * MINUTE)
  }
  await renew()
  site.system.ca.changeAccount('https://ca.test/account/2')
  await renew()
  await renew()
  expect(site.system.ca.orders.map(({ replaces }) => replaces)).toEqual([false, true, false, true])
})

describe('terms that change', () => {
  const NEXT = 'https://ca.test/terms/2'

  test('are told to the operator once, with their URL, and never agreed to', async () => {
    await site.pass(MINUTE)
    expect([await newTerms(), logged('terms-changed')]).toEqual([null, []])
    site.system.ca.changeTerms(NEXT)
    await site.pass(HOUR)
    await site.pass(DAY)
    expect(logged('terms-changed')).toMatchObject([
      { level: 'alarm', url: NEXT, agreed: 'https://ca.test/terms/1' },
    ])
    const { ca, world } = site.system
    expect(await world.store.setting(agreedTermsSetting(ca.directory))).toBe('https://ca.test/terms/1')
  })

  test('stand in the operator’s API until they are agreed to', async () => {
    site.system.ca.changeTerms(NEXT)
    await site.pass(HOUR)
    expect(await newTerms()).toBe(NEXT)
    const { ca, world } = site.system
    await world.store.saveSetting(agreedTermsSetting(ca.directory), NEXT)
    await site.pass(HOUR)
    expect(await newTerms('second')).toBeNull()
  })

  test('and are demanded hold what is under way, with an alarm that has the URL; no attempt is spent', async () => {
    const nothing = { retryAt: null, subproblems: [], location: null, secretLink: null }
    Object.assign(site.system.ca, {
      createOrder: async () => {
        throw new CaError({
          type: 'userActionRequired',
          status: 403,
          detail: `New terms. See ${NEXT}`,
          ...nothing,
        })
      },
    })
    await site.pass(5 * MINUTE)
    const { state, next, problems } = await site.diagnosis()
    expect([state, next.who, problems[0].code]).toEqual(['waiting', 'operator', 'ca-terms-changed'])
    const alarm = { level: 'alarm', subject: 'ca-terms-changed', detail: expect.stringContaining(NEXT) }
    expect(logged('ca-needs-operator')[0]).toMatchObject(alarm)
    expect((await site.status()).attempts_count).toBe(0)
  })
})
