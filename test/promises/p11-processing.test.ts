// P11: while the issue process is open its status says so; after a failure, the CA's reason and the next time.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { LETS_ENCRYPT } from '@wellknown/control/limits.ts'
import { MINUTE, startSite, type Site } from '../system/site.ts'

let site: Site
beforeEach(async () => {
  site = await startSite()
})
afterEach(() => site.system.close())

const retry = () => site.post(`/cdn/sslData/${site.ssl}/force-retry`)

test('the status object on its way: not started, open, failed with the next time, done', async () => {
  expect(await site.status()).toEqual({
    errors: { certificate: ["Let's Encrypt certificate issuing is not started yet."] },
  })
  site.system.ca.blind(true)
  await site.pass(MINUTE)
  const failed = await site.status()
  expect(failed).toMatchObject({
    active: true,
    finished: null,
    attempts_count: 1,
    resource: site.id,
    statuses: [{ status: 'FAILED', error: 'CaUnauthorized', retry_after: null }],
  })
  expect(failed.latest_status).toEqual(failed.statuses[0])
  expect(failed.latest_status.details).toContain('It said something else.')
  expect(await site.diagnosis()).toMatchObject({
    label: 'Processing',
    next: { at: failed.next_attempt_time },
  })
  site.system.ca.blind(false)
  await site.pass(15 * MINUTE)
  expect(await site.status()).toMatchObject({
    active: false,
    attempts_count: 2,
    next_attempt_time: null,
    statuses: [{ status: 'FAILED' }, { status: 'DONE', error: '', details: '' }],
  })
})

test('force retry spends of the same failures the CA counts: the sixth in an hour is a 429 with the time (SCHED-2, PRE-29)', async () => {
  site.system.ca.blind(true)
  await site.pass(MINUTE)
  for (let failed = 2; failed <= 4; failed++) {
    expect((await retry()).status).toBe(201)
    await site.pass(1000)
  }
  expect((await site.status()).attempts_count).toBe(4)
  // A run has five; the next begins with the customer's word, and the bucket is empty by then.
  expect((await retry()).status).toBe(201)
  await site.pass(1000)
  expect(await site.diagnosis()).toMatchObject({ label: 'Failed' })
  expect((await retry()).status).toBe(400)
  await site.post(`/cdn/sslData/${site.ssl}/renew`)
  await site.pass(1000)
  expect(await site.diagnosis()).toMatchObject({ label: 'Held', problems: [{ code: 'rate-limited' }] })
  const late = await retry()
  expect(late.status).toBe(429)
  expect(Number(late.headers.get('retry-after'))).toBeLessThanOrEqual(LETS_ENCRYPT.failures.refill / 1000)
  expect(site.system.ca.orders).toHaveLength(5)
})
