// How often the CA is asked for its renewal advice (RFC 9773), whatever it answers.

import { CaError, type RenewalInfo } from '@wellknown/control/adapters/ca/port.ts'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, startSite, type Site } from '../system/site.ts'

const SECOND = 1000
/** RFC 9773 §4.3.2: what is asked when nothing else is said. */
const SIX_HOURS = 6 * HOUR
let site: Site
let asked: { at: number; chain: string }[]
let answer: () => RenewalInfo | null

beforeEach(async () => {
  site = await startSite()
  asked = []
  answer = () => null
  const { ca, world } = site.system
  Object.assign(ca, {
    renewalInfo: async (chain: string) => {
      asked.push({ at: world.now(), chain })
      return answer()
    },
  })
})
afterEach(() => site.system.close())

const goLive = () => site.system.pass(5 * MINUTE, async () => (await site.diagnosis()).state === 'active')
const gaps = () => asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0))
const advising = (retryAfter: number | null) => (): RenewalInfo => {
  const now = site.system.world.now()
  const start = (asked[0]?.at ?? 0) + 50 * DAY
  return {
    start,
    end: start + DAY,
    explanationUrl: null,
    retryAt: retryAfter === null ? null : now + retryAfter,
  }
}
const refusing =
  (status: number | null, retryAfter: number | null = null) =>
  (): never => {
    const retryAt = retryAfter === null ? null : site.system.world.now() + retryAfter
    const nothing = { type: null, subproblems: [], location: null, secretLink: null }
    throw new CaError({ ...nothing, status, detail: 'no advice', retryAt })
  }
const chainInUse = async (): Promise<string> => {
  const saved = await site.system.world.store.load(site.id)
  return (await site.system.world.store.certificate(saved?.current?.certificate ?? ''))?.chain ?? ''
}

test('it is asked at once when a certificate is live, for that one (SCHED-25)', async () => {
  await goLive()
  await site.pass(SECOND)
  expect(asked).toEqual([{ at: expect.any(Number), chain: await chainInUse() }])
  expect(site.system.world.now() - (asked[0]?.at ?? 0)).toBeLessThanOrEqual(MINUTE)
})

describe('it is asked again', () => {
  test.each([
    ['no sooner than in a minute where it says a second', SECOND, MINUTE],
    ['when it says, in between', 3 * HOUR, 3 * HOUR],
    ['no later than in a day where it says ten', 10 * DAY, DAY],
    ['in six hours where it says nothing', null, SIX_HOURS],
  ])('%s (SCHED-8)', async (_, retryAfter, gap) => {
    answer = advising(retryAfter)
    await goLive()
    await site.pass(3 * gap + SECOND)
    expect(gaps()).toEqual([gap, gap, gap])
  })

  test.each([
    ['a window that is none', 200],
    ['a certificate that it does not know', 404],
  ])('in six hours after %s, and the share of the lifetime stands (SCHED-7, SCHED-10)', async (_, status) => {
    answer = refusing(status)
    await goLive()
    await site.pass(DAY + SECOND)
    expect(gaps()).toEqual([SIX_HOURS, SIX_HOURS, SIX_HOURS, SIX_HOURS])
    const { current } = (await site.system.world.store.load(site.id)) ?? {}
    const left = (current?.notAfter ?? 0) - Date.parse((await site.diagnosis()).next.at)
    expect(left).toBeGreaterThanOrEqual(30 * DAY)
    expect(left).toBeLessThanOrEqual(32 * DAY)
  })

  test.each([
    ['a fault of its own', 500],
    ['no answer', null],
  ])(
    'ever more seldom, up to six hours, while there is %s; and soon after the next one (SCHED-10)',
    async (_, status) => {
      answer = refusing(status)
      await goLive()
      await site.pass(2 * DAY)
      const waits = gaps()
      expect(waits.slice(0, 4)).toEqual([MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE])
      expect(waits.slice(-2)).toEqual([SIX_HOURS, SIX_HOURS])
      expect(Math.max(...waits)).toBe(SIX_HOURS)
      // Once it was heard, the count begins anew.
      answer = advising(null)
      await site.pass(2 * DAY)
      answer = refusing(status)
      const before = asked.length
      await site.pass(SIX_HOURS + 3 * MINUTE)
      expect(gaps().slice(before, before + 2)).toEqual([MINUTE, 2 * MINUTE])
    },
  )

  test('within a day, whatever time a refusal names (SCHED-8)', async () => {
    answer = refusing(404, 30 * DAY)
    await goLive()
    await site.pass(2 * DAY + SECOND)
    expect(gaps()).toEqual([DAY, DAY])
  })
})

describe('it is never asked about a certificate', () => {
  test('that was replaced (SCHED-11)', async () => {
    await goLive()
    const first = await chainInUse()
    await site.post(`/cdn/sslData/${site.ssl}/renew`)
    await site.pass(MINUTE)
    const second = await chainInUse()
    expect(second).not.toBe(first)
    await site.pass(3 * DAY)
    expect(asked.map(({ chain }) => (chain === first ? 1 : 2))).toEqual([1, 2, 2, 2, 2])
  })

  test('that has run out (SCHED-11)', async () => {
    await goLive()
    const { current } = (await site.system.world.store.load(site.id)) ?? {}
    await site.patch({ sslEnabled: false })
    await site.pass(100 * DAY)
    // Kept for the customer to come back to, it is asked about to its end.
    const left = (current?.notAfter ?? 0) - (asked.at(-1)?.at ?? 0)
    expect(left).toBeGreaterThan(0)
    expect(left).toBeLessThanOrEqual(DAY)
  })
})
