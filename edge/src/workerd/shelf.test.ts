// Inside workerd: what only a real Durable Object can show.

import { evictDurableObject, runInDurableObject, runDurableObjectAlarm } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { HITS, type Push } from '@wellknown/wire'
import type { HostShelf } from '../worker.ts'

const HOST = 'www.customer.example'
const NOW = 1_800_000_000_000
const TOKEN = 'a'.repeat(43)
const THUMBPRINT = 'T'.repeat(43)

const shelfOf = (host: string): DurableObjectStub<HostShelf> =>
  (env as { SHELF: DurableObjectNamespace<HostShelf> }).SHELF.getByName(host)
const pushAt = (rev: number, host = HOST): Push => ({
  wire: 1,
  kind: 'tokens',
  host,
  epoch: 1,
  rev,
  document: { entries: [{ token: TOKEN, thumbprint: THUMBPRINT, expires: NOW + 1000 }] },
})
const nonce = (value: string) => ({ value, expires: NOW / 1000 + 30 })

test('what put has acknowledged, the next read sees, also after the object was rebuilt', async () => {
  const shelf = shelfOf(HOST)
  expect(await shelf.put(pushAt(1), 'digest', nonce('n1'), NOW)).toMatchObject({ is: 'held' })
  expect(await shelf.lookup(TOKEN, NOW)).toBe(THUMBPRINT)
  expect(await shelf.lookup(TOKEN, NOW + 1000), 'past its time').toBeNull()
  await evictDurableObject(shelf)
  expect(await shelfOf(HOST).lookup(TOKEN, NOW)).toBe(THUMBPRINT)
  expect(await shelfOf(HOST).held(HOST, 'tokens')).toMatchObject({ epoch: 1, rev: 1 })
})

test('tokens that a version before has put, or put over ours, are live after an upgrade', async () => {
  const host = 'upgrade.customer.example'
  const shelf = shelfOf(host)
  await shelf.put(pushAt(1, host), 'digest', nonce('u1'), NOW)
  const asBefore = (rev: number, token: string) =>
    runInDurableObject(shelf, (_, { storage }) => {
      const body = JSON.stringify({ entries: [{ token, thumbprint: THUMBPRINT, expires: NOW + 1000 }] })
      storage.sql.exec("UPDATE document SET rev = ?, body = ? WHERE kind = 'tokens'", rev, body)
    })
  await runInDurableObject(shelf, (_, { storage }) => void storage.kv.delete('tokens'))
  await evictDurableObject(shelf)
  expect(await shelfOf(host).lookup(TOKEN, NOW)).toBe(THUMBPRINT)
  await asBefore(2, 'b'.repeat(43))
  await evictDurableObject(shelf)
  expect(await shelfOf(host).lookup('b'.repeat(43), NOW)).toBe(THUMBPRINT)
  expect(await shelfOf(host).lookup(TOKEN, NOW)).toBeNull()
})

test('of many pushes at once with one nonce exactly one is taken', async () => {
  const shelf = shelfOf('race.customer.example')
  const pushes = Array.from({ length: 20 }, (_, index) =>
    shelf.put(pushAt(index + 1, 'race.customer.example'), `digest ${index}`, nonce('the same'), NOW),
  )
  const answers = await Promise.all(pushes)
  expect(answers.filter(({ is }) => is === 'held')).toHaveLength(1)
  expect(answers.filter(({ is }) => is === 'replayed')).toHaveLength(19)
})

test('of pushes in any order the newest stays', async () => {
  const host = 'order.customer.example'
  const shelf = shelfOf(host)
  await Promise.all(
    [5, 2, 9, 1, 7].map((rev) => shelf.put(pushAt(rev, host), `digest ${rev}`, nonce(`n${rev}`), NOW)),
  )
  expect(await shelf.held(host, 'tokens')).toMatchObject({ rev: 9 })
})

test('hits are dropped when their time is over, by an alarm of the object they lie in', async () => {
  const host = 'hits.customer.example'
  const shelf = shelfOf(`hits ${host}`)
  const hit = (at: number) => ({
    tokenHash: 'a'.repeat(64),
    at,
    network: '203.0.113.0/24',
    agent: 'curl',
    result: 'answered' as const,
    milliseconds: 1,
  })
  const now = Date.now()
  await shelf.addHit(host, hit(now - HITS.kept - 1))
  await shelf.addHit(host, hit(now))
  expect(await shelf.hits(host, now - HITS.kept)).toHaveLength(2)
  expect(await runDurableObjectAlarm(shelf)).toBe(true)
  expect(await shelf.hits(host, now - HITS.kept)).toHaveLength(1)
  // What is left has an alarm again.
  expect(await runDurableObjectAlarm(shelf)).toBe(true)
})

test('a host that strangers ask for leaves nothing behind, not a table', async () => {
  const shelf = shelfOf('stranger.customer.example')
  expect(await shelf.lookup(TOKEN, NOW)).toBeNull()
  expect(await shelf.held('stranger.customer.example', 'config')).toBeNull()
  expect(await shelf.hits('stranger.customer.example', NOW)).toEqual([])
  const tables = await runInDurableObject(shelf, (_, { storage }) =>
    storage.sql.exec("SELECT name FROM sqlite_master WHERE type = 'table'").toArray(),
  )
  expect(tables).toEqual([])
})
