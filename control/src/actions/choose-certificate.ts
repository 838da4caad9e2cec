// What `sslEnabled` and `sslData` of a resource ask for, as an event of the certificate's life (P1, P18, P19).

import { covers } from '@wellknown/hostname'
import type { Candidate, Event } from '@wellknown/lifecycle'
import type { Certificate, Resource, Saved } from '../store/records.ts'
import { namesOf } from '../store/resources.ts'
import type { World } from '../world.ts'
import { refuseField } from './refusal.ts'
import { attachedElsewhere, noSuchCertificate } from './tell-lifecycle.ts'

export type Choice = {
  readonly sslEnabled?: boolean | undefined
  /** Null: none; undefined: as it is. */
  readonly sslData?: number | null | undefined
  /** A managed one is wanted, and its place is found or made: where no "sslData" says which. */
  readonly automated?: boolean | undefined
}

/** An event with the column that changes with it; null: the wish is as things are. */
export type Chosen = {
  readonly event: Event
  readonly resource: Partial<Pick<Resource, 'sslData'>>
  /** The place for a managed certificate that is found or made with the event, by its name. */
  readonly place?: string
} | null

/** RFC 5280 §5.3.1: cessationOfOperation, which Let's Encrypt takes from a subscriber. */
const CEASED = 5
/** Of a certificate object, with room for a number behind it. */
const LONGEST_NAME = 240
const OPEN = ['checking', 'blocked', 'issuing', 'waiting', 'deploying'] as const

/** Is an issue process open? `sslEnabled` of the API is true then too. */
export const isOpen = ({ state }: Pick<Saved, 'state'>): boolean => OPEN.some((name) => name === state.is)

/** Works out what a client's choice means now. Throws a Refusal under the field at fault. */
export async function chooseCertificate(
  world: World,
  saved: Saved,
  { sslEnabled, sslData: given, automated = false }: Choice,
): Promise<Chosen> {
  const { resource, current, https } = saved
  const on = https || isOpen(saved)
  const anyPlace = sslEnabled === true && automated && (given ?? null) === null
  const sslData = anyPlace ? await findPlace(world, resource) : given
  if (anyPlace && sslData === null) {
    const event: Event = { type: 'enable', names: namesOf(resource), object: 'another' }
    return { event, resource: {}, place: placeNameOf(resource) }
  }
  if (sslEnabled === false || (sslEnabled === undefined && sslData === null)) {
    return switchOff(saved, sslData === null)
  }
  const wished = sslData ?? (sslEnabled === true ? resource.sslData : undefined)
  if (wished === undefined) return null
  if (wished === null)
    throw refuseField('sslData', 'Choose a certificate: give the id of one under /cdn/sslData.')
  if (sslEnabled === undefined && !on) {
    throw refuseField('sslData', 'A certificate can be chosen only together with "sslEnabled": true.')
  }
  const object = await world.store.sslData(resource.client, wished)
  if (!object) throw noSuchCertificate(wished)
  const attached = await world.store.resourceOfSslData(wished)
  if (attached && attached.resource.id !== resource.id) {
    throw attachedElsewhere()
  }
  const same = resource.sslData === wished
  if (object.automated) {
    if (same && on) return null
    const event: Event = { type: 'enable', names: namesOf(resource), object: same ? 'same' : 'another' }
    return { event, resource: { sslData: wished } }
  }
  const row = object.certificate === null ? null : await world.store.certificate(object.certificate)
  const candidate = ownCandidate(world, saved, row)
  const shown = saved.state.is === 'deploying' ? saved.state.candidate : https ? current : null
  if (shown?.certificate === candidate.certificate) return null
  return { event: { type: 'own', candidate }, resource: { sslData: wished } }
}

/** The place for a managed certificate that the resource has; null: none. */
export async function findPlace({ store }: World, { client, sslData }: Resource): Promise<number | null> {
  const object = sslData === null ? null : await store.sslData(client, sslData)
  return object?.automated ? object.id : null
}

/** What the place of a resource's managed certificate is called where it has none. */
export const placeNameOf = ({ cname }: Pick<Resource, 'cname'>): string =>
  `Let's Encrypt for ${cname}`.slice(0, LONGEST_NAME)

/** P18: with the certificate let go as well, a managed one is revoked; else it is kept. */
function switchOff({ resource, current, state, https }: Saved, detach: boolean): Chosen {
  if (state.is === 'off' && !https && (!detach || resource.sslData === null)) return null
  if (!detach) return { event: { type: 'disable' }, resource: {} }
  const event: Event = current?.kind === 'managed' ? { type: 'revoke', reason: CEASED } : { type: 'disable' }
  return { event, resource: { sslData: null } }
}

/** A customer's certificate as it would be served on a resource. Throws a Refusal where it does not fit. */
export function ownCandidate(
  world: Pick<World, 'now'>,
  { resource }: Pick<Saved, 'resource'>,
  row: Certificate | null,
): Candidate {
  if (!row || row.sealedKey === null) throw refuseField('sslData', 'Invalid certificate.')
  if (row.notAfter <= world.now())
    throw refuseField('sslData', 'The certificate has expired. Upload a newer one.')
  const uncovered = namesOf(resource).find((name) => !row.names.some((pattern) => covers(pattern, name)))
  if (uncovered !== undefined) throw refuseField('sslData', `The certificate does not cover ${uncovered}.`)
  const { id, serial, names, notBefore, notAfter } = row
  return { kind: 'own', certificate: id, serial, names, notBefore, notAfter, issuer: null }
}
