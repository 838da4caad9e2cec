// What operators hold back: new orders only. An order at the CA goes to its end; deploying, serving and revoking are never
// held.

import type { Problem } from '@wellknown/lifecycle'
import type { Saved } from '../store/records.ts'
import { namesOf } from '../store/resources.ts'
import type { Hold } from '../store/time-port.ts'
import type { World } from '../world.ts'
import { send } from './send.ts'

const PAGE = 200

/** What holds `saved` back, in the customer's words; null: nothing does. */
export async function findHold(world: Pick<World, 'store' | 'ca'>, saved: Saved): Promise<Problem | null> {
  const hold = (await world.store.holds()).find((each) => covers(world, each, saved))
  if (!hold) return null
  const name = hold.scope === 'name' ? hold.subject : null
  return { code: 'operator-hold', detail: hold.reason, name, retryAt: null }
}

function covers({ ca }: Pick<World, 'ca'>, { scope, subject }: Hold, { resource, state }: Saved): boolean {
  switch (scope) {
    case 'all':
      return true
    case 'client':
      return subject === String(resource.client)
    case 'name':
      return (
        namesOf(resource).includes(subject) || ('run' in state && state.run?.names.includes(subject) === true)
      )
    case 'ca':
      return subject === ca.directory
  }
}

/** Lets those go on that no hold covers any more, at most `most` of them; they start by and by. */
export async function releaseHeld(world: World, most = Number.POSITIVE_INFINITY): Promise<void> {
  let released = 0
  for (let after = 0; released < most;) {
    const page = await world.store.waitingFor('operator-hold', after, PAGE)
    const last = page.at(-1)
    if (!last) return
    after = last.resource.id
    for (const saved of page) {
      if ((await findHold(world, saved)) !== null) continue
      await send(world, saved.resource.id, { type: 'lifted' })
      released++
    }
  }
}
