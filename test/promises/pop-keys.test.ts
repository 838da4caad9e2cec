// A PoP whose seal key is lost, another, none, or somebody else's: it counts only while it can open what its receipts say.

import { rmSync } from 'node:fs'
import { deliver } from '@wellknown/control/work/push.ts'
import { tendPops } from '@wellknown/control/work/membership.ts'
import type { Self } from '@wellknown/wire'
import { generateSealKey } from '@wellknown/wire/seal'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openShelf } from '../../edge/src/node/shelf.ts'
import { membershipOf, POPS, saying, settle, type Edge } from '../system/faulty-pop.ts'
import { startFleet, type Control, type Fleet } from '../system/fleet.ts'

let fleet: Fleet
let host: string
let hosts = 0
beforeAll(async () => {
  fleet = await startFleet(POPS, [], ['b'])
})
beforeEach(() => {
  host = `key${hosts++}.customer.test`
})
afterAll(() => fleet.close())

/** The serial that b shows. */
async function shown(control: Control): Promise<unknown> {
  const pop = await control.pop('b')
  const [address] = pop?.tls ?? []
  if (!pop || address === undefined) throw new Error('b terminates no TLS.')
  return control.world.edge.observe(pop, address, host)
}

test('a PoP that has lost its seal key counts again only once its certificates were sealed to the new one, taken, and seen', async () => {
  const looks: string[] = []
  const control = await fleet.control(undefined, (edge) => ({
    ...edge,
    async observe(pop, ...asked) {
      looks.push(`${pop.name} ${asked[1]}`)
      return edge.observe(pop, ...asked)
    },
  }))
  await control.say(host, 'served')
  const serial = await control.certify(host)
  await settle(control)
  expect(await shown(control)).toMatchObject({ is: 'served', serial })

  await fleet.stop('b')
  const { shelf, sealKey } = fleet.files('b')
  rmSync(sealKey)
  await expect(fleet.start('b')).rejects.toThrow('forget-certificates')
  const opened = openShelf(shelf)
  opened.forgetCertificates()
  opened.close()
  await fleet.start('b')
  expect(await shown(control)).toMatchObject({ is: 'none' })
  looks.length = 0
  await settle(await tended(control))
  expect(looks).toContain(`b ${host}`)
  expect(await shown(control)).toMatchObject({ is: 'served', serial })
  expect(control.log).toContainEqual(expect.objectContaining({ event: 'pop-seal-key-new', pop: 'b' }))
})

/** One turn, in which it is found out. */
async function tended(control: Control): Promise<Control> {
  await tendPops(control.world)
  return control
}

test('an edge that has another seal key over the same shelf is given each certificate under a new revision, and is behind until then', async () => {
  const { publicJwk } = await generateSealKey()
  let other = false
  let held = 0
  const given: number[] = []
  const between = (edge: Edge): Edge => ({
    ...saying((told) => (other ? { ...told, sealKey: publicJwk } : told))(edge),
    async push(pop, push) {
      if (pop.name !== 'b' || push.kind !== 'certificate') return edge.push(pop, push)
      // As an edge of an earlier version, which holds what it cannot open.
      const { epoch, rev } = push
      if (other && rev <= held)
        return { is: 'refused', refusal: { error: 'stale-revision', detail: '', held: { epoch, rev: held } } }
      held = rev
      given.push(rev)
      const receipt = {
        pop: 'b',
        host: push.host,
        kind: push.kind,
        epoch,
        rev,
        sha256: '',
        now: Date.now(),
        wire: 1,
      }
      return { is: 'held', receipt }
    },
    // What it can open it shows.
    async observe(pop, address, asked) {
      const told = await edge.observe(pop, address, asked)
      return pop.name === 'b' ? { is: 'served', serial, names: [asked] } : told
    },
  })
  let serial = ''
  const control = await fleet.control(undefined, between)
  await control.say(host, 'served')
  serial = await control.certify(host)
  await settle(control)
  other = true
  const before = given.length
  await tendPops(control.world)
  expect(await membershipOf(control)).toBe('catching-up')
  expect(given).toHaveLength(before)
  await settle(control)
  expect(given.length).toBeGreaterThan(before)
})

test('what a PoP says under another name is not kept as this one’s', async () => {
  let borrowed = false
  const control = await fleet.control(
    undefined,
    saying((told) => (borrowed ? { ...told, pop: 'a', adminKeys: ['another'] } : told)),
  )
  await settle(control)
  const before = await control.pop('b')
  borrowed = true
  await tendPops(control.world)
  expect(await control.pop('b')).toMatchObject({
    membership: 'catching-up',
    fault: 'it calls itself a',
    adminKeys: before?.adminKeys,
  })
})

test('a sealing key that is none, or gone, takes the PoP out, and no push of another fails for it', async () => {
  let change: (told: Self) => Self = (told) => told
  const control = await fleet.control(
    undefined,
    saying((told) => change(told)),
  )
  await settle(control)
  const none = { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' } as const
  for (const [sealKey, fault] of [
    [none, 'the sealing key that it names is none'],
    [null, 'it terminates TLS no more'],
  ] as const) {
    change = (told) => ({ ...told, sealKey })
    await tendPops(control.world)
    expect(await control.pop('b')).toMatchObject({ membership: 'catching-up', fault })
    await control.certify(host)
    await control.say(host, 'served')
    expect(await deliver(control.world, [host])).toEqual([])
    change = (told) => told
    await settle(control)
  }
})

test('two PoPs with one seal key are told of', async () => {
  const key = (await generateSealKey()).publicJwk
  const control = await fleet.control(undefined, (edge) => ({
    ...edge,
    async self(pop) {
      const told = await edge.self(pop)
      return 'is' in told ? told : { ...told, sealKey: key }
    },
  }))
  await tendPops(control.world)
  await tendPops(control.world)
  expect(control.log).toContainEqual(
    expect.objectContaining({ event: 'pop-seal-key-shared', level: 'warning' }),
  )
})

test('of receipts that an earlier version of ours kept it is known which key they are for', async () => {
  const before = await fleet.control()
  await before.certify(host)
  await settle(before)
  const file = await before.backUp()
  const database = new Database(file)
  database.exec(
    "ALTER TABLE receipt DROP COLUMN sealed_to; DELETE FROM migration WHERE name = '0035-sealed-to.sql'",
  )
  database.close()
  const after = await fleet.control(file)
  const pop = await after.pop('b')
  const receipts = await after.world.store.receipts(host)
  expect(receipts.map(({ pop: by, sealedTo }) => [by, sealedTo])).toEqual([
    ['b', `${pop?.sealKey?.x}.${pop?.sealKey?.y}`],
  ])
})
