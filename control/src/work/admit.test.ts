// Ten thousand at once: the CA has moved the renewal of all into the past.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { afterFailure, afterSuccess, expectedStart, OPEN } from '@wellknown/lifecycle'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/port.ts'
import { admit } from './admit.ts'

const SECOND = 1000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE
const START = 1_800_000_000_000
const RATE = 5
const CLIENTS = 10

let folder: string
let store: Store
let time: number
let started: { id: number; at: number }[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellknown-herd-'))
  store = openStore(join(folder, 'herd.db'))
  time = START
  started = []
})
afterEach(async () => {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
})

/** `count` resources that are due, nine tenths of them the first client's, whose certificates run out first. */
function seed(count: number): void {
  const raw = new Database(join(folder, 'herd.db'))
  const current = {
    kind: 'managed',
    certificate: 'c',
    serial: '01',
    names: ['x.example'],
    notBefore: START - 60 * DAY,
    issuer: { directory: 'https://ca.test/directory', account: 'https://ca.test/account/1' },
    alarmed: 0,
  }
  const numbers = 'WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT'
  raw.exec(`
    ${numbers} ${CLIENTS}) INSERT INTO client SELECT value, 'c', 'c', 0, 0, 0, 0 FROM n;
    ${numbers} ${CLIENTS}) INSERT INTO origin_group SELECT value, value, 'g', 0, '', 'none', '[]', '[]' FROM n;`)
  raw
    .prepare(
      `${numbers} ${count}) INSERT INTO resource (id, client, cname, secondary_hostnames, origin_group, origin_protocol, description, active,
         suspended, options, rest, propagated, created, updated, https, version, state, state_is, current, not_after, start_at)
       SELECT value, client, value || '.example', '[]', client, 'HTTP', '', 1, 0, '{}', '{}', 1, 0, 0, 1, 0,
         json_object('is', 'active', 'until', CAST(:now AS INTEGER)), 'active', json_set(:current, '$.notAfter', ends), ends, CAST(:now AS INTEGER)
       FROM (SELECT value, CAST(:now AS INTEGER) + 30 * 86400000 + value * 1000 AS ends,
               CASE WHEN value <= CAST(:most AS INTEGER) THEN 1 ELSE 2 + value % ${CLIENTS - 1} END AS client
             FROM n)`,
    )
    .run({ now: START, current: JSON.stringify(current), most: count * 0.9 })
  raw.close()
}

const clientOf = (id: number, count: number): number => (id <= count * 0.9 ? 1 : 2 + (id % (CLIENTS - 1)))

/** Lets time pass in steps; gives who started meanwhile. */
async function pass(milliseconds: number, step: number): Promise<readonly number[]> {
  const before = started.length
  for (const end = time + milliseconds; time < end; time += step) {
    await admit({
      store,
      now: () => time,
      id: () => `run ${started.length}`,
      policy: {
        limits: null,
        startsPerSecond: RATE,
        retryAfter: 15 * MINUTE,
        popBound: 15 * MINUTE,
        cnameTarget: 'cdn.example',
        allowPrivateOrigins: [],
        apiRate: null,
        events: { heartbeat: MINUTE, mostPerClient: 1 },
        confirmHsts: false,
        publicUrl: 'https://portal.cdn.example',
        webhooksOverHttp: false,
        mailFrom: 'Certificates <certificates@cdn.example>',
        look: { requireCname: false, requireOrigin: false, offersDns01: false },
        issuance: { profile: null, preferredRoot: null },
      },
      log: (line) => {
        if (line.event === 'sent') started.push({ id: Number(line['resource']), at: time })
      },
    })
  }
  return started.slice(before).map(({ id }) => id)
}

/** When each of these is expected to start, as things stand. */
async function expectations(ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const ramp = (await store.ramp()) ?? OPEN
  const before = await store.startsBefore(time, ids)
  return new Map([...before].map(([id, ahead]) => [id, expectedStart(ramp, time, RATE, ahead)]))
}

test('a herd of ten thousand: one first, then ever more up to the rate, soonest expiry first, and no client before the others (SCHED-5, SCHED-13)', async () => {
  const count = 10_000
  seed(count)
  // The canary is the one that runs out first; while the CA has taken nothing, nobody else is sent but in its stead.
  expect(await pass(29 * SECOND, SECOND)).toEqual([1])
  await store.changeRamp((ramp) => afterSuccess(ramp ?? OPEN, time))
  const told = await expectations([2, 20, 60, 9001, 9050])
  const minutes: number[] = []
  for (let minute = 0; minute < 7; minute++)
    minutes.push((await pass(MINUTE, minute < 1 ? 2 * SECOND : 5 * SECOND)).length)
  expect(minutes[0]).toBeLessThan(15)
  expect(minutes.slice(0, 5)).toEqual(minutes.slice(0, 5).toSorted((one, other) => one - other))
  expect(Math.max(...minutes)).toBeLessThanOrEqual(RATE * 60 + 25)
  expect(minutes.at(-1)).toBeGreaterThan(RATE * 60 * 0.8)
  // P13: what each was told to expect is what came of it, as near as jitter lets it be.
  for (const { id, at } of started.filter((each) => told.has(each.id))) {
    const expected = (told.get(id) ?? 0) - START
    expect([id, Math.abs(at - START - expected) < 20 * SECOND + expected * 0.1]).toEqual([id, true])
  }
  expect(started.filter(({ id }) => told.has(id)).length).toBeGreaterThan(3)
  // Jitter: no two of the first gaps are alike.
  const gaps = started.slice(2, 7).map(({ at }, index) => at - (started[index + 1]?.at ?? 0))
  expect(new Set(gaps).size).toBeGreaterThan(1)

  // Before any other client has nothing left, each has had about as many as the first, which nine tenths belong to.
  const first = started.slice(0, 500).map(({ id }) => id)
  for (let client = 1; client <= CLIENTS; client++) {
    const ids = first.filter((id) => clientOf(id, count) === client)
    expect(ids.length).toBeGreaterThan(40)
    expect(ids.length).toBeLessThan(70)
    expect(ids).toEqual(ids.toSorted((one, other) => one - other))
  }
})

test('a CA that fails in the middle of it is asked by one at a time again, ever more seldom (SCHED-6)', async () => {
  seed(1000)
  await pass(SECOND, SECOND)
  await store.changeRamp((ramp) => afterSuccess(ramp ?? OPEN, time))
  expect((await pass(4 * MINUTE, 5 * SECOND)).length).toBeGreaterThan(50)
  let asked = 0
  for (let failures = 0; failures < 6; failures++) {
    await store.changeRamp((ramp) => afterFailure(ramp ?? OPEN, time, null))
    asked += (await pass(MINUTE, 5 * SECOND)).length
  }
  expect(asked).toBeLessThanOrEqual(2)
})

test('in quiet times nobody waits', async () => {
  seed(20)
  expect(await pass(SECOND, SECOND)).toHaveLength(20)
})

test('where one at a time tries whether the CA is back, the next is told when it may, and those behind it come later', async () => {
  seed(1000)
  await pass(SECOND, SECOND)
  await store.changeRamp((ramp) => afterFailure(ramp ?? OPEN, time, time + 10 * MINUTE))
  const told = [...(await expectations(await store.starting(time, 3))).values()].toSorted(
    (one, other) => one - other,
  )
  expect(told[0]).toBe(time + 10 * MINUTE)
  expect(told).toEqual([...new Set(told)])
})
