// What holds between control planes and several PoPs: after a restore, beside a second control plane, across versions, and when
// a PoP comes back with or without what it held.

import { declareOut } from '@wellknown/control/actions/change-pops.ts'
import { isInService, type ApiToken } from '@wellknown/control/store/records.ts'
import { deliver } from '@wellknown/control/work/push.ts'
import { tendPops } from '@wellknown/control/work/membership.ts'
import type { World } from '@wellknown/control/world.ts'
import { WIRE } from '@wellknown/wire'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { FIRST_PUSH, FIRST_SELF } from '../system/first-wire.ts'
import { startFleet, type Control, type Fleet } from '../system/fleet.ts'
import { createRandom, pushAndLook } from '../system/visibility.ts'

const POPS = ['a', 'b', 'c']
const OPERATOR = { id: 1, name: 'operator', client: 1 } as ApiToken
let fleet: Fleet
let host: string
let hosts = 0
beforeAll(async () => {
  fleet = await startFleet(POPS)
})
beforeEach(() => {
  host = `site${hosts++}.customer.test`
})
afterAll(() => fleet.close())

const isServing = async (control: Control): Promise<boolean> =>
  (await control.world.store.pops()).every(isInService)
/** Tends until every PoP counts; a few turns are enough, whatever it meets. */
async function settle(control: Control): Promise<void> {
  for (let turns = 0; turns < 4 && !(await isServing(control)); turns++) await tendPops(control.world)
  expect(await isServing(control)).toBe(true)
}
const everywhere = (text: string): readonly string[] => POPS.map(() => text)

test('a control plane that was restored from a backup becomes the newer one, and every PoP has what it says before a gate counts it', async () => {
  const first = await fleet.control()
  await first.say(host, 'before')
  await settle(first)
  const backup = await first.backUp()
  await first.say(host, 'after')
  expect(await deliver(first.world, [host])).toEqual([])
  expect(await fleet.ask(host)).toEqual(everywhere('after'))

  const restored = await fleet.control(backup)
  const { epoch } = await restored.world.store.newest()
  // The backup says that they are all in service, and hold what it wants.
  expect(await isServing(restored)).toBe(true)
  const [pop] = await restored.world.store.pops()
  const old = await restored.world.store.wanted(host, 'config')
  if (!pop || !old) throw new Error('The backup lacks what it had.')
  const { rev } = old
  const push = { wire: WIRE, kind: 'config', host, epoch, rev, document: null } as const
  const theirs = await first.world.store.newest()
  expect(await restored.world.edge.push(pop, push)).toMatchObject({
    is: 'refused',
    refusal: { error: 'stale-revision', held: theirs },
  })
  await tendPops(restored.world)
  expect(restored.log).toContainEqual(expect.objectContaining({ event: 'epoch-raised', level: 'alarm' }))
  await settle(restored)
  expect((await restored.world.store.newest()).epoch).toBeGreaterThan(epoch)
  expect(await fleet.ask(host)).toEqual(everywhere('before'))
  // What the one before it still says is refused.
  await first.say(host, 'late')
  expect(await deliver(first.world, [host])).toHaveLength(POPS.length)
  expect(await fleet.ask(host)).toEqual(everywhere('before'))
})

test('a PoP that does not say what it holds is found out by its refusal', async () => {
  const first = await fleet.control()
  await first.say(host, 'before')
  await settle(first)
  const backup = await first.backUp()
  await first.say(host, 'after')
  await deliver(first.world, [host])
  const silent = (edge: World['edge']): World['edge'] => ({
    ...edge,
    async self(pop) {
      const told = await edge.self(pop)
      if ('is' in told) return told
      const { shelf: _, ...rest } = told
      return rest
    },
  })
  const restored = await fleet.control(backup, silent)
  await restored.world.store.updatePop('a', { membership: 'catching-up', since: Date.now() })
  await tendPops(restored.world)
  expect(restored.log).toContainEqual(expect.objectContaining({ event: 'epoch-raised' }))
  await settle(restored)
  expect(await fleet.ask(host)).toEqual(everywhere('before'))
})

test('two control planes at once are an alarm at both, and each PoP holds whole documents of one of them', async () => {
  const [one, other] = [await fleet.control(), await fleet.control()]
  await one.say(host, 'one')
  await settle(one)
  await other.say(host, 'other')
  await settle(other)
  await settle(one)
  await tendPops(one.world)
  await settle(one)
  for (const { log } of [one, other])
    expect(log).toContainEqual(expect.objectContaining({ event: 'epoch-raised', level: 'alarm' }))
  expect(await fleet.ask(host)).toEqual(everywhere('one'))
})

test('an edge that starts without a control plane serves its last state; one that has lost its shelf counts only once it has all of it again', async () => {
  const control = await fleet.control()
  await control.say(host, 'kept')
  await settle(control)
  await fleet.stop('b')
  await fleet.start('b')
  expect(await fleet.ask(host)).toEqual(everywhere('kept'))
  await fleet.stop('b')
  await fleet.start('b', 'lost')
  expect(await fleet.ask(host)).toEqual(['kept', '421', 'kept'])
  // It answers, and its receipts say that it holds everything.
  await tendPops(control.world)
  expect(control.log).toContainEqual(expect.objectContaining({ event: 'pop-shelf-new', pop: 'b' }))
  await settle(control)
  expect(await fleet.ask(host)).toEqual(everywhere('kept'))
})

test('once every PoP has given its receipt a token is answered by each, whatever was lost, repeated or late before (EDGE-27)', async () => {
  const random = createRandom(7)
  const seen = await pushAndLook(fleet, {
    pushes: 300,
    hosts: 10,
    random,
    restartEvery: 2,
    mortal: ['b'],
  })
  expect(seen).toMatchObject({ misses: [], stayed: [] })
  expect(seen.faults).toBeGreaterThan(20)
  expect(seen.looks).toBeGreaterThan(300)
})

test('PoPs of the first version, of this one and of the next are in service together', async () => {
  const control = await fleet.control(undefined, (edge) => ({
    ...edge,
    async self(pop) {
      const told = await edge.self(pop)
      if ('is' in told) return told
      if (pop.name === 'a') return FIRST_SELF.parse(told)
      return pop.name === 'c' ? { ...told, wire: WIRE + 1 } : told
    },
    async push(pop, document) {
      if (pop.name !== 'a') return edge.push(pop, document)
      // It reads what it knows, and leaves out the rest.
      const read = FIRST_PUSH.safeParse(document)
      return read.success
        ? edge.push(pop, document)
        : { is: 'refused', refusal: { error: 'malformed', detail: read.error.message } }
    },
  }))
  await control.say(host, 'to all')
  await settle(control)
  expect(await fleet.ask(host)).toEqual(everywhere('to all'))
  expect((await control.world.store.pops()).map(({ wire }) => wire)).toEqual([1, WIRE, WIRE + 1])
})

test('a PoP that holds something else under the wanted revision is not taken at its word: it is given that under a new one', async () => {
  let first = true
  const control = await fleet.control(undefined, (edge) => ({
    ...edge,
    async push(pop, document) {
      if (!first || pop.name !== 'b' || document.kind !== 'config') return edge.push(pop, document)
      first = false
      // As an earlier version of ours would have put it; and the answer is lost.
      await edge.push(pop, { ...document, document: null })
      return { is: 'unreachable', detail: 'the answer got lost' }
    },
  }))
  await settle(control)
  await control.say(host, 'wanted')
  expect(await deliver(control.world, [host])).toMatchObject([{ pop: 'b', detail: 'the answer got lost' }])
  expect(await deliver(control.world, [host])).toMatchObject([{ pop: 'b', refused: false }])
  expect(await deliver(control.world, [host])).toEqual([])
  expect(await fleet.ask(host)).toEqual(everywhere('wanted'))
})

test('a PoP two versions ahead is not counted, and says why', async () => {
  const control = await fleet.control(undefined, (edge) => ({
    ...edge,
    async self(pop) {
      const told = await edge.self(pop)
      return 'is' in told || pop.name !== 'c' ? told : { ...told, wire: WIRE + 2 }
    },
  }))
  await tendPops(control.world)
  await tendPops(control.world)
  expect(await control.pop('c')).toMatchObject({
    membership: 'catching-up',
    fault: `it speaks wire version ${WIRE + 2}`,
  })
  expect(await control.pop('a')).toMatchObject({ membership: 'in' })
})

const statusOf = async (control: Control, name: string): Promise<string> => {
  const pop = await control.pop(name)
  return `${pop?.membership}: ${pop?.fault}`
}

test('a PoP is not counted while it lacks what was wanted during the look at it, and is given that without anybody asking', async () => {
  let meanwhile: (() => Promise<void>) | null = null
  let failing = false
  const control = await fleet.control(undefined, (edge) => ({
    ...edge,
    async readBack(pop, ...asked) {
      const now = pop.name === 'b' ? meanwhile : null
      if (now) meanwhile = null
      await now?.()
      return edge.readBack(pop, ...asked)
    },
    async push(pop, document) {
      if (!failing || pop.name !== 'b' || document.kind !== 'config') return edge.push(pop, document)
      failing = false
      return { is: 'unreachable', detail: 'the connection was reset' }
    },
  }))
  await settle(control)
  await control.say(host, 'before')
  await deliver(control.world, [host])
  await control.world.store.updatePop('b', { membership: 'out', since: Date.now() })
  meanwhile = async () => {
    await control.say(host, 'after')
    // The task that wants it is over: it waits for no PoP that is out.
    expect(await deliver(control.world, [host])).toEqual([])
    failing = true
  }
  await tendPops(control.world)
  expect(await statusOf(control, 'b')).toBe('catching-up: it does not take every document')
  await settle(control)
  expect(await fleet.ask(host)).toEqual(everywhere('after'))
})

test('a control plane that stops while a PoP is given the last of it does not count that PoP when it starts again', async () => {
  let dying = false
  const control = await fleet.control(undefined, (edge) => ({
    ...edge,
    async push(pop, document) {
      if (dying && pop.name === 'b' && document.kind === 'config') throw new Error('The process ended.')
      return edge.push(pop, document)
    },
    async readBack(...asked) {
      const answer = await edge.readBack(...asked)
      if (asked[0].name !== 'b' || dying) return answer
      dying = true
      await control.say(host, 'after')
      return answer
    },
  }))
  await control.say(host, 'before')
  await expect(tendPops(control.world)).rejects.toThrow('The process ended.')
  expect(await control.pop('b')).toMatchObject({ membership: 'in' })
  await expect(tendPops(control.world)).rejects.toThrow('The process ended.')
  expect(await control.pop('b')).toMatchObject({ membership: 'catching-up' })
})

test('what an operator says of a PoP holds, whatever a look that began before it finds', async () => {
  let meanwhile: (() => Promise<unknown>) | null = null
  let silent = false
  const control = await fleet.control(undefined, (edge) => ({
    ...edge,
    async self(pop) {
      const told = pop.name === 'b' && silent ? ({ is: 'unreachable', detail: 'silent' } as const) : null
      if (pop.name === 'b') await meanwhile?.()
      return told ?? edge.self(pop)
    },
  }))
  await settle(control)
  for (const is of [true, false]) {
    silent = is
    meanwhile = () => declareOut(control.world, OPERATOR, 'b')
    await tendPops(control.world)
    expect(await statusOf(control, 'b')).toBe('out: An operator has declared it out.')
    meanwhile = null
    silent = false
    await settle(control)
  }
})

test('a PoP whose addresses in EDGES_FILE are others is not counted until it was seen there', async () => {
  const control = await fleet.control()
  await control.say(host, 'there')
  await settle(control)
  const pop = await control.pop('b')
  if (!pop) throw new Error('There is no PoP b.')
  await control.world.store.seedPops([pop], Date.now())
  expect(await control.pop('b')).toMatchObject({ membership: 'in' })
  await control.world.store.seedPops([{ ...pop, http: ['127.0.0.1:1'] }], Date.now())
  await tendPops(control.world)
  expect(await statusOf(control, 'b')).toContain('catching-up: 127.0.0.1:1 is not seen from here')
  await control.world.store.seedPops([pop], Date.now())
  await settle(control)
})
