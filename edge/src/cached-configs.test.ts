// Configurations between a shelf that is always right and a cache that is not, by a model of KV: what each isolate uses.

import {
  generateSigningKey,
  importSigningKey,
  importVerifyingKeys,
  signConfig,
  WIRE,
  type Config,
  type SigningKey,
  type VerifyingKeys,
} from '@wellknown/wire'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
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
afterEach(() => {
  vi.useRealTimers()
  shelf.close()
})

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
async function push(
  isolate: Configs,
  resource: number | null,
  options: Config['options'] = {},
): Promise<void> {
  const at = ++rev
  const document =
    resource === null ? null : await signConfig(HOST, 1, at, { ...OPEN, resource, options }, key)
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
    const isolate = startIsolate()
    for (const end = time + 2 * MINUTE; time < end; time += SECOND) expect(await visit(isolate)).toBe(1)
    expect(kv.central.get(HOST)).toContain('resource\\":1')
  }
})

test('an isolate that has seen nothing asks the shelf whether what the cache gives is the newest', async () => {
  const cache = kv.location()
  const near = startIsolate()
  await push(near, 1)
  await cache.get(HOST)
  await push(near, 2)
  expect(await visit(startIsolate(cache)), 'this location goes on with the old one').toBe(2)
  const warm = startIsolate(cache)
  for (const end = time + MINUTE; time < end; time += SECOND) expect(await visit(warm)).toBe(2)
  reads = []
  for (const end = time + 8 * MINUTE; time < end; time += SECOND) expect(await visit(warm)).toBe(2)
  expect(reads, 'not while the cache has caught up').toEqual([])
})

test('what was taken away or closed to strangers is not served from the cache', async () => {
  const cache = kv.location()
  const near = startIsolate()
  await push(near, 1)
  await cache.get(HOST)
  const ip_address_acl = { enabled: true, policy: 'deny', ranges: [] } as const
  await push(near, 1, { ip_address_acl })
  const closed = await startIsolate(cache).of(HOST)
  expect(closed?.options.plain.ip_address_acl).toEqual(ip_address_acl)
  await push(near, null)
  expect(await cache.get(HOST)).toContain('resource\\":1')
  expect(await visit(startIsolate(cache))).toBeNull()
})

test('a shelf that takes its time is not waited for, and is believed when it answers', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const old = await documentOf(1, 1)
  await push(startIsolate(), 1)
  await push(startIsolate(), 2)
  kv.central.set(HOST, old)
  const gate = Promise.withResolvers<void>()
  const held = shelf.held
  shelf.held = async (...asked) => gate.promise.then(() => held(...asked))
  const late = startIsolate()
  reads = []
  const visitor = late.of(HOST)
  await vi.waitFor(() => expect(reads.at(-1)).toBe(HOST))
  await vi.advanceTimersByTimeAsync(500)
  expect((await visitor)?.config.resource).toBe(1)
  gate.resolve()
  await Promise.all(behind.splice(0))
  expect(await visit(late)).toBe(2)
})

test('a shelf that fails is asked again with each look, until it has spoken', async () => {
  const old = await documentOf(1, 1)
  await push(startIsolate(), 1)
  await push(startIsolate(), 2)
  kv.central.set(HOST, old)
  const held = shelf.held
  shelf.held = async () => Promise.reject(new Error('the shelf is not available'))
  const late = startIsolate()
  expect(await visit(late)).toBe(1)
  shelf.held = held
  time += 15 * SECOND
  expect([await visit(late), await visit(late)]).toEqual([1, 2])
})

test('whoever puts back what was signed once is found out by the next look at the shelf', async () => {
  const old = await documentOf(1, 1)
  const isolate = startIsolate()
  await push(isolate, 1)
  const far = startIsolate()
  expect(await visit(far)).toBe(1)
  await push(isolate, 2)
  kv.central.set(HOST, old)
  expect(await visit(far)).toBe(1)
  for (const end = time + 11 * MINUTE; time < end; time += 5 * SECOND) await visit(far)
  expect(await visit(far)).toBe(2)
})

test('a look that a visitor began goes on without him: others wait for it', async () => {
  await push(startIsolate(), 1)
  const isolate = startIsolate()
  const visitor = isolate.of(HOST)
  expect(behind.length).toBeGreaterThan(0)
  await visitor
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
