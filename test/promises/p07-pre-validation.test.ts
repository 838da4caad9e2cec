// P7: pre-validation comes before the CA. It explains, costs nothing, goes on by itself, and never has the last word.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { LETS_ENCRYPT } from '@wellknown/control/limits.ts'
import { HOST } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { HOUR, MINUTE, startSite, type Site } from '../system/site.ts'

const ELSEWHERE = '203.0.113.9'
let site: Site
beforeEach(async () => {
  site = await startSite()
})
afterEach(() => site.system.close())

const anyway = () => site.post(`/cdn/resources/${site.id}/ssl/le/anyway`)
const retry = () => site.post(`/cdn/sslData/${site.ssl}/force-retry`)
const preValidate = () => site.post(`/cdn/resources/${site.id}/ssl/le/pre-validate`)
const looks = async () =>
  (await site.system.world.store.history(site.id)).filter(({ event }) => event === 'looked').length
type Found = { severity: string; code: string }
const found = async (): Promise<readonly string[]> =>
  (await site.diagnosis()).names.flatMap(({ findings }: { findings: Found[] }) =>
    findings.map(({ severity, code }) => `${severity} ${code}`),
  )

test('a name that leads elsewhere: cause, evidence, who acts, the record to set and a guide; the CA is never called (PRE-3, PRE-28)', async () => {
  const { prober, ca } = site.system
  prober.serve(HOST, { CNAME: ['shop.elsewhere.example'] })
  prober.lead('shop.elsewhere.example', [ELSEWHERE])
  await site.pass(MINUTE)
  const diagnosis = await site.diagnosis()
  expect(diagnosis).toMatchObject({ label: 'Pre-validation failed', next: { who: 'customer' } })
  const target = `cl-${site.caller.client}.cdn.example`
  expect(diagnosis.problems).toEqual([
    {
      code: 'cname-elsewhere',
      name: HOST,
      explanation: expect.stringMatching(/^The name is an alias of something else/),
      evidence: expect.stringContaining('shop.elsewhere.example'),
      who_acts: 'customer',
      fix: expect.stringContaining('CNAME record shown'),
      record: { name: HOST, type: 'CNAME', value: target },
      guide: '/guide/cname-elsewhere',
    },
  ])
  expect(diagnosis.problems[0].evidence).toContain(target)
  // It is looked at every quarter of an hour, by itself.
  await site.pass(HOUR)
  expect(await looks()).toBe(5)
  expect((await site.diagnosis()).label).toBe('Pre-validation failed')
  expect(ca.orders).toHaveLength(0)
  // No attempt is spent, nor begun.
  expect((await site.status()).errors.certificate[0]).toContain('not started yet')
  prober.serve(HOST, null)
  prober.lead(HOST, ADDRESSES)
  await site.pass(16 * MINUTE)
  expect((await site.diagnosis()).label).toBe('Success')
  expect(ca.orders).toHaveLength(1)
})

test('all names are told of together, and no order is made for the good ones (PRE-27)', async () => {
  const names = Array.from({ length: 9 }, (_, index) => `n${index}.customer.example`)
  for (const name of names) site.system.prober.lead(name, ADDRESSES)
  site.system.prober.lead('n4.customer.example', null)
  await site.patch({ secondaryHostnames: names })
  await site.pass(MINUTE)
  const { names: told, problems } = await site.diagnosis()
  expect(told.map(({ name }: { name: string }) => name)).toEqual([HOST, ...names])
  for (const { name, facts } of told)
    expect(facts.dns.is).toBe(name === 'n4.customer.example' ? 'nxdomain' : 'found')
  expect(problems.map(({ name, code }: { name: string; code: string }) => [name, code])).toEqual([
    ['n4.customer.example', 'name-does-not-exist'],
  ])
  const { errors } = (await preValidate()).body
  expect(errors).toEqual([expect.stringContaining('Problem detected: The name does not exist in DNS.')])
  expect(site.system.ca.orders).toHaveLength(0)
})

test('CAA, DNSSEC and a redirect in front are found before the CA finds them (PRE-10, PRE-18, PRE-19, PRE-21)', async () => {
  const { prober, ca } = site.system
  const issue = (value: string) => ({ CAA: [{ flags: 0, tag: 'issue', value }] })
  const led = { A: ADDRESSES }
  const diagnose = async () => {
    await retry()
    await site.pass(MINUTE)
    return (await site.diagnosis()).problems[0]
  }
  prober.serve(HOST, { ...led, ...issue('ca.other.example') })
  await site.pass(MINUTE)
  expect((await site.diagnosis()).problems).toMatchObject([
    { code: 'caa-forbids', record: { name: HOST, type: 'CAA', value: '0 issue "letsencrypt.org"' } },
  ])
  prober.serve(HOST, { CNAME: ['flat.customer.example'] })
  prober.serve('flat.customer.example', { ...led, ...issue(';') })
  expect(await diagnose()).toMatchObject({ code: 'caa-forbids', record: { name: 'flat.customer.example' } })
  prober.serve(HOST, { ...led, ...issue(`letsencrypt.org; accounturi=${site.system.world.ca.account}0`) })
  expect(await diagnose()).toMatchObject({ code: 'caa-account' })
  prober.serve(HOST, { ...led, bogus: 'signature expired' })
  expect(await diagnose()).toMatchObject({
    code: 'dnssec-bogus',
    evidence: expect.stringContaining('DNSSEC Bogus: signature expired'),
  })
  prober.serve(HOST, { A: [ELSEWHERE] })
  prober.respond(ELSEWHERE, {
    is: 'other',
    status: 301,
    headers: { server: 'cloudflare' },
    excerpt: '',
    page: null,
    long: false,
    redirect: { urls: [`https://${HOST}/`], end: { is: 'other', status: 404, excerpt: '' } },
  })
  expect(await diagnose()).toMatchObject({
    code: 'redirect-to-https',
    evidence: expect.stringContaining('Cloudflare'),
  })
  expect(ca.orders).toHaveLength(0)
  // Our account, exactly, lets it pass (PRE-14).
  prober.serve(HOST, { ...led, ...issue(`letsencrypt.org; accounturi=${site.system.world.ca.account}`) })
  await diagnose()
  expect((await site.diagnosis()).label).toBe('Success')
})

test('an unsure check never blocks: it is told, and the CA is asked', async () => {
  site.system.prober.serve('customer.example', { silent: true })
  await site.pass(MINUTE)
  expect((await site.diagnosis()).label).toBe('Success')
  expect(await found()).toContain('unsure caa-unsure')
})

test('an edge that only we cannot reach is our trouble, and in the end left to the CA (PRE-8)', async () => {
  const [, far = ''] = ADDRESSES
  site.system.prober.respond(far, { is: 'unreachable', how: 'timeout', detail: 'no answer in time' })
  await site.pass(5 * MINUTE)
  expect(await site.diagnosis()).toMatchObject({
    label: 'Held',
    next: { who: 'us' },
    problems: [{ code: 'edge-unreachable', who_acts: 'us' }],
  })
  expect(site.system.ca.orders).toHaveLength(0)
  await site.pass(20 * MINUTE)
  expect((await site.diagnosis()).label).toBe('Success')
  expect(await found()).toContain('unsure edge-not-seen')
  expect((await site.status()).attempts_count).toBe(1)
})

test('resolvers of ours that are silent are our trouble, not the name’s', async () => {
  const { prober } = site.system
  const target = `cl-${site.caller.client}.cdn.example`
  prober.serve(HOST, { silent: true })
  prober.serve(target, { silent: true })
  await site.pass(MINUTE)
  expect(await site.diagnosis()).toMatchObject({ label: 'Held', problems: [{ code: 'our-trouble' }] })
  prober.serve(target, null)
  await site.pass(MINUTE)
  expect((await site.diagnosis()).problems).toMatchObject([{ code: 'dns-timeout', who_acts: 'customer' }])
})

test('a PoP without the probe yet is waited for, at most a minute at a time; no attempt is spent (PRE-22)', async () => {
  site.system.edge.setReachable('far', false)
  await site.pass(MINUTE)
  const { label, problems, next } = await site.diagnosis()
  expect([label, problems[0].code]).toEqual(['Held', 'edge-not-propagated'])
  expect(Date.parse(next.at) - site.system.world.now()).toBeLessThanOrEqual(MINUTE)
  site.system.edge.setReachable('far', true)
  await site.pass(2 * MINUTE)
  expect(await site.status()).toMatchObject({ attempts_count: 1, latest_status: { status: 'DONE' } })
})

test('a customer who is sure asks the CA anyway, once an hour: 429 with the time otherwise', async () => {
  site.system.prober.lead(HOST, [ELSEWHERE])
  await site.pass(MINUTE)
  expect((await anyway()).status).toBe(201)
  await site.pass(20 * MINUTE)
  expect(site.system.ca.orders).toHaveLength(1)
  expect((await site.diagnosis()).label).toBe('Pre-validation failed')
  const refused = await anyway()
  expect(refused.status).toBe(429)
  const wait = Number(refused.headers.get('retry-after')) * 1000
  expect([wait > 30 * MINUTE, wait <= HOUR]).toEqual([true, true])
  await site.pass(wait)
  expect((await anyway()).status).toBe(201)
  await site.pass(MINUTE)
  expect(site.system.ca.orders).toHaveLength(2)
})

test('asking anyway outlives trouble of ours on the way: the CA is still asked, once (P13)', async () => {
  const { prober, edge, ca } = site.system
  prober.lead(HOST, [ELSEWHERE])
  await site.pass(MINUTE)
  edge.setReachable('far', false)
  expect((await anyway()).status).toBe(201)
  await site.pass(2 * MINUTE)
  expect((await site.diagnosis()).problems).toMatchObject([{ code: 'edge-not-propagated' }])
  edge.setReachable('far', true)
  await site.pass(2 * MINUTE)
  expect([ca.orders.length, (await site.status()).attempts_count]).toEqual([1, 1])
  // It has judged: from now on our own look decides again.
  await site.pass(20 * MINUTE)
  expect([ca.orders.length, (await site.diagnosis()).label]).toEqual([1, 'Pre-validation failed'])
})

test('a force retry that the CA’s limit of failures leaves no room for is a 429 with the time (PRE-29)', async () => {
  await site.system.close()
  site = await startSite({ limits: { ...LETS_ENCRYPT, failures: { count: 1, refill: HOUR } } })
  site.system.ca.blind(true)
  await site.pass(MINUTE)
  const refused = await retry()
  expect(refused.status).toBe(429)
  expect(refused.body.errors.certificate[0]).toMatch(/before \d{4}-\d\d-\d\dT/)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(30 * 60)
  expect(site.system.ca.orders).toHaveLength(1)
})
