import { networkInterfaces } from 'node:os'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { failureOf, startRig, startSite, validate, ZONE, type Rig } from './rig.ts'

/** An address of the public Internet that the map below leads to the site; nothing is ever sent there. */
const PUBLIC = '9.9.9.9'

let rig: Rig
let count = 0
const freshName = () => `place-${++count}.${ZONE}`

beforeAll(async () => {
  rig = await startRig()
})
afterEach(() => {
  rig.site.asked.length = 0
})
afterAll(() => rig.close())

test('a name that does not exist, has no address or whose DNS fails is a dns problem', async () => {
  const cases = [
    [{}, /^DNS problem: NXDOMAIN looking up A for .+; DNS problem: NXDOMAIN looking up AAAA for /],
    [{ a: [] }, /^no valid A records found for .+; no valid AAAA records found for /],
    [{ servfail: true }, /^DNS problem: SERVFAIL looking up A for .+ - the domain's nameservers may be/],
    [
      { dnssecBogus: 'no signature fits' },
      /^DNS problem: looking up A for .+: DNSSEC: DNSSEC Bogus: no signature fits; DNS problem: looking up AAAA/,
    ],
  ] as const
  for (const [records, detail] of cases) {
    const name = freshName()
    rig.dns.set(name, records)
    const failure = failureOf(await validate(rig, [name]))
    expect(failure.type).toBe('dns')
    expect(failure.detail).toMatch(detail)
  }
  expect(rig.site.asked).toEqual([])
})

test('an alias leads to its target’s addresses', async () => {
  const [alias, target, other] = [freshName(), freshName(), freshName()]
  rig.dns.set(alias, { cname: target })
  expect((await validate(rig, [alias])).status).toBe('ready')
  rig.dns.set(other, { cname: target })
  rig.dns.set(target, { a: [] })
  expect(failureOf(await validate(rig, [other])).type).toBe('dns')
})

test('nothing listening is a connection problem with the address in front', async () => {
  const name = freshName()
  rig.dns.set(name, { a: ['127.0.0.13'] })
  const failure = failureOf(await validate(rig, [name]))
  expect(failure.type).toBe('connection')
  expect(failure.detail).toMatch(/^127\.0\.0\.13: Fetching http:\/\/.+: Connection refused$/)
})

test('IPv6 is asked first; IPv4 only when no connection comes about, never for a wrong answer', async () => {
  const wrong = await startSite()
  const right = `127.0.0.1:${rig.site.port}`
  const outcomes = []
  for (const v6 of [right, `127.0.0.13:${rig.site.port}`, `127.0.0.1:${wrong.port}`]) {
    const addressMap = { '2606:4700::1': v6, [PUBLIC]: right }
    const other = await startRig({ addressMap, validationPort: 80, allowReserved: false })
    const name = freshName()
    other.dns.set(name, { a: [PUBLIC], aaaa: ['2606:4700::1'] })
    // Its own site is idle: the map leads to the site of this file, which holds the tokens.
    const order = await validate({ client: other.client, site: rig.site }, [name])
    outcomes.push([order.status, other.log.find(({ event }) => event === 'validated')?.['address']])
    await other.close()
  }
  await wrong.close()
  expect(outcomes).toEqual([
    ['ready', '2606:4700::1'],
    ['ready', PUBLIC],
    ['invalid', '2606:4700::1'],
  ])
})

test.skipIf(!networkInterfaces()['lo']?.some(({ family }) => family === 'IPv6'))(
  'a name with nothing but an IPv6 address is asked there',
  async () => {
    const site = await startSite('::1')
    const other = await startRig({ validationPort: site.port })
    const name = freshName()
    other.dns.set(name, { aaaa: ['::1'] })
    expect((await validate({ client: other.client, site }, [name])).status).toBe('ready')
    expect(site.asked).toHaveLength(6)
    await Promise.all([other.close(), site.close()])
  },
)

test('an address outside the public Internet is refused before anything is sent there', async () => {
  const strict = await startRig({ allowReserved: false })
  for (const records of [
    { a: ['127.0.0.1', '10.1.2.3', '169.254.169.254', '100.64.0.1'] },
    { aaaa: ['::1', 'fd00::1', 'fe80::1', '::ffff:127.0.0.1', '64:ff9b::7f00:1'] },
  ]) {
    const name = freshName()
    strict.dns.set(name, records)
    const failure = failureOf(await validate(strict, [name]))
    expect(failure.type).toBe('dns')
    expect(failure.detail).toMatch(/^no valid A records found for .+; no valid AAAA records found for /)
  }
  expect(strict.site.asked).toEqual([])
  await strict.close()
})
