import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LETS_ENCRYPT_PROFILES } from './profiles.ts'
import { ask, createCsr, issue, startRig, validate, ZONE, type Rig } from './rig.ts'

const HOUR_MS = 3_600_000
let rig: Rig
let ahead = 0
let count = 0
const freshName = () => `profile-${++count}.${ZONE}`
const place = (names: readonly string[], profile?: string) =>
  rig.client.createOrder({
    identifiers: names.map((value) => ({ type: 'dns', value })),
    ...(profile !== undefined && { profile }),
  })

beforeAll(async () => {
  rig = await startRig({
    perspectives: 0,
    now: () => Date.now() + ahead,
    profiles: LETS_ENCRYPT_PROFILES,
    reuseAuthorizations: true,
  })
})
afterAll(() => rig.close())

test('the directory lists the profiles, and nothing of them when there are none', async () => {
  const metaOf = async ({ ca }: Rig) =>
    (JSON.parse((await ask(ca, 'GET', ca.directoryUrl)).body) as { meta: object }).meta
  expect(await metaOf(rig)).toMatchObject({ profiles: { shortlived: expect.any(String) as string } })
  const plain = await startRig()
  expect(await metaOf(plain)).not.toHaveProperty('profiles')
  await plain.close()
})

test.each([
  [undefined, 90 * 24],
  ['classic', 90 * 24],
  ['tlsserver', 45 * 24],
  ['shortlived', 160],
])('an order for the profile %s tells it and brings a certificate of %i hours', async (profile, hours) => {
  const name = freshName()
  const order = await place([name], profile)
  expect((order as { profile?: string }).profile).toBe(profile)
  const leaf = new X509Certificate(await issue(rig, [name], profile === undefined ? {} : { profile }))
  expect(leaf.validToDate.getTime() - leaf.validFromDate.getTime()).toBe(hours * HOUR_MS - 1000)
})

test('a profile that is not listed is refused, and so are more names than it takes', async () => {
  const name = freshName()
  await expect(place([name], 'tlsclient')).rejects.toThrow('There is no profile "tlsclient"')
  await expect(place([name], 'constructor')).rejects.toThrow('There is no profile')
  const names = Array.from({ length: 26 }, freshName)
  await expect(place(names, 'shortlived')).rejects.toThrow('more than 25')
  expect((await place(names, 'classic')).status).toBe('pending')
})

test('an order of a profile expires by its times, and shares neither order nor validation with another', async () => {
  const name = freshName()
  const [plain, short] = [await place([name]), await place([name], 'shortlived')]
  expect(short.url).not.toBe(plain.url)
  expect((await place([name], 'shortlived')).url).toBe(short.url)
  await validate(rig, [name], { profile: 'shortlived' })
  expect((await rig.client.getOrder(plain)).status).toBe('pending')
  const csr = await createCsr([name])
  await rig.client.finalizeOrder(await rig.client.getOrder(short), csr)
  expect((await place([name], 'shortlived')).status).toBe('ready')
  const other = freshName()
  const waiting = await place([other], 'shortlived')
  ahead += HOUR_MS
  expect((await rig.client.getOrder(waiting)).status).toBe('invalid')
  ahead += 7 * HOUR_MS
  expect((await place([name], 'shortlived')).status).toBe('pending')
  ahead = 0
})
