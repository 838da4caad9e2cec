import { DONE, type Doer } from './outcome.ts'

/** The successor has been live for a while: the old certificate's key is destroyed, unless it is in use again. */
export const retire: Doer<'retire'> = async (world, { certificate: id }, saved) => {
  if (saved?.current?.certificate === id) return DONE
  // A customer's own stays theirs, to be chosen again.
  if (await world.store.belongsToSslData(id)) return DONE
  const certificate = await world.store.certificate(id)
  if (certificate && certificate.retires === null) {
    await world.store.saveCertificate({ ...certificate, retires: world.now() })
  }
  return DONE
}
