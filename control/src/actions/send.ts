// The one road. Whatever happens to a resource's certificate happens here: an event goes in, the lifecycle decides, and
// state, tasks, history and the status object's marks are saved in one transaction.

import { decide, shareOf, type Context, type Event, type Refusal, type Step } from '@wellknown/lifecycle'
import type { NewNotice } from '../store/notices-port.ts'
import type { Settle } from '../store/port.ts'
import type { Transition } from '../store/transition-port.ts'
import type { Options, ResourceId, Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { noticesOf } from '../notices/compose.ts'
import { marksOf } from './process-marks.ts'

/** `refused`: the event has no place in the present state, and nothing was written. Stale news is dropped: `saved`. */
export type Sent =
  | { readonly is: 'saved'; readonly saved: Saved }
  | { readonly is: 'refused'; readonly refusal: Refusal; readonly saved: Saved }

type Extras = {
  /** The task whose outcome this event is; it ends in the same transaction. */
  readonly settle?: Settle
  /** Goes into the history beside the event. */
  readonly detail?: Options
  /** What the event costs of the CA's limits. */
  readonly debits?: NonNullable<Transition['debits']>
  /** Columns of the resource that change with the event; as a function they follow from what is saved, inside the
   *  transaction: pure and synchronous, and what it throws undoes all. */
  readonly resource?: Change | ((from: Saved) => Change)
  /** The certificate that the resource's object is given with the event. */
  readonly own?: Transition['own']
  readonly place?: Transition['place']
  /** What the customer is told besides, under the id that is given; null: nothing. As `resource`: pure, in the transaction. */
  readonly notice?: (
    from: Saved,
    step: Step,
    told: { readonly now: number; readonly id: string },
  ) => NewNotice | null
}
type Change = NonNullable<Transition['resource']>

/** Sends `event` to a resource. Throws LostLease when `settle` names a lease that was taken over, NoSuchResource when
 *  the resource is gone, BudgetSpent when `debits` find no room; in each case nothing is written. */
export async function send(
  world: Pick<World, 'store' | 'now' | 'id' | 'policy' | 'log'>,
  resource: ResourceId,
  event: Event,
  { settle, ...extras }: Extras = {},
): Promise<Sent> {
  const { judge, refusal } = createJudge(world, event, extras)
  const saved = await world.store.transition(resource, judge, settle)
  const refused = refusal()
  world.log({ event: 'sent', resource, sent: event.type, state: saved.state.is, refused: refused !== null })
  return refused ? { is: 'refused', refusal: refused, saved } : { is: 'saved', saved }
}

/** What `event` makes of a resource as it is saved; null: nothing, and `refusal` then tells whether it was refused. */
export function createJudge(
  world: Pick<World, 'now' | 'id' | 'policy'>,
  event: Event,
  { detail = {}, debits, resource: wished, own, place, notice }: Omit<Extras, 'settle'> = {},
): { readonly judge: (from: Saved) => Transition | null; readonly refusal: () => Refusal | null } {
  const now = world.now()
  const [id, told] = [world.id(), world.id()]
  let refusal: Refusal | null = null
  return {
    refusal: () => refusal,
    judge(from) {
      const change = typeof wished === 'function' ? wished(from) : wished
      const decision = decide(from, event, contextOf(world, from, change, now, id))
      refusal = decision.is === 'refused' ? decision.refusal : null
      if (decision.is !== 'step') return null
      return {
        step: decision.step,
        event: event.type,
        detail,
        at: now,
        notices: [
          ...noticesOf(world, from.resource, decision.step, now, told),
          ...[notice?.(from, decision.step, { now, id: `${told}.more` }) ?? []].flat(),
        ],
        process: marksOf(from.state, event, decision.step, now),
        ...(debits && { debits }),
        ...(change && { resource: change }),
        ...(own && { own }),
        ...(place !== undefined && { place }),
      }
    },
  }
}

/** What a rule may know besides the state. `change`: the columns that change with the event. */
export function contextOf(
  { policy }: Pick<World, 'policy'>,
  { resource }: Saved,
  change: Change | undefined,
  now: number,
  id: string,
): Context {
  const active = change?.active ?? resource.active
  const suspended = change?.suspended ?? resource.suspended
  return {
    now,
    id,
    retryAfter: policy.retryAfter,
    suspended: !active || suspended,
    share: shareOf(resource.id),
  }
}
