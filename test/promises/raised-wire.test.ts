// A wire version is raised at the edges and at the control plane one after the other. Whichever comes first, visitors are
// served throughout, and no PoP is counted that cannot read what it is told.

import { isInService } from '@wellknown/control/store/records.ts'
import { tendPops } from '@wellknown/control/work/membership.ts'
import { deliver } from '@wellknown/control/work/push.ts'
import type { World } from '@wellknown/control/world.ts'
import { WIRE } from '@wellknown/wire'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startFleet, type Control, type Fleet } from '../system/fleet.ts'

const POPS = ['a', 'b', 'c']
const WORKERS = ['b', 'c']
const HOST = 'www.customer.test'
let fleet: Fleet
beforeEach(async () => {
  fleet = await startFleet(POPS, WORKERS)
})
afterEach(() => fleet.close())

const everywhere = (text: string): readonly string[] => POPS.map(() => text)
async function settle({ world }: Control): Promise<void> {
  for (let turns = 0; turns < 4; turns++) await tendPops(world)
  expect((await world.store.pops()).filter((pop) => !isInService(pop))).toEqual([])
}
async function upgrade(pop: string): Promise<void> {
  await fleet.stop(pop)
  await fleet.startNext(pop)
}

/** A control plane of the next version, as PoPs see it: what it pushes has that number, and what they say of themselves it
 *  holds against that one. */
const raised = (edge: World['edge']): World['edge'] => ({
  ...edge,
  push: (pop, push) => edge.push(pop, { ...push, wire: WIRE + 1 }),
  async self(pop) {
    const told = await edge.self(pop)
    return 'is' in told ? told : { ...told, wire: told.wire - 1 }
  },
})

test('edges first: those of the next version take what a control plane of this one says, and are counted with the others', async () => {
  const control = await fleet.control()
  await control.say(HOST, 'before')
  await settle(control)
  await upgrade('b')
  expect(await fleet.ask(HOST)).toEqual(everywhere('before'))
  await settle(control)
  await control.say(HOST, 'after')
  expect(await deliver(control.world, [HOST])).toEqual([])
  expect(await fleet.ask(HOST)).toEqual(everywhere('after'))
  expect((await control.world.store.pops()).map(({ wire }) => wire)).toEqual([WIRE, WIRE + 1, WIRE])
})

test('the control plane first: edges of this version refuse what they might misread, serve what they held and are not counted, until each is upgraded', async () => {
  const before = await fleet.control()
  await before.say(HOST, 'before')
  await settle(before)
  const file = await before.backUp()
  const control = await fleet.control(file, raised)
  await control.say(HOST, 'after')
  expect(await deliver(control.world, [HOST])).toMatchObject(
    POPS.map((pop) => ({ pop, refused: true, detail: expect.stringContaining('wire version') })),
  )
  await tendPops(control.world)
  await tendPops(control.world)
  expect((await control.world.store.pops()).filter(isInService)).toEqual([])
  expect((await control.pop('a'))?.fault).toContain('it speaks wire version')
  expect(await fleet.ask(HOST)).toEqual(everywhere('before'))

  await upgrade('b')
  expect(await fleet.ask(HOST)).toEqual(everywhere('before'))
  for (let turns = 0; turns < 3; turns++) await tendPops(control.world)
  expect((await control.world.store.pops()).filter(isInService)).toMatchObject([{ name: 'b' }])
  expect(await fleet.ask(HOST)).toEqual(['before', 'after', 'before'])
  // Back to what there was before, it speaks to all again; the one that was upgraded reads that too.
  await upgrade('c')
  const old = await fleet.control(file)
  await old.say(HOST, 'old')
  await settle(old)
  expect(await deliver(old.world, [HOST])).toEqual([])
  expect(await fleet.ask(HOST)).toEqual(everywhere('old'))
})
