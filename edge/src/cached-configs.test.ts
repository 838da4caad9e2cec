// Configurations between a shelf that is always right and a cache that is not, by a model of KV: what each isolate uses.

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

let time: number
let rev: number
let reads: string[]
let shelf: ReturnType<typeof openShelf>
let kv: KvModel
let key: SigningKey
let keys: VerifyingKeys
let behind: Promise<unknown>[]

beforeEach(async () => {
  time = 1_800_000_000_000
  rev = 0
  reads = []
  behind = []
  shelf = openShelf(':memory:')
  kv = createKvModel(() => time)
  const { privateJwk, publicJwk } = await generateSigningKey()
  key = await importSigningKey(privateJwk)
  keys = await importVerifyingKeys({ keys: [publicJwk] })
})
afterEach(() => shelf.close())

/** An isolate: what it keeps is its own. */
function startIsolate(cache: SnapshotCache = kv.location()): Configs {
  const counted: World['shelf'] = {
    ...shelf,
    held: async (host, kind) => {
      reads.push(host)
      return shelf.held(host, kind)
    },
  }
  const later = (work: Promise<unknown>): void => void behind.push(work)
  // The cast: configurations are all that is asked of this world.
  return createCachedConfigs({ shelf: counted, keys, later, now: () => time } as World, cache)
}
const documentOf = async (resource: number, at: number, signer = key): Promise<string> =>
  JSON.stringify(await signConfig(HOST, 1, at, { ...OPEN, resource }, signer))

/** What a push to an isolate does; null takes the configuration away. */
async function push(isolate: Configs, resource: number | null): Promise<void> {
  const at = ++rev
  const document = resource === null ? null : JSON.parse(await documentOf(resource, at))
  const nonce = { value: `nonce-${at}`, expires: time }
  const taken = { wire: WIRE, kind: 'config', host: HOST, epoch: 1, rev: at, document } as const
  await shelf.put(taken, `digest-${at}`, nonce, time)
  await isolate.renew(HOST)
}
/** Which resource a visitor is served as; what goes on behind the answer is done then. */
async function visit(isolate: Configs, host = HOST): Promise<number | null> {
  const loaded = await isolate.of(host)
  await Promise.all(behind.splice(0))
  return loaded?.config.resource ?? null
}

test('a new host is known everywhere at once, also where its absence is cached', async () => {
  const [near, far] = [startIsolate(), startIsolate()]
  expect([await visit(near), await visit(far)]).toEqual([null, null])
  await push(near, 1)
  time += 5 * SECOND
  expect([await visit(near), await visit(far)]).toEqual([1, 1])
})

test('a host that is visited costs the shelf nothing for minutes, and the cache a look now and then', async () => {
  const isolate = startIsolate()
  await push(isolate, 1)
  reads = []
  for (const end = time + 9 * MINUTE; time < end; time += SECOND) expect(await visit(isolate)).toBe(1)
  expect(reads).toEqual([])
})

test('a change is used at once where it was pushed, and elsewhere as soon as the cache lets it', async () => {
  const [near, far] = [startIsolate(), startIsolate()]
  await push(near, 1)
  await visit(far)
  await push(near, 2)
  expect([await visit(near), await visit(far)]).toEqual([2, 1])
  for (const end = time + 50 * SECOND; time < end; time += SECOND) await visit(far)
  expect(await visit(far)).toBe(2)
})

test('a cache that still has the old one never brings it back, nor one that was taken away', async () => {
  const cache = kv.location()
  const isolate = startIsolate(cache)
  await push(isolate, 1)
  // This location has read the old one, and goes on with it.
  expect(await cache.get(HOST)).toContain('resource\\":1')
  await push(isolate, 2)
  for (const end = time + 25 * SECOND; time < end; time += SECOND) expect(await visit(isolate)).toBe(2)
  expect(await cache.get(HOST)).toContain('resource\\":1')
  await push(isolate, null)
  for (const end = time + 25 * SECOND; time < end; time += SECOND) expect(await visit(isolate)).toBeNull()
})

test('a snapshot that nobody we trust signed, and one of another host, is passed over, and the cache is mended', async () => {
  await push(startIsolate(), 1)
  const stranger = await importSigningKey((await generateSigningKey()).privateJwk)
  const other = JSON.stringify(await signConfig('other.customer.test', 1, 99, OPEN, key))
  for (const forged of [await documentOf(666, 99, stranger), other, 'nonsense', '{}']) {
    kv.central.set(HOST, forged)
    expect(await visit(startIsolate())).toBe(1)
    expect(kv.central.get(HOST)).toContain('resource\\":1')
  }
})

test('whoever puts back what was signed once is found out by the next look at the shelf', async () => {
  const old = await documentOf(1, 1)
  const isolate = startIsolate()
  await push(isolate, 1)
  await push(isolate, 2)
  kv.central.set(HOST, old)
  const late = startIsolate()
  expect(await visit(late)).toBe(1)
  for (const end = time + 11 * MINUTE; time < end; time += 5 * SECOND) await visit(late)
  expect(await visit(late)).toBe(2)
})

test('without the cache, and without the shelf, those that are served go on being served', async () => {
  const isolate = startIsolate()
  await push(isolate, 1)
  kv.fail(['get', 'put', 'delete'])
  time += 5 * MINUTE
  expect(await visit(isolate)).toBe(1)
  expect(await visit(startIsolate()), 'an isolate that knows nothing asks the shelf').toBe(1)
  shelf.held = async () => Promise.reject(new Error('the shelf is not available'))
  const blind = startIsolate()
  time += 5 * MINUTE
  expect(await visit(isolate)).toBe(1)
  await expect(blind.of(HOST)).rejects.toThrow('the shelf is not available')
})

test('a push is not confirmed while the cache cannot be written', async () => {
  const isolate = startIsolate()
  await push(isolate, 1)
  kv.fail(['put'])
  await expect(push(isolate, 2)).rejects.toThrow('KV is not available')
  kv.fail([])
  await isolate.renew(HOST)
  expect([await visit(isolate), kv.central.get(HOST)]).toEqual([2, await documentOf(2, 2)])
})

test('of two writers the one that comes late with the older document leaves the newer one', async () => {
  const gate = Promise.withResolvers<void>()
  const entered = Promise.withResolvers<void>()
  const cache = kv.location()
  const slow = startIsolate({
    ...cache,
    async put(host, document) {
      entered.resolve()
      await gate.promise
      await cache.put(host, document)
    },
  })
  const first = push(slow, 1)
  await entered.promise
  await push(startIsolate(), 2)
  gate.resolve()
  await first
  expect(kv.central.get(HOST)).toBe(await documentOf(2, 2))
})

test('a stranger costs one look at the shelf, and a flood of names no more than a bounded number; those that are served are not driven out', async () => {
  const isolate = startIsolate()
  await push(isolate, 1)
  reads = []
  for (let time = 0; time < 20; time++) expect(await visit(isolate, 'stranger.test')).toBeNull()
  expect(reads).toHaveLength(1)
  let refused = 0
  for (let name = 0; name < 3000; name++) await visit(isolate, `${name}.stranger.test`).catch(() => refused++)
  expect([reads.length, refused]).toEqual([100, 2901])
  expect(await visit(isolate)).toBe(1)
  time += SECOND
  expect(await visit(isolate, 'later.stranger.test')).toBeNull()
  expect(reads).toHaveLength(101)
})
