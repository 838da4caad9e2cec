// What can be asked of a resource's certificate now, and why not what cannot: what each call itself would answer.

import { whyNot, type EventName, type Instant } from '@wellknown/lifecycle'
import type { Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { debitsOf, findWait } from './budget.ts'
import { isOpen } from './choose-certificate.ts'
import { whyNotDelete } from './delete-resource.ts'
import { NOT_MANAGED, notAttached, whenAskingIsFree, whenRetryIsFree } from './drive-issue.ts'
import { refuseField, type Refusal } from './refusal.ts'
import { whyNotRevoke } from './revoke-certificate.ts'
import { literalOf, tooEarly } from './tell-lifecycle.ts'

export const ACTIONS = [
  'enable',
  'own',
  'retry',
  'anyway',
  'partial',
  'renew',
  'reissue',
  'abort',
  'disable',
  'revoke',
  'delete',
] as const
export type Action = (typeof ACTIONS)[number]

/** `refusal` null: the call would be taken, as far as it depends on the resource and not on what else the call says. */
export type Possible = {
  readonly action: Action
  readonly refusal: Refusal | null
  /** When it is only too early for it. */
  readonly at: Instant | null
}

/** Each action, in the order in which a page shows them. */
export async function listActions(world: World, saved: Saved): Promise<readonly Possible[]> {
  const now = world.now()
  const listed: Possible[] = []
  for (const action of ACTIONS) {
    const free = await whenFree(world, action, saved)
    const early = free > now
    const refusal = (await whyNotOf(world, action, saved)) ?? (early ? tooEarly(world, free) : null)
    listed.push({ action, refusal, at: refusal?.status === 429 ? free : null })
  }
  return listed
}

async function whyNotOf(world: World, action: Action, saved: Saved): Promise<Refusal | null> {
  const { resource, state, https } = saved
  const on = https || isOpen(saved)
  switch (action) {
    case 'enable':
      return on ? refuseField('sslEnabled', 'HTTPS is on already.') : byLifecycle('enable', saved)
    case 'retry':
    case 'renew':
      return (await whyNotManaged(world, action, saved)) ?? byLifecycle(action, saved)
    case 'disable':
      return state.is === 'off' && !https ? refuseField('sslEnabled', 'HTTPS is off already.') : null
    case 'revoke':
      return whyNotRevoke(saved)
    case 'delete':
      return whyNotDelete({ resource })
    case 'own':
    case 'anyway':
    case 'partial':
    case 'reissue':
    case 'abort':
      return byLifecycle(action, saved)
  }
}

function byLifecycle(event: EventName, saved: Saved): Refusal | null {
  const { active, suspended } = saved.resource
  const refused = whyNot(saved, event, { suspended: suspended || !active })
  return refused && literalOf(refused, saved.resource)
}

async function whyNotManaged(
  { store }: World,
  action: 'retry' | 'renew',
  { resource: { client, sslData } }: Saved,
): Promise<Refusal | null> {
  const object = sslData === null ? null : await store.sslData(client, sslData)
  if (!object) return notAttached()
  return object.automated ? null : refuseField('certificate', NOT_MANAGED[action])
}

/** 0 where no limit is known to stand in the way. */
async function whenFree(world: World, action: Action, saved: Saved): Promise<Instant> {
  if (action === 'retry') return whenRetryIsFree(world, saved)
  if (action !== 'anyway' || saved.state.is !== 'blocked') return 0
  const spent = await findWait(world, await debitsOf(world, saved, saved.state.run))
  return Math.max(await whenAskingIsFree(world, saved), spent?.until ?? 0)
}
