// A certificate that another ACME client got, taken over: served at once, and renewed by us when its time comes.

import { covers } from '@wellknown/hostname'
import type { Certificate, Saved } from '../store/records.ts'
import { namesOf } from '../store/resources.ts'
import type { World } from '../world.ts'
import { notFound, refuseField } from './refusal.ts'
import { findPlace, placeNameOf } from './choose-certificate.ts'
import { readCertificate } from './save-ssl-data.ts'
import { tellLifecycle } from './tell-lifecycle.ts'

export type ImportWish = {
  /** PEM, leaf first, and its key. */
  readonly sslCertificate: string
  readonly sslPrivateKey: string
  /** Where it was issued, and to which account; left out: at our CA, to ours. */
  readonly directory?: string | undefined
  readonly account?: string | undefined
}

/** Serves the certificate for a resource as one of ours. False: it is what is served, and nothing changed. Throws a Refusal under
 *  the field at fault. */
export async function importCertificate(world: World, id: number, wish: ImportWish): Promise<boolean> {
  const saved = await world.store.load(id)
  if (!saved || saved.state.is === 'deleting') throw notFound()
  const { directory = world.ca.directory, account = world.ca.account } = wish
  const row = readCertificate(world, wish, { resource: id, directory, account })
  await world.store.saveCertificate(row)
  try {
    return await serveIt(world, saved, row, { directory, account })
  } catch (error) {
    // What is not served keeps no key.
    await world.store.saveCertificate({ ...row, retires: world.now() })
    throw error
  }
}

async function serveIt(
  world: World,
  { resource, current, https }: Saved,
  row: Certificate,
  issuer: { readonly directory: string; readonly account: string },
): Promise<boolean> {
  const { id: certificate, serial, notBefore, notAfter } = row
  if (https && current?.kind === 'managed' && current.serial === serial) {
    await world.store.saveCertificate({ ...row, retires: world.now() })
    return false
  }
  const names = namesOf(resource)
  const uncovered = names.find((name) => !row.names.some((pattern) => covers(pattern, name)))
  if (uncovered !== undefined) {
    throw refuseField('sslCertificate', `The certificate does not cover ${uncovered}.`)
  }
  const present = await findPlace(world, resource)
  const place = present === null ? { place: placeNameOf(resource) } : {}
  // What is renewed are the resource's names, whatever else the certificate covers.
  const candidate = { kind: 'managed', certificate, serial, names, notBefore, notAfter, issuer } as const
  const extras = {
    resource: present === null ? {} : { sslData: present },
    ...place,
    detail: { imported: true, serial },
  }
  await tellLifecycle(world, resource.id, { type: 'own', candidate }, extras)
  return true
}
