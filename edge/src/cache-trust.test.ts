// What a cache that is not trusted may bring about: nothing by a key that has ended, and no write after write to mend it.

import {
  generateSigningKey,
  importSigningKey,
  importVerifyingKeys,
  signConfig,
  WIRE,
  type SigningKey,
  type VerifyingKeys,
} from '@wellknown/wire'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { OPEN } from './black-box/driver.ts'
import { createCachedConfigs } from './cached-configs.ts'
import type { Configs } from './configs.ts'
import { openShelf } from './node/shelf.ts'
import { createKvModel, type KvModel } from './shelf/kv-model.ts'
import type { SnapshotCache } from './shelf/snapshot-port.ts'
import type { World } from './world.ts'

const HOST = 'www.customer.test'
const SECOND = 1000
const MINUTE = 60 * SECOND
const START = 1_800_000_000_000
const ENDS = START + 5 * MINUTE

let time: number
let reads: number
let fails: boolean
let shelf: ReturnType<typeof openShelf>
let kv: KvModel
let key: SigningKey
let keys: VerifyingKeys
let behind: Promise<unknown>[]

beforeEach(async () => {
  time = START
  reads = 0
  fails = false
  behind = []
  shelf = openShelf(':memory:')
  kv = createKvModel(() => time)
  const { privateJwk, publicJwk } = await generateSigningKey()
  key = await importSigningKey(privateJwk)
  keys = await importVerifyingKeys({ keys: [{ ...publicJwk, exp: ENDS / 1000 }] })
})
afterEach(() => shelf.close())

function startIsolate(cache: SnapshotCache = kv.location()): Configs {
  const counted: World['shelf'] = {
    ...shelf,
    async held(host, kind) {
      reads++
      if (fails) throw new Error('the shelf is not available')
      return shelf.held(host, kind)
    },
  }
  const later = (work: Promise<unknown>): void => void behind.push(work)
  // The cast: configurations are all that is asked of this world.
  return createCachedConfigs({ shelf: counted, keys, later, now: () => time } as World, cache)
}
const signed = async (resource: number, rev: number) => signConfig(HOST, 1, rev, { ...OPEN, resource }, key)
async function hold(resource: number, rev: number): Promise<void> {
  const push = { wire: WIRE, kind: 'config', host: HOST, epoch: 1, rev } as const
  const nonce = { value: `nonce-${rev}`, expires: time }
  await shelf.put({ ...push, document: await signed(resource, rev) }, `digest-${rev}`, nonce, time)
}
async function visit(isolate: Configs): Promise<number | null> {
  const loaded = await isolate.of(HOST)
  await Promise.all(behind.splice(0))
  return loaded?.config.resource ?? null
}

test('what was taken while its key counted is served when that has ended, warm and cold, at no more reads', async () => {
  await hold(1, 1)
  const warm = startIsolate()
  await warm.renew(HOST)
  for (time = ENDS - MINUTE; time < ENDS + 2 * MINUTE; time += 5 * SECOND) expect(await visit(warm)).toBe(1)
  const cold = startIsolate()
  expect(await visit(cold)).toBe(1)
  reads = 0
  for (const end = time + 5 * MINUTE; time < end; time += 5 * SECOND) {
    expect([await visit(warm), await visit(cold)]).toEqual([1, 1])
  }
  expect(reads).toBeLessThanOrEqual(2)
  fails = true
  for (const end = time + 30 * MINUTE; time < end; time += 30 * SECOND) expect(await visit(warm)).toBe(1)
})

test.each([
  ['a newer revision', 999],
  ['the revision that is held', 1],
])('a key that has ended puts nothing of its own into use by way of the cache: %s', async (_, rev) => {
  await hold(1, 1)
  const warm = startIsolate()
  await warm.renew(HOST)
  expect(await visit(warm)).toBe(1)
  time = ENDS + SECOND
  const forged = JSON.stringify(await signed(666, rev))
  for (const end = time + 12 * MINUTE; time < end; time += 10 * SECOND) {
    kv.central.set(HOST, forged)
    expect([await visit(warm), await visit(startIsolate())]).toEqual([1, 1])
  }
  fails = true
  kv.central.set(HOST, forged)
  await expect(startIsolate().of(HOST), 'nor while the shelf is silent').rejects.toThrow('not available')
})

test('a cache that stays behind is mended by one isolate every minute and a half, however often it is looked at', async () => {
  const cache = kv.location()
  const writes: number[] = []
  const stuck = JSON.stringify(await signed(1, 1))
  await hold(2, 2)
  const isolate = startIsolate({
    ...cache,
    get: async () => stuck,
    async put(host, document) {
      writes.push(time)
      await cache.put(host, document)
    },
  })
  for (const end = time + 5 * MINUTE; time < end; time += SECOND) expect(await visit(isolate)).toBe(2)
  expect(writes).toHaveLength(3)
  writes.reduce((one, next) => {
    expect(next - one).toBeGreaterThanOrEqual(MINUTE)
    return next
  })
})
