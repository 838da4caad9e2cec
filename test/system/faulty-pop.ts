// A PoP of a fleet, by the name of b, that says or does something else than it should.

import { isInService } from '@wellknown/control/store/records.ts'
import { tendPops } from '@wellknown/control/work/membership.ts'
import type { World } from '@wellknown/control/world.ts'
import type { Self } from '@wellknown/wire'
import { expect } from 'vitest'
import type { Control } from './fleet.ts'

export const POPS = ['a', 'b', 'c']
export type Edge = World['edge']

/** What b says of itself, changed. */
export const saying =
  (change: (told: Self) => Self) =>
  (edge: Edge): Edge => ({
    ...edge,
    async self(pop) {
      const told = await edge.self(pop)
      return pop.name === 'b' && !('is' in told) ? change(told) : told
    },
  })

/** What b answers to a push, where `refuse` gives an answer. */
export const refusing =
  (refuse: (push: Parameters<Edge['push']>[1]) => Awaited<ReturnType<Edge['push']>> | null) =>
  (edge: Edge): Edge => ({
    ...edge,
    push: async (pop, push) => (pop.name === 'b' ? refuse(push) : null) ?? edge.push(pop, push),
  })

/** Tends until every PoP counts; a few turns are enough, whatever it meets. */
export async function settle(control: Control): Promise<void> {
  for (let turns = 0; turns < 4 && !(await allIn(control)); turns++) await tendPops(control.world)
  expect(await allIn(control)).toBe(true)
}

const allIn = async ({ world }: Control): Promise<boolean> => (await world.store.pops()).every(isInService)

export const membershipOf = async (control: Control): Promise<unknown> => (await control.pop('b'))?.membership
export const alarmsOf = async ({ world }: Control) =>
  (await world.store.alarms()).map(({ event, subject, detail }) => ({ event, subject, detail }))
