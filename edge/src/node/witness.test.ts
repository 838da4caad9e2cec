// No validator waits for what is noted of its visit, and what was noted goes in its time.

import { HITS, type Hit } from '@wellknown/wire'
import { afterAll, expect, test } from 'vitest'
import { challenge } from '../layers/challenge.ts'
import { createVisit } from '../visit.ts'
import { createMisses } from '../misses.ts'
import { createWitness } from '../witness.ts'
import type { Inner } from '../world.ts'
import { openShelf } from './shelf.ts'

const HOST = 'www.customer.test'
const TOKEN = 'a'.repeat(43)
const THUMBPRINT = 'T'.repeat(43)
const NOW = 1_800_000_000_000

const shelf = openShelf(':memory:')
afterAll(() => shelf.close())

const FAILURES: readonly (readonly [string, () => Promise<void>])[] = [
  ['fails', () => Promise.reject(new Error('disk full'))],
  ['never ends', () => new Promise(() => undefined)],
  [
    'breaks',
    () => {
      throw new Error('broken')
    },
  ],
]

test.each(FAILURES)('a note that %s leaves the answer as it is', async (_, note) => {
  const lookup = async () => THUMBPRINT
  const now = (): number => NOW
  const witness = createWitness({ shelf: { note }, later: () => undefined, now })
  // The cast: the layer asks for nothing else of its world.
  const misses = createMisses(now)
  const world = { shelf: {}, lookup, thumbprints: [THUMBPRINT], witness, misses, now } as unknown as Inner
  const visit = createVisit(new Request(`http://${HOST}/.well-known/acme-challenge/${TOKEN}`), '127.0.0.1')
  expect(await challenge(visit, world)).toMatchObject({ status: 200 })
})

test('a hit is kept for a day, and one of before its host was let go is not taken', async () => {
  const push = (kind: 'config' | 'tokens', rev: number, document: object | null, now: number) =>
    shelf.put(
      { wire: 1, host: HOST, epoch: 1, kind, rev, document } as never,
      'x',
      { value: `${rev}`, expires: 9e9 },
      now,
    )
  const hit = (at: number): Hit => ({
    tokenHash: 'a'.repeat(64),
    at,
    network: '203.0.113.0/24',
    agent: 'curl',
    result: 'answered',
    milliseconds: 1,
  })
  await push('config', 1, {}, NOW)
  await shelf.note(HOST, hit(NOW))
  expect(await shelf.hits(HOST, NOW + HITS.kept - 1)).toHaveLength(1)
  expect(await shelf.hits(HOST, NOW + HITS.kept)).toEqual([])
  await push('config', 2, null, NOW + 10)
  await push('config', 3, {}, NOW + 20)
  await shelf.note(HOST, hit(NOW + 9))
  expect(await shelf.hits(HOST, NOW + 30)).toEqual([])
  await shelf.note(HOST, hit(NOW + 21))
  expect(await shelf.hits(HOST, NOW + 30)).toHaveLength(1)
})
