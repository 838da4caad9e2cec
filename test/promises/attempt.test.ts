// One attempt at the CA: what is asked, when, and how often.

import { CaError } from '@wellknown/control/adapters/ca/port.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { certificateFor } from '../../edge/src/node/test-certificates.ts'
import { HOST } from '../system/caller.ts'
import { ADDRESSES, POPS } from '../system/memory-system.ts'
import { HOUR, MINUTE, startSite, type Site } from '../system/site.ts'

const SECOND = 1000
const OTHER = 'shop.customer.example'
let site: Site
beforeEach(async () => {
  site = await startSite()
  site.system.prober.lead(OTHER, ADDRESSES)
})
afterEach(() => site.system.close())

/** When each call of this name was made. */
function watch(call: 'authorization' | 'order' | 'answer' | 'certificate'): number[] {
  const times: number[] = []
  const { ca, world } = site.system
  const real = ca[call] as (url: string) => Promise<never>
  Object.assign(ca, {
    [call]: (url: string) => {
      times.push(world.now())
      return real(url)
    },
  })
  return times
}
const gapsOf = (times: readonly number[]) =>
  times
    .slice(1)
    .map((time, index) => time - (times[index] ?? 0))
    .filter((gap) => gap > 0)

describe('while the CA has not judged', () => {
  /** It takes the answer and looks at nothing. */
  const sitStill = () => Object.assign(site.system.ca, { answer: async () => undefined })

  test('its authorizations are asked every 2 s at first, then ever more rarely, up to 15 s (ACME-22)', async () => {
    sitStill()
    const times = watch('authorization')
    await site.pass(10 * MINUTE)
    const gaps = gapsOf(times)
    expect(gaps.length).toBeGreaterThan(20)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(2 * SECOND)
    expect(Math.max(...gaps)).toBeLessThanOrEqual(16 * SECOND)
    expect(gaps.at(-1)).toBeGreaterThanOrEqual(15 * SECOND)
    expect(gaps[0]).toBeLessThan(5 * SECOND)
  })

  test('they are asked no sooner than it says (ACME-22)', async () => {
    sitStill()
    const { ca, world } = site.system
    const real = ca.authorization.bind(ca)
    Object.assign(ca, {
      authorization: async (url: string) => ({ ...(await real(url)), retryAt: world.now() + 40 * SECOND }),
    })
    const times = watch('authorization')
    await site.pass(10 * MINUTE)
    expect(Math.min(...gapsOf(times))).toBeGreaterThanOrEqual(40 * SECOND)
  })

  test('it is waited for no longer than the order lives (ACME-22)', async () => {
    sitStill()
    const { ca, world } = site.system
    const real = ca.order.bind(ca)
    const expires = world.now() + 30 * MINUTE
    Object.assign(ca, { order: async (url: string) => ({ ...(await real(url)), expires }) })
    await site.pass(25 * MINUTE)
    expect(ca.orders).toHaveLength(1)
    await site.pass(10 * MINUTE)
    expect(ca.orders.length).toBeGreaterThan(1)
    expect((await site.status()).attempts_count).toBe(0)
  })
})

test('while it issues, the order is read again when it says, and the certificate fetched only once it is there (ACME-25)', async () => {
  const { ca, world } = site.system
  const real = ca.order.bind(ca)
  let done = 0
  Object.assign(ca, {
    order: async (url: string) => {
      const order = await real(url)
      if (order.status !== 'valid') return order
      done ||= world.now() + 9 * SECOND
      const processing = {
        ...order,
        status: 'processing',
        certificateUrl: null,
        retryAt: world.now() + 3 * SECOND,
      }
      return world.now() < done ? processing : order
    },
  })
  const [reads, fetched] = [watch('order'), watch('certificate')]
  await site.pass(MINUTE)
  expect((await site.diagnosis()).label).toBe('Success')
  expect(fetched[0]).toBeGreaterThanOrEqual(done)
  const waiting = reads.filter((time) => time > done - 9 * SECOND && time <= done)
  expect(Math.min(...gapsOf(waiting))).toBeGreaterThanOrEqual(3 * SECOND)
})

test('a challenge that failed ends the order: the CA’s words are kept, the token goes, the next attempt orders anew (ACME-23)', async () => {
  site.system.ca.blind(true)
  await site.pass(5 * MINUTE)
  const { latest_status: latest } = await site.status()
  expect(latest).toMatchObject({
    status: 'FAILED',
    details: expect.stringContaining('It said something else.'),
  })
  expect(POPS.map((pop) => site.system.edge.tokens(pop))).toEqual([0, 0])
  site.system.ca.blind(false)
  await site.pass(HOUR)
  expect(site.system.ca.orders.map(({ issued }) => issued)).toEqual([false, true])
})

test('every name that the CA refuses in one attempt is told of, and counted as the CA counts: name by name', async () => {
  await site.patch({ secondaryHostnames: [OTHER] })
  site.system.ca.blind(true)
  await site.pass(MINUTE)
  expect((await site.status()).attempts_count).toBe(1)
  const { problems } = await site.diagnosis()
  const told = problems.map(({ code, name }: { code: string; name: string }) => `${code} ${name}`)
  expect(told).toEqual([`ca-unauthorized ${HOST}`, `ca-unauthorized ${OTHER}`])
  const { store, ca } = site.system.world
  const buckets = [HOST, OTHER].map((name) => `${ca.directory} failures ${name}`)
  expect((await store.budget(buckets, site.system.world.now())).size).toBe(2)
})

test('names that the CA has validated are not validated again (ACME-17)', async () => {
  site.system.ca.reuseAuthorizations()
  await site.pass(MINUTE)
  const answers = watch('answer')
  await site.patch({ secondaryHostnames: [OTHER] })
  await site.pass(MINUTE)
  expect([answers.length, site.system.ca.orders.at(-1)]).toMatchObject([
    1,
    { names: [HOST, OTHER], issued: true },
  ])
  await site.post(`/cdn/sslData/${site.ssl}/renew`)
  await site.pass(MINUTE)
  expect([answers.length, site.system.ca.orders.length]).toEqual([1, 3])
  expect(site.system.ca.orders.at(-1)).toMatchObject({ issued: true })
})

test('once the CA validates anew, a reissue has every token where it belongs before the CA looks (SCHED-26)', async () => {
  site.system.ca.reuseAuthorizations(7 * HOUR)
  const answers = watch('answer')
  await site.pass(MINUTE)
  await site.pass(6 * HOUR)
  await site.post(`/cdn/sslData/${site.ssl}/renew`)
  await site.pass(MINUTE)
  expect([answers.length, site.system.ca.orders.length]).toEqual([1, 2])
  await site.pass(2 * HOUR)
  await site.post(`/cdn/sslData/${site.ssl}/renew`)
  await site.pass(MINUTE)
  expect([answers.length, site.system.ca.orders.length]).toEqual([2, 3])
  expect(site.system.ca.orders.every(({ issued }) => issued)).toBe(true)
  expect(site.system.early).toEqual([])
})

test('a signing request that is refused is not tried again, and no other order made (ACME-27)', async () => {
  const nothing = { retryAt: null, subproblems: [], location: null, secretLink: null }
  let asked = 0
  Object.assign(site.system.ca, {
    finalize: async () => {
      asked++
      throw new CaError({ type: 'badCSR', status: 400, detail: 'no', ...nothing })
    },
  })
  await site.pass(2 * HOUR)
  expect([asked, site.system.ca.orders.length]).toEqual([1, 1])
  expect(await site.diagnosis()).toMatchObject({ state: 'failed', problems: [{ code: 'ca-refused' }] })
})

describe('a certificate that is not what was ordered is shown to nobody (ACME-30)', () => {
  const strange: readonly (readonly [string, (chain: string) => Promise<string>])[] = [
    ['for another key', async () => (await certificateFor(HOST)).chain],
    ['for other names', async () => (await certificateFor(OTHER)).chain],
    ['with a private key behind it', async (chain) => `${chain}${(await certificateFor(HOST)).key}`],
    [
      'under a foreign issuer',
      async (chain) =>
        `${chain.split(/(?<=-----END CERTIFICATE-----)/)[0]}\n${(await certificateFor(OTHER)).chain}`,
    ],
    ['with text around it', async (chain) => `${chain}and more`],
  ]
  test.each(strange)('%s', async (_, spoil) => {
    const { ca } = site.system
    const real = ca.certificate.bind(ca)
    Object.assign(ca, {
      certificate: async (url: string) => ({ chain: await spoil((await real(url)).chain), alternates: [] }),
    })
    await site.pass(5 * MINUTE)
    expect(site.served()).toBeNull()
    const { state, problems } = await site.diagnosis()
    expect([state, problems[0].code]).toEqual(['failed', 'ca-bad-answer'])
    expect(problems[0].detail ?? '').not.toContain('PRIVATE KEY')
  })
})
