// Sends an event on a customer's word; a refusal becomes the literal the API has for it.

import type { Event, EventName, Refusal as Refused, RefusalCode } from '@wellknown/lifecycle'
import type { Resource, ResourceId, Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { BudgetSpent, CertificateTaken, NoSuchObject, ObjectChanged } from '../store/faults.ts'
import { Refusal, refuseField } from './refusal.ts'
import { send } from './send.ts'

const LITERALS: Readonly<Record<RefusalCode, readonly [field: string, message: string]>> = {
  'attempt-running': ['certificate', 'You cannot force retry until the current attempt completes.'],
  completed: ['certificate', 'The certificate issuance process has already been completed.'],
  launched: ['resource', 'Certificate issuing process has already been launched.'],
  'attempt-in-progress': [
    'sslData',
    'The certificate cannot be changed while the current issuing attempt is in progress. Abort it first.',
  ],
  'nothing-to-abort': ['certificate', 'There is no issuing process to abort.'],
  suspended: ['resource', 'The resource is not active. Activate it first.'],
  'no-part': [
    'resource',
    'There are no names to issue for apart: all of them fail, the fault is of no single name, or a name that is covered now would be dropped.',
  ],
  'operator-first': ['certificate', 'Our operators have to move first; then we go on by ourselves.'],
  'not-accepted': ['resource', 'This is not possible in the present state of the certificate.'],
}

const OWN =
  'The certificate is your own: we neither renew nor reissue it. Upload a newer one, or get a free one.'
const NOT_FAILED =
  'names are left out only where our look or the certificate authority has found fault with some of them.'

/** Where the code says only that it is not possible: what is in the way, by what was asked, in each state that refuses it. */
const IN_THE_WAY: Readonly<Partial<Record<EventName, (state: Refused['state']) => string>>> = {
  renew: (state) => (state === 'off' ? 'There is nothing to renew: HTTPS is off. Enable it.' : OWN),
  reissue: (state) => {
    if (state === 'off') return 'There is nothing to reissue: HTTPS is off. Enable it.'
    return state === 'failed'
      ? 'There is nothing to reissue: the last attempts failed. Retry the issue.'
      : OWN
  },
  anyway: (state) =>
    state === 'checking'
      ? 'We are still looking ourselves. The CA can be asked anyway once our look has failed.'
      : 'The CA is asked anyway only where our own look keeps a certificate back: status “Pre-validation failed”.',
  partial: (state) =>
    ['active', 'off', 'deploying'].includes(state)
      ? `No name is in the way: ${NOT_FAILED}`
      : `It is not known yet which names pass: ${NOT_FAILED}`,
}

/** The resource as it is after `event`. Throws a Refusal where the lifecycle does not accept it. */
export async function tellLifecycle(
  world: World,
  resource: ResourceId,
  event: Event,
  extras: Parameters<typeof send>[3] = {},
): Promise<Saved> {
  const sent = await send(world, resource, event, extras).catch((error: unknown) => {
    throw explain(world, error)
  })
  if (sent.is === 'refused') throw literalOf(sent.refusal, sent.saved.resource)
  return sent.saved
}

/** What undid a transaction, as a Refusal where the caller is to know. */
export function explain(world: Pick<World, 'now'>, error: unknown): unknown {
  if (error instanceof CertificateTaken) return attachedElsewhere()
  if (error instanceof NoSuchObject) return noSuchCertificate(error.id)
  if (error instanceof ObjectChanged) return changedMeanwhile()
  return error instanceof BudgetSpent ? tooEarly(world, error.until) : error
}

/** A certificate object serves one resource. */
export const attachedElsewhere = (): Refusal =>
  refuseField('sslData', 'The certificate is already attached to another resource.')

export const noSuchCertificate = (id: number): Refusal =>
  refuseField('sslData', `There is no certificate ${id}.`)

/** Another call came between. */
export const changedMeanwhile = (): Refusal =>
  new Refusal(409, { errors: { sslData: ['The certificate was changed by another call. Try again.'] } })

/** A wish that the CA's limits leave no room for: 429, with the time. */
export function tooEarly(world: Pick<World, 'now'>, until: number): Refusal {
  const seconds = Math.ceil((until - world.now()) / 1000)
  const message = `The CA or our edges cannot take another attempt before ${new Date(until).toISOString()}.`
  return new Refusal(429, { errors: { certificate: [message] } }, seconds)
}

/** What the API says where the lifecycle does not accept an event. */
export function literalOf({ code, event, state }: Refused, resource: Suspension): Refusal {
  if (code === 'suspended' && resource.suspended) return refuseField('resource', suspensionOf(resource))
  const [field, message] = LITERALS[code]
  const own = code === 'not-accepted' && state !== 'deleting' ? IN_THE_WAY[event]?.(state) : undefined
  return refuseField(field, own ?? message)
}

type Suspension = Pick<Resource, 'suspended' | 'suspendReason'>

/** What the customer of a suspended resource is told. */
export const suspensionOf = ({ suspendReason }: Suspension): string =>
  `The resource is suspended by our operators: ${suspendReason ?? 'ask them why.'}`
