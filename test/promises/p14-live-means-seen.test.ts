// P14: Success is said only when every edge in service that terminates TLS has been seen serving the certificate. An edge out
// of service is named, and not waited for beyond a bound.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { HOST } from '../system/caller.ts'
import { POPS } from '../system/memory-system.ts'
import { DAY, MINUTE, startSite, type Site } from '../system/site.ts'

let site: Site
beforeEach(async () => {
  site = await startSite({ terminating: POPS })
})
afterEach(() => site.system.close())

const rollout = async (): Promise<readonly { pop: string; membership: string; serial: string | null }[]> => {
  const { body } = await site.caller.call('GET', `/cdn/resources/${site.id}/ssl/le/rollout`)
  return body.map(
    ({
      pop,
      membership,
      hosts,
    }: {
      pop: string
      membership: string
      hosts: { serial: string | null }[]
    }) => ({
      pop,
      membership,
      serial: hosts[0]?.serial ?? null,
    }),
  )
}
const isServedBy = (pop: string): boolean => site.system.edge.held(pop, HOST, 'certificate') !== null
/** Goes on until the certificate is on its way. */
const pass = (until: () => Promise<boolean>) => site.system.pass(30 * MINUTE, until)
const isAt = async (state: string): Promise<boolean> => (await site.diagnosis()).state === state

test('an edge that has the certificate but is not seen serving it is named, and nothing is said to be done', async () => {
  let blind = true
  site.system.setPlan((port, call) => (blind && port === 'edge' && call === 'observe' ? 'failed' : null))
  await pass(() => isAt('deploying'))
  await site.pass(5 * MINUTE)
  expect(POPS.map(isServedBy)).toEqual([true, true])
  const waiting = await site.diagnosis()
  expect([waiting.label, waiting.next.who]).toEqual(['Processing', 'us'])
  expect(waiting.problems).toMatchObject(
    POPS.toSorted().map((pop) => ({
      code: 'not-served-yet',
      evidence: expect.stringContaining(`The edge ${pop} `),
    })),
  )
  expect((await site.resource()).sslEnabled).toBe(true)
  expect((await site.status()).latest_status).toBeNull()

  blind = false
  await pass(() => isAt('active'))
  const { label, problems } = await site.diagnosis()
  expect([label, problems]).toEqual(['Success', []])
  expect((await site.status()).latest_status.status).toBe('DONE')
  const serials = (await rollout()).map(({ serial }) => serial)
  expect(serials).toEqual([site.served(), site.served()])
})

test('one edge of two that answers without it is enough to wait for, however long it takes', async () => {
  // It answers its admin API, but cannot be seen from where visitors are.
  const { observe } = site.system.edge
  site.system.edge.observe = async (pop, at, host) =>
    pop.name === 'far' ? { is: 'none', detail: 'no certificate' } : observe(pop, at, host)
  await pass(() => isAt('deploying'))
  // Longer than a silent one is waited for.
  await site.pass(20 * MINUTE)
  const { label, problems } = await site.diagnosis()
  expect(label).toBe('Processing')
  expect(problems).toMatchObject([{ code: 'not-served-yet', evidence: expect.stringContaining('edge far') }])
  site.system.edge.observe = observe
  await pass(() => isAt('active'))
})

test('an edge whose TLS is out of reach while it answers us is not waited for beyond the bound, is an alarm until it answers, and counts again then', async () => {
  const { edge, world } = site.system
  const { observe } = edge
  edge.observe = async (pop, at, host) =>
    pop.name === 'far' ? { is: 'unreachable', detail: 'connection refused' } : observe(pop, at, host)
  const state = async () => {
    const far = (await world.store.pops()).find(({ name }) => name === 'far')
    const alarms = (await world.store.alarms()).map(({ event, subject }) => `${event} ${subject}`)
    return [far?.membership, far?.fault?.includes('no TLS session') ?? false, alarms]
  }
  await pass(() => isAt('deploying'))
  await site.pass(14 * MINUTE)
  expect([await isAt('deploying'), await state()]).toEqual([true, ['in', false, []]])
  expect((await world.store.load(site.id))?.state).toMatchObject({ problem: { code: 'not-served-yet' } })
  await site.pass(3 * MINUTE)
  const silent = ['in', true, ['pop-tls-silent far']]
  expect([(await site.diagnosis()).label, await state()]).toEqual(['Success', silent])
  // Known to be so, it holds up nobody else.
  await site.caller.call('POST', `/cdn/resources/${site.id}/ssl/le/reissue`, {})
  await site.pass(MINUTE)
  expect(await isAt('active')).toBe(true)
  edge.observe = observe
  await site.pass(5 * MINUTE)
  expect(await state()).toEqual(['in', false, []])
  expect(isServedBy('far')).toBe(true)
})

test('where no edge can be seen, nothing is said to be done; an expiry meanwhile is told as our edges’ trouble', async () => {
  await pass(() => isAt('active'))
  const { current } = (await site.system.world.store.load(site.id)) ?? {}
  await site.pass(2 * DAY)
  site.system.edge.observe = async () => ({ is: 'unreachable', detail: 'connection refused' })
  await site.caller.call('POST', `/cdn/resources/${site.id}/ssl/le/reissue`, {})
  await pass(() => isAt('deploying'))
  site.system.setClock((current?.notAfter ?? 0) - site.system.world.now() - MINUTE)
  await site.pass(5 * MINUTE)
  expect(await site.diagnosis()).toMatchObject({
    label: 'Processing',
    problems: [{ code: 'not-served-yet' }, { code: 'not-served-yet' }],
  })
  expect(await site.told()).toContain('expired')
  const [mail] = await site.system.world.store.notices(site.caller.client)
  expect(mail?.text).toContain('Its successor is issued')
})

test('an edge that falls silent on the way is waited for until it is out of service, named as that, and gets it when it is back', async () => {
  site.system.edge.observe = offWhenAsked(site)
  await pass(() => isAt('deploying'))
  await site.pass(10 * MINUTE)
  expect((await site.diagnosis()).problems).toMatchObject([
    { code: 'not-served-yet', evidence: expect.stringContaining('edge far') },
  ])
  // POP_BOUND: a quarter of an hour of silence.
  await pass(() => isAt('active'))
  expect(site.system.log).toContainEqual(expect.objectContaining({ event: 'pop-out', pop: 'far' }))
  expect(await rollout()).toEqual([
    { pop: 'far', membership: 'out', serial: null },
    { pop: 'near', membership: 'in', serial: site.served() },
  ])
  expect((await site.diagnosis()).label).toBe('Success')

  site.system.edge.setReachable('far', true)
  await pass(async () => (await rollout()).every(({ membership }) => membership === 'in'))
  expect(isServedBy('far')).toBe(true)
})

test('an edge that refuses visitors with the new certificate brings the one before back, on every edge', async () => {
  await pass(() => isAt('active'))
  const before = site.served()
  const { observe } = site.system.edge
  const shown = new Set<string>()
  // It takes the new one, and then cannot serve it.
  site.system.edge.observe = async (pop, at, host) => {
    const seen = await observe(pop, at, host)
    if (seen.is !== 'served' || seen.serial === before || pop.name !== 'far') return seen
    shown.add(seen.serial)
    return { is: 'none', detail: 'the handshake was refused' }
  }
  await site.caller.call('POST', `/cdn/resources/${site.id}/ssl/le/reissue`, { revoke_old: true })
  await pass(() => isAt('failed'))
  expect((await site.diagnosis()).problems).toMatchObject([
    { code: 'certificate-refused', evidence: expect.stringContaining('edge far') },
  ])
  await site.pass(MINUTE)
  const serials = POPS.map((pop) => site.system.edge.held(pop, HOST, 'certificate'))
  expect(serials).toMatchObject([{ serial: before }, { serial: before }])
  expect([shown.size, site.system.ca.revoked, (await site.resource()).sslEnabled]).toEqual([1, [], true])
  // The next series tries again by itself.
  site.system.edge.observe = observe
  await site.system.pass(DAY, () => isAt('active'))
  expect(site.served()).not.toBe(before)
})

test('an edge that is down with the new certificate, or still shows the one before, takes nothing back', async () => {
  await pass(() => isAt('active'))
  const { observe } = site.system.edge
  for (const is of ['unreachable', 'served'] as const) {
    const serial = site.served() ?? ''
    const seen = is === 'served' ? { is, serial, names: [HOST] } : { is, detail: 'refused' }
    site.system.edge.observe = async (pop, at, host) => (pop.name === 'far' ? seen : observe(pop, at, host))
    await site.caller.call('POST', `/cdn/resources/${site.id}/ssl/le/reissue`, {})
    await pass(() => isAt('deploying'))
    await site.pass(10 * MINUTE)
    expect(await isAt('deploying')).toBe(true)
    site.system.edge.observe = observe
    await pass(() => isAt('active'))
  }
})

/** The far edge dies at the moment it is looked at for the first time. */
function offWhenAsked({ system }: Site): typeof system.edge.observe {
  const { observe } = system.edge
  return async (pop, at, host) => {
    if (pop.name === 'far') system.edge.setReachable('far', false)
    return observe(pop, at, host)
  }
}
