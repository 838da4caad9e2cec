// What an operator can count on when a machine is lost: a backup is whole, says when it is not, and comes back.

import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openStore } from '@wellknown/control/store/open.ts'
import { HOST } from '../system/caller.ts'
import { createShell, type Shell } from '../system/shell.ts'
import { MINUTE, startSite, type Site } from '../system/site.ts'

let folder: string
let site: Site
/** The control plane's machine, and an empty one. API_LISTEN is where nothing listens. */
let here: Shell
let there: Shell

const settingsIn = (place: string) => ({
  DATABASE_URL: `file:${join(folder, place, 'wellknown.db')}`,
  EDGE_SIGNING_KEY_FILE: join(folder, place, 'signing'),
  MASTER_KEY_FILE: join(folder, place, 'master'),
  ACME_ACCOUNT_KEY_FILE: join(folder, place, 'account'),
  API_LISTEN: '127.0.0.1:1',
})

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellknown-backup-'))
  site = await startSite({ databaseFile: join(folder, 'here', 'wellknown.db') })
  await site.pass(MINUTE)
  for (const key of ['signing', 'master', 'account']) writeFileSync(join(folder, 'here', key), `${key} key`)
  here = createShell(settingsIn('here'))
  there = createShell(settingsIn('there'))
})
afterAll(async () => {
  await site.system.close()
  rmSync(folder, { recursive: true, force: true })
})

test('a backup is taken while the control plane runs, is private, and is never written over another', async () => {
  const backup = join(folder, 'backup')
  expect(await here.run('backup', backup)).toMatchObject({
    code: 0,
    told: expect.stringContaining('master-key'),
  })
  for (const name of [
    'wellknown.db',
    'master-key',
    'acme-account-key.pem',
    'edge-signing-key.jwk',
    'manifest.json',
  ])
    expect(statSync(join(backup, name)).mode & 0o777, name).toBe(0o600)
  expect(await here.run('backup', backup)).toMatchObject({
    code: 1,
    told: expect.stringContaining('not empty'),
  })
  const bare = join(folder, 'bare')
  expect((await here.run('backup', bare, '--without-keys')).told).not.toContain('master-key')
})

test('restored, everything is there again, and the epoch is above what edges were told before', async () => {
  expect(await there.run('restore', join(folder, 'backup'))).toMatchObject({
    code: 0,
    told: expect.stringContaining('epoch is now 2'),
  })
  const restored = openStore(join(folder, 'there', 'wellknown.db'))
  const saved = await restored.load(site.id)
  expect(saved).toMatchObject({ resource: { cname: HOST }, state: { is: 'active' } })
  expect((await restored.wanted(HOST, 'certificate'))?.epoch).toBe(2)
  await restored.close()
  expect(readFileSync(join(folder, 'there', 'master'), 'utf8')).toBe('master key')
})

test('nothing is restored over another database, beside a running control plane, or from what was changed', async () => {
  expect(await here.run('restore', join(folder, 'backup'))).toMatchObject({
    code: 1,
    told: expect.stringContaining('is there already'),
  })
  const running = createShell({ ...settingsIn('elsewhere'), API_LISTEN: new URL(site.caller.url).host })
  expect(await running.run('restore', join(folder, 'backup'))).toMatchObject({
    code: 1,
    told: expect.stringContaining('running'),
  })
  const elsewhere = createShell(settingsIn('elsewhere'))
  appendFileSync(join(folder, 'bare', 'wellknown.db'), 'x')
  expect(await elsewhere.run('restore', join(folder, 'bare'))).toMatchObject({
    code: 1,
    told: expect.stringContaining('not what was backed up'),
  })
  expect(await elsewhere.run('restore', folder)).toMatchObject({
    code: 1,
    told: expect.stringContaining('no whole backup'),
  })
})

test('a history that somebody changed does not verify, and the entry is named', async () => {
  await site.system.world.store.sealHistory()
  expect(await here.run('audit', 'verify')).toMatchObject({ code: 0, out: 'The chain is whole.' })
  const database = new Database(join(folder, 'here', 'wellknown.db'))
  database.exec("UPDATE history SET event = 'nothing' WHERE id = 3")
  database.close()
  expect(await here.run('audit', 'verify', '--json')).toMatchObject({
    code: 1,
    out: '{"verified":false,"first_broken":3}',
  })
})
