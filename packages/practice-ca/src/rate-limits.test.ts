import { createPrivateKey } from 'node:crypto'
import acme from 'acme-client'
import { afterEach, expect, test } from 'vitest'
import { certificateIdOf } from './certificate-id.ts'
import { ask, connect, issue, plan, startRig, validate, ZONE, type RawAnswer, type Rig } from './rig.ts'
import { createRateLimiter, LETS_ENCRYPT_LIMITS, type RateLimits } from './rate-limits.ts'
import { post, problemIn } from './signer.ts'

const HOUR_MS = 3_600_000
let rig: Rig | null = null
let ahead = 0
let count = 0
const freshName = () => `limit-${++count}.${ZONE}`
const now = () => Date.now() + ahead

async function start(rateLimits: RateLimits): Promise<Rig> {
  ahead = 0
  rig = await startRig({ perspectives: 0, now, rateLimits, manage: { host: '127.0.0.1', port: 0 } })
  return rig
}
afterEach(async () => {
  await rig?.close()
  rig = null
})

const order = (
  { ca, client, accountKey }: Pick<Rig, 'ca' | 'client' | 'accountKey'>,
  names: readonly string[],
  more = {},
) =>
  post(
    ca,
    '/new-order',
    createPrivateKey(accountKey.toString()),
    { identifiers: names.map((value) => ({ type: 'dns', value })), ...more },
    { kid: client.getAccountUrl() },
  )
const waitOf = (answer: RawAnswer) => {
  expect([answer.status, problemIn(answer)]).toEqual([429, 'rateLimited'])
  return Number(answer.headers['retry-after'])
}
async function fail(rig: Rig, name: string): Promise<void> {
  await plan(rig.ca, [{ match: { name }, times: 1, fault: { blind: true } }])
  expect((await validate(rig, [name])).status).toBe('invalid')
}

test('orders of an account come out of a bucket that fills again, each account’s its own', async () => {
  const rig = await start({ ordersPerAccount: { size: 2, perSeconds: 7200 } })
  await order(rig, [freshName()])
  await order(rig, [freshName()])
  const refused = await order(rig, [freshName()])
  expect(waitOf(refused)).toBeGreaterThan(3590)
  expect(waitOf(refused)).toBeLessThanOrEqual(3600)
  expect(refused.headers.link).toMatch(/rel="help"/)
  expect((JSON.parse(refused.body) as { detail: string }).detail).toMatch(
    /^too many new orders \(2\) from this account in the last 2 h, retry after \d{4}-\d\d-\d\d [\d:]+ UTC: see/,
  )
  const accountKey = await acme.crypto.createPrivateEcdsaKey()
  const client = connect(rig.ca, accountKey)
  await client.createAccount({ termsOfServiceAgreed: true })
  expect((await order({ ca: rig.ca, client, accountKey }, [freshName()])).status).toBe(201)
  ahead += Number(refused.headers['retry-after']) * 1000
  expect((await order(rig, [freshName()])).status).toBe(201)
  expect((await order(rig, [freshName()])).status).toBe(429)
})

test('certificates of a registered domain are counted when issued, and a renewal of the same names is spared', async () => {
  const rig = await start({ certificatesPerDomain: { size: 2, perSeconds: 7 * 86_400 } })
  const name = freshName()
  await issue(rig, [name])
  await issue(rig, [freshName(), freshName()])
  const refused = await order(rig, [freshName()])
  expect(Math.abs(waitOf(refused) - 3.5 * 86_400)).toBeLessThan(60)
  expect((JSON.parse(refused.body) as { detail: string }).detail).toContain(
    `too many certificates (2) already issued for "${ZONE}"`,
  )
  expect((await order(rig, [name])).status).toBe(201)
})

test('the same names again and again are refused, unless ARI calls for it', async () => {
  const rig = await start({ certificatesPerNames: { size: 1, perSeconds: 3600 } })
  const name = freshName()
  const replaces = certificateIdOf(await issue(rig, [name]))
  expect(waitOf(await order(rig, [name]))).toBeGreaterThan(3590)
  expect((await order(rig, [name, freshName()])).status).toBe(201)
  expect((await order(rig, [name], { replaces })).status).toBe(429)
  await plan(rig.ca, [
    { match: { resource: 'renewalInfo', name }, fault: { window: { startsIn: -60, endsIn: 60 } } },
  ])
  expect((await order(rig, [name], { replaces })).status).toBe(201)
})

test('a name that has failed too often is refused for a while, and its account’s other names are not', async () => {
  const rig = await start({ failuresPerName: { size: 2, perSeconds: 3600 } })
  const name = freshName()
  await fail(rig, name)
  await fail(rig, name)
  const refused = await order(rig, [name, freshName()])
  expect(waitOf(refused)).toBeGreaterThan(1790)
  expect((JSON.parse(refused.body) as { detail: string }).detail).toContain(
    `too many failed authorizations (2) for "${name}" in the last 1 h`,
  )
  expect((await order(rig, [freshName()])).status).toBe(201)
  ahead += HOUR_MS / 2
  expect((await order(rig, [name])).status).toBe(201)
})

test('of several limits that are hit the longest wait is told', async () => {
  const rig = await start({
    ordersPerAccount: { size: 1, perSeconds: 60 },
    certificatesPerDomain: { size: 1, perSeconds: 7200 },
  })
  await issue(rig, [freshName()])
  expect(waitOf(await order(rig, [freshName()]))).toBeGreaterThan(7000)
})

test('a name that always fails is paused, one that has succeeded between is not, and time does not help', async () => {
  const rig = await start({ failuresUntilPause: { size: 2, perSeconds: 2 * 86_400 } })
  const [mended, broken] = [freshName(), freshName()]
  await fail(rig, mended)
  expect((await validate(rig, [mended])).status).toBe('ready')
  await fail(rig, `other-${mended}`)
  await fail(rig, broken)
  await fail(rig, broken)
  ahead += 100 * 24 * HOUR_MS
  expect((await order(rig, [mended])).status).toBe(201)
  const paused = await order(rig, [broken, freshName()])
  expect([paused.status, paused.headers['retry-after']]).toEqual([429, undefined])
  const { detail } = JSON.parse(paused.body) as { detail: string }
  expect(detail).toContain(
    `requesting certificates for ${broken}. Please visit: ${rig.ca.directoryUrl.slice(0, 17)}`,
  )
  await ask(rig.ca, 'GET', detail.slice(detail.indexOf('https://')))
  expect((await order(rig, [broken])).status).toBe(201)
  await fail(rig, broken)
  expect((await order(rig, [broken])).status).toBe(201)
})

test('Let’s Encrypt’s sizes let 300 orders through, the next 36 seconds later', () => {
  let time = 0
  const limiter = createRateLimiter(LETS_ENCRYPT_LIMITS, { now: () => time, helpUrl: () => '' })
  const admit = () => limiter.admit({ account: 'a', names: ['www.shop.example'], exemption: 'none' })
  for (let turn = 0; turn < 300; turn++) admit()
  expect(admit).toThrow(/new orders \(300\)/)
  time += 35_999
  expect(admit).toThrow(/new orders/)
  time += 1
  admit()
  expect(admit).toThrow(/new orders/)
})
