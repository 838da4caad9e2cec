// The operator holds new orders back, and lets them go on.

import { shut } from '@wellknown/lifecycle'
import type { ApiToken, ResourceId } from '../store/records.ts'
import type { HoldScope } from '../store/time-port.ts'
import type { World } from '../world.ts'
import { CA_NEEDS_OPERATOR, clearAlarm } from './alarm.ts'
import { readName } from './names.ts'
import { releaseHeld } from './release-held.ts'
import { notFound, refuseField, refuseObject } from './refusal.ts'
import { send } from './send.ts'

export type Held = { readonly scope: HoldScope; readonly subject?: string | undefined }

/** What a CA wants of the operator, whoever it holds: its pause ended, its account in order, its terms agreed to. */
export const CLEARABLE = ['ca-paused', 'ca-account', 'ca-terms-changed'] as const
export type ClearableCause = (typeof CLEARABLE)[number]

/** Released at once; the housekeeping goes on with the others. */
const AT_ONCE = 200

/** Nothing new is ordered for what `held` covers until it is resumed. Throws a Refusal under the field at fault. */
export async function hold(
  world: World,
  token: ApiToken,
  held: Held & { readonly reason: string },
): Promise<void> {
  const subject = await readSubject(world, held)
  const { scope, reason } = held
  await world.store.saveHold({ scope, subject, reason, by: nameOf(token), since: world.now() })
  world.log({ event: 'hold', level: 'alarm', scope, subject, by: nameOf(token) })
}

/** Lifts a hold: one run first, then ever more. Throws a Refusal when there is no such hold. */
export async function resume(world: World, token: ApiToken, held: Held): Promise<void> {
  const subject = await readSubject(world, held)
  const { scope } = held
  const now = world.now()
  if (!(await world.store.liftHold({ scope, subject, by: nameOf(token) }, now))) throw notFound()
  world.log({ event: 'resume', scope, subject, by: nameOf(token) })
  if (scope === 'all' || scope === 'ca') await world.store.changeRamp(() => shut(now))
  await releaseHeld(world, AT_ONCE)
}

/** What a resource waited for, and only an operator could mend, is mended. Throws a Refusal where it waits for none. */
export async function clearWait(world: World, id: ResourceId): Promise<void> {
  const saved = await world.store.load(id)
  if (!saved) throw notFound()
  const { state } = saved
  if (state.is !== 'waiting' || state.until !== null || state.problem.code === 'suspended') {
    throw refuseObject('The resource waits for no operator.')
  }
  if (state.problem.code === 'operator-hold')
    throw refuseObject('Resume what holds it: see GET /operator/holds.')
  await clearAlarm(world, { event: CA_NEEDS_OPERATOR, subject: state.problem.code })
  await send(world, id, { type: 'lifted' })
}

/** What many waited for, and only an operator could mend, is mended: they go on by and by, one first. Gives how many. */
export async function clearCause(world: World, cause: ClearableCause): Promise<number> {
  const now = world.now()
  await world.store.changeRamp(() => shut(now))
  // What is not mended after all is told again.
  await clearAlarm(world, { event: CA_NEEDS_OPERATOR, subject: cause })
  let cleared = 0
  for (let after = 0; ;) {
    const page = await world.store.waitingFor(cause, after, AT_ONCE)
    const last = page.at(-1)
    if (!last) return cleared
    after = last.resource.id
    for (const { resource, state } of page) {
      if (state.is !== 'waiting' || state.until !== null) continue
      await send(world, resource.id, { type: 'lifted' })
      cleared++
    }
  }
}

const nameOf = ({ id, name, client }: ApiToken): string => `token ${id} (${name}) of client ${client}`

async function readSubject(world: World, { scope, subject = '' }: Held): Promise<string> {
  switch (scope) {
    case 'all':
      if (subject !== '') throw refuseField('subject', 'Leave it out: everything is meant.')
      return ''
    case 'client': {
      const id = /^\d{1,15}$/.test(subject) ? Number(subject) : null
      if (id === null || !(await world.store.client(id)))
        throw refuseField('subject', 'Give the id of a client.')
      return String(id)
    }
    case 'name':
      return readName(world, 'subject', subject)
    case 'ca':
      if (subject !== world.ca.directory) {
        throw refuseField('subject', `Give the directory of the CA in use: ${world.ca.directory}`)
      }
      return subject
  }
}
