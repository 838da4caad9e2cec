// Configurations while KV or a Durable Object fails, hangs or lags: what a visitor waits for, and what is written meanwhile.

import {
  generateSigningKey,
  importSigningKey,
  importVerifyingKeys,
  signConfig,
  type Config,
} from '@wellknown/wire'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { OPEN } from './black-box/driver.ts'
import { createCachedConfigs } from './cached-configs.ts'
import { createConfigs, type Configs } from './configs.ts'
import type { Held } from './shelf/port.ts'
import type { SnapshotCache } from './shelf/snapshot-port.ts'
import type { World } from './world.ts'

const HOST = 'www.customer.test'
const SECOND = 1000
const START = 1_800_000_000_000
const { privateJwk, publicJwk } = await generateSigningKey()
const key = await importSigningKey(privateJwk)
const keys = await importVerifyingKeys({ keys: [publicJwk] })

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: START }))
afterEach(() => void vi.useRealTimers())

const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds)
const hangs = (): Promise<never> => new Promise(() => undefined)
const documentOf = async (host: string, rev: number, rules: Config['rules'] = []): Promise<string> =>
  JSON.stringify(await signConfig(host, 1, rev, { ...OPEN, resource: rev, rules }, key))

/** Rules whose tables take some 70 KB. */
const STATES = 2000
const table = {
  columns: Array.from({ length: 95 }, () => 0),
  width: 1,
  next: Array.from({ length: STATES }, () => STATES - 1),
  final: Array.from({ length: STATES }, () => 0),
  start: 0,
}
const LARGE = [1, 2, 3, 4, 5].map((id) => ({ id, table, options: {} }))

/** An isolate over a shelf of which each host holds this, and over this cache. */
function startIsolate(cache: Partial<SnapshotCache>, shelf: (host: string) => Promise<string | null>) {
  const behind: Promise<unknown>[] = []
  let looks = 0
  const held = async (host: string): Promise<Held | null> => {
    looks++
    const document = await shelf(host)
    const rev = document === null ? 0 : Number(JSON.parse(JSON.parse(document).payload).rev)
    return { epoch: 1, rev, sha256: '', document }
  }
  const later = (work: Promise<unknown>): void => void behind.push(work)
  const whole: SnapshotCache = {
    get: async () => null,
    put: async () => {},
    delete: async () => {},
    ...cache,
  }
  // The cast: configurations are all that is asked of this world.
  const world = { shelf: { held }, keys, later, now: Date.now } as unknown as World
  return { configs: createCachedConfigs(world, whole), looks: () => looks, behind }
}

/** Which resource a visitor is served as, after so long; null: none is known, 'waits': not yet. */
async function visit({ of }: Configs, wait: number, host = HOST): Promise<number | string | null> {
  const answer = of(host).then(
    (loaded) => loaded?.config.resource ?? null,
    () => 'unavailable',
  )
  await pass(wait)
  // What is settled already comes first.
  return Promise.race([answer, Promise.resolve('waits')])
}
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve))
}

test('a cache that hangs is waited for half a second, then the shelf is asked', async () => {
  const document = await documentOf(HOST, 1)
  const { configs, looks } = startIsolate({ get: hangs }, async () => document)
  const visitor = configs.of(HOST)
  await pass(499)
  expect(looks()).toBe(0)
  await pass(1)
  expect((await visitor)?.config.resource).toBe(1)
})

test('where both hang, a visitor of an unknown host is told so within a second and a half', async () => {
  const { configs } = startIsolate({ get: hangs }, hangs)
  expect(await visit(configs, 1_499)).toBe('waits')
  expect(await visit(configs, 1_500)).toBe('unavailable')
})

test('where both hang, those who were served go on: one waits for it, the others do not', async () => {
  const document = await documentOf(HOST, 1)
  let down = false
  const read = (): Promise<string> => (down ? hangs() : Promise.resolve(document))
  const { configs } = startIsolate({ get: read }, read)
  expect((await configs.of(HOST))?.config.resource).toBe(1)
  await settle()
  down = true
  await pass(5 * 60 * SECOND)
  expect(await visit(configs, 1_500)).toBe(1)
  for (let second = 0; second < 30; second++) expect(await visit(configs, 0)).toBe(1)
  down = false
  await pass(30 * SECOND)
  expect(await visit(configs, 0)).toBe(1)
})

test('configurations are kept by their size too: many large ones make way for each other, many small ones do not', async () => {
  const kept = async (rules: Config['rules']): Promise<number> => {
    let reads = 0
    const get = async (host: string): Promise<string> => {
      reads++
      return documentOf(host, 1, rules)
    }
    const { configs } = startIsolate({ get }, async (host) => documentOf(host, 1, rules))
    const names = Array.from({ length: 500 }, (_, at) => `${at}.customer.test`)
    for (const name of names) expect(await configs.of(name)).not.toBeNull()
    reads = 0
    for (const name of names.toReversed()) await configs.of(name)
    return names.length - reads
  }
  expect(await kept([])).toBe(500)
  const large = await kept(LARGE)
  expect(large).toBeGreaterThan(200)
  expect(large * JSON.stringify(LARGE).length).toBeLessThan(24_000_000)
})

test('no isolate writes to a cache that lags behind a push: that passes by itself', async () => {
  const [old, young] = [await documentOf(HOST, 1), await documentOf(HOST, 2)]
  let writes = 0
  const get = async (): Promise<string> => (Date.now() - START < 80 * SECOND ? old : young)
  const isolates = Array.from({ length: 20 }, () =>
    startIsolate({ get, put: async () => void writes++ }, async () => young),
  )
  for (let second = 0; second < 300; second++) {
    for (const { configs, behind } of isolates) {
      expect((await configs.of(HOST))?.config.resource).toBe(2)
      await Promise.all(behind.splice(0))
    }
    vi.setSystemTime(Date.now() + SECOND)
  }
  expect(writes).toBe(0)
})

test('without a cache a shelf that hangs is waited for as long, and those who were served go on', async () => {
  const document = await documentOf(HOST, 1)
  let down = false
  const held = async (host: string): Promise<Held | null> =>
    down ? hangs() : host === HOST ? { epoch: 1, rev: 1, sha256: 'a', document } : null
  // The cast: configurations are all that is asked of this world.
  const configs = createConfigs({ shelf: { held }, keys, snapshots: null } as unknown as World)
  expect((await configs.of(HOST))?.config.resource).toBe(1)
  down = true
  expect(await visit(configs, 1_500)).toBe(1)
  expect(await visit(configs, 1_499, 'other.customer.test')).toBe('waits')
  expect(await visit(configs, 1_500, 'other.customer.test')).toBe('unavailable')
})
