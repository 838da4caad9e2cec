// P8: a name leads to us when our token is reached through every address of it, whatever its records look like.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOST } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { MINUTE, startSite, type Site } from '../system/site.ts'

const [FOREIGN, FOREIGN6] = ['203.0.113.9', '2001:db8:9::9']
let site: Site
beforeEach(async () => {
  site = await startSite()
})
afterEach(() => site.system.close())

type Found = { severity: string; code: string; evidence: string }
const look = async () => {
  await site.pass(MINUTE)
  const { label, names, problems } = await site.diagnosis()
  const findings: readonly Found[] = names.flatMap(({ findings }: { findings: Found[] }) => findings)
  return { label, problems, found: findings.map(({ severity, code }) => `${severity} ${code}`), findings }
}
const target = async () => (await site.system.world.store.client(site.caller.client))?.cname ?? ''
const page = {
  is: 'other',
  status: 200,
  headers: {},
  excerpt: 'Welcome',
  page: null,
  long: false,
  redirect: null,
} as const

test('an alias of ours is served without remark, through a hop of the customer’s own too (PRE-2)', async () => {
  const { prober } = site.system
  prober.serve(HOST, { CNAME: ['shop.customer.example'] })
  prober.serve('shop.customer.example', { CNAME: [await target()] })
  prober.lead(await target(), ADDRESSES)
  expect(await look()).toMatchObject({ label: 'Success', found: [] })
})

test('a flattened alias and the head of a zone are served with a note (PRE-4, PRE-5)', async () => {
  expect(await look()).toMatchObject({ label: 'Success', found: ['note cname-flattened'] })
  await site.system.close()
  site = await startSite()
  site.system.prober.serve(HOST, { A: ADDRESSES, SOA: [{ primary: 'ns.customer.example', serial: 1 }] })
  expect(await look()).toMatchObject({ label: 'Success', found: ['note apex-address'] })
})

test('a foreign proxy that passes our token is fine, with a note that names it', async () => {
  const { prober } = site.system
  prober.lead(HOST, [FOREIGN])
  prober.proxy(FOREIGN, ADDRESSES[0] ?? '', { server: 'cloudflare', 'cf-ray': '8f00aa-FRA' })
  const { label, found, findings } = await look()
  expect([label, found]).toEqual(['Success', ['note proxied']])
  expect(findings[0]?.evidence).toContain('Cloudflare')
})

test('one foreign address among ours fails, by its name (PRE-6)', async () => {
  site.system.prober.lead(HOST, [...ADDRESSES, FOREIGN])
  const { label, problems } = await look()
  expect(label).toBe('Pre-validation failed')
  expect(problems).toMatchObject([{ code: 'mixed-addresses', evidence: expect.stringContaining(FOREIGN) }])
  expect(site.system.ca.orders).toHaveLength(0)
})

test('a stale IPv6 address fails, by its name, whether another server answers there or none (PRE-7)', async () => {
  const { prober } = site.system
  prober.lead(HOST, [...ADDRESSES, FOREIGN6])
  prober.respond(FOREIGN6, page)
  expect((await look()).problems).toMatchObject([
    { code: 'foreign-ipv6', evidence: expect.stringContaining(FOREIGN6), who_acts: 'customer' },
  ])
  prober.respond(FOREIGN6, { is: 'unreachable', how: 'timeout', detail: 'no answer in time' })
  await site.post(`/cdn/sslData/${site.ssl}/force-retry`)
  expect((await look()).problems).toMatchObject([{ code: 'dead-ipv6' }])
  expect(site.system.ca.orders).toHaveLength(0)
})

test('an address family that we lack is told, not counted', async () => {
  const { prober } = site.system
  prober.lead(HOST, [...ADDRESSES, FOREIGN6])
  prober.respond(FOREIGN6, { is: 'no-route' })
  await site.pass(MINUTE)
  expect((await look()).found).toContain('unsure not-seen')
  expect(site.system.ca.orders).toHaveLength(1)
})

test('an operator may demand a CNAME: then our addresses alone do not do', async () => {
  await site.system.close()
  site = await startSite({ demands: { requireCname: true } })
  const { label, problems } = await look()
  expect(label).toBe('Pre-validation failed')
  const value = await target()
  expect(problems).toMatchObject([{ code: 'cname-required', record: { name: HOST, type: 'CNAME', value } }])
  site.system.prober.serve(HOST, { CNAME: [value] })
  site.system.prober.lead(value, ADDRESSES)
  await site.post(`/cdn/sslData/${site.ssl}/force-retry`)
  expect((await look()).label).toBe('Success')
})

test('DNS-01 is proposed where it would help, and only where it is offered', async () => {
  const split = () => site.system.prober.lead(HOST, [...ADDRESSES, FOREIGN])
  split()
  expect((await look()).found).toEqual(['fail mixed-addresses'])
  await site.system.close()
  site = await startSite({ demands: { offersDns01: true } })
  split()
  expect((await look()).found).toEqual(['fail mixed-addresses', 'note dns-01-helps'])
})
