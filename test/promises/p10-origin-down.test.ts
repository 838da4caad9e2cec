// P10: the origin need not be up; it is told. An operator may demand it.

import { afterEach, expect, test } from 'vitest'
import { HOUR, MINUTE, startSite, type Site } from '../system/site.ts'

const ORIGIN = 'origin.customer.example'
const ADDRESS = '192.0.2.80'
const DOWN = { is: 'unreachable', detail: 'the connection was refused' } as const
let site: Site
afterEach(() => site.system.close())

async function startWithOrigin(requireOrigin: boolean): Promise<void> {
  site = await startSite({ demands: { requireOrigin } })
  site.system.prober.lead(ORIGIN, [ADDRESS])
}

test('an origin that is down is told, and holds up nothing (PRE-23)', async () => {
  await startWithOrigin(false)
  site.system.prober.listen(ADDRESS, DOWN)
  await site.pass(MINUTE)
  const { label, problems, origin } = await site.diagnosis()
  expect([label, problems]).toEqual(['Success', []])
  expect(origin.findings).toMatchObject([
    { code: 'origin-down', severity: 'note', evidence: `${ORIGIN}: the connection was refused.` },
  ])
})

test('an origin that is up is not told of', async () => {
  await startWithOrigin(false)
  await site.pass(MINUTE)
  expect((await site.diagnosis()).origin).toEqual({ facts: [{ source: ORIGIN, is: 'open' }], findings: [] })
})

test('where the operator demands an origin, a certificate waits for it and costs nothing meanwhile', async () => {
  await startWithOrigin(true)
  site.system.prober.listen(ADDRESS, DOWN)
  await site.pass(HOUR)
  const { label, problems } = await site.diagnosis()
  expect([label, problems[0].code]).toEqual(['Pre-validation failed', 'origin-required'])
  expect(site.system.ca.orders).toHaveLength(0)
  site.system.prober.listen(ADDRESS, { is: 'open' })
  await site.pass(16 * MINUTE)
  expect((await site.diagnosis()).label).toBe('Success')
})

test('an origin in the operator’s network is not looked at, and not held against anybody', async () => {
  await startWithOrigin(true)
  site.system.prober.listen(ADDRESS, { is: 'reserved' })
  await site.pass(MINUTE)
  expect((await site.diagnosis()).label).toBe('Success')
})
