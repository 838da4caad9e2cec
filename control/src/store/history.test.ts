import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStore } from './open.ts'

const MIGRATIONS = join(import.meta.dirname, 'migrations')
let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellknown-history-'))
  file = join(folder, 'wellknown.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A database as it was before migration 15, with a client's token and a sealed entry. */
function writeOld(): void {
  const raw = new Database(file)
  raw.exec('CREATE TABLE migration (name TEXT PRIMARY KEY, applied INTEGER NOT NULL) WITHOUT ROWID')
  const before = readdirSync(MIGRATIONS).filter((name) => name.endsWith('.sql') && name < '0015')
  for (const name of before.toSorted()) {
    raw.exec(readFileSync(join(MIGRATIONS, name), 'utf8'))
    raw.prepare('INSERT INTO migration VALUES (?, 0)').run(name)
  }
  const sealed = JSON.stringify(['', 1, 5, 1000, 'enable', 'off', 'checking', {}])
  const chain = createHash('sha256').update(sealed).digest('hex')
  raw.exec(`
    INSERT INTO client (id, name, cname, utilization_level, created, updated) VALUES (7, 'old', 'c', 0, 0, 0);
    INSERT INTO api_token (client, name, role, hash, created) VALUES (7, 'old', 'write', 'hash', 0);
    INSERT INTO origin_group VALUES (1, 7, 'o', 0, '', 'none', '[]', '[]');
    INSERT INTO resource (id, client, cname, secondary_hostnames, origin_group, origin_protocol, description, active,
      suspended, options, rest, propagated, created, updated, state, https, version)
      VALUES (5, 7, 'www.old.example', '[]', 1, 'HTTP', '', 1, 0, '{}', '{}', 1, 0, 0, '{"is":"off"}', 0, 1);
    INSERT INTO history VALUES (1, 5, 1000, 'enable', 'off', 'checking', '{}', '${chain}');
    INSERT INTO history VALUES (2, 9, 1000, 'gone', 'deleting', null, '{}', null)`)
  raw.close()
}

test('a database from before keeps its tokens, its chain, and whose each entry is', async () => {
  writeOld()
  const store = openStore(file)
  expect(await store.tokenByHash('hash')).toMatchObject({ client: 7, role: 'write', expires: null })
  const entry = { resource: 5, at: 2000, event: 'looked', from: null, to: null, detail: {} }
  await store.note(entry)
  expect(await store.sealHistory()).toBe(2)
  expect(await store.verifyHistory()).toBeNull()
  const all = await store.audit({ oldestFirst: true, limit: 10, offset: 0 })
  expect(all.found.map(({ client }) => client)).toEqual([7, null, 7])
  expect((await store.eventsAfter(7, 0, 10)).map(({ id }) => id)).toEqual([1, 3])
  await store.close()
})

test('an entry that is changed, given to another client or taken out breaks the chain where it stood', async () => {
  const store = openStore(file)
  const entry = { resource: 0, at: 1, event: 'called', from: null, to: null, detail: { path: '/' } }
  for (const client of [1, 1, 2, 1]) await store.note({ ...entry, client })
  await store.sealHistory()
  expect(await store.verifyHistory()).toBeNull()
  const raw = new Database(file)
  for (const [change, back, at] of [
    ['client = 3', 'client = 2', 3],
    ['form = 1', 'form = 2', 3],
    ["detail = '{}'", `detail = '{"path":"/"}'`, 3],
  ] as const) {
    raw.exec(`UPDATE history SET ${change} WHERE id = 3`)
    expect(await store.verifyHistory(), change).toBe(at)
    raw.exec(`UPDATE history SET ${back} WHERE id = 3`)
  }
  expect(await store.verifyHistory()).toBeNull()
  raw.exec('DELETE FROM history WHERE id = 2')
  expect(await store.verifyHistory()).toBe(3)
  raw.close()
  await store.close()
})
