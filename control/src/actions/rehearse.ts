import { decide, type Event } from '@wellknown/lifecycle'
import type { Transition } from '../store/transition-port.ts'
import type { Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { contextOf } from './send.ts'
import { literalOf } from './tell-lifecycle.ts'

type Wish = {
  readonly event: Event
  readonly resource: NonNullable<Transition['resource']>
  readonly place?: string
}

/** What `wishes` would make of a resource, each on what comes of the one before; nothing is saved. Throws a Refusal where the
 *  lifecycle does not accept one. */
export function rehearse(
  world: Pick<World, 'now' | 'id' | 'policy'>,
  saved: Saved,
  wishes: readonly Wish[],
): Saved {
  let after = saved
  for (const wish of wishes) after = rehearseOne(world, after, wish)
  return after
}

function rehearseOne(
  world: Pick<World, 'now' | 'id' | 'policy'>,
  saved: Saved,
  { event, resource }: Wish,
): Saved {
  const decision = decide(saved, event, contextOf(world, saved, resource, world.now(), world.id()))
  if (decision.is === 'refused') throw literalOf(decision.refusal, saved.resource)
  const changed = { ...saved, resource: { ...saved.resource, ...resource } }
  if (decision.is !== 'step') return changed
  const { state, current, https, troubles = [] } = decision.step
  return { ...changed, state, current, https, troubles }
}
