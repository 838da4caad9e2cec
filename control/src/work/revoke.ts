import { backoff } from '@wellknown/lifecycle'
import { CaError } from '../adapters/ca/port.ts'
import { again, DONE, type Doer } from './outcome.ts'

/** RFC 5280 §5.3.1: superseded. */
const SUPERSEDED = 4
const MINUTE = 60_000

/** Tells the CA until it is done or the certificate has expired. A superseded one is served by PoPs that have not come
 *  back yet, so its revocation waits for them. */
export const revoke: Doer<'revoke'> = async (world, { certificate: id, reason }, _, { tries, resource }) => {
  const certificate = await world.store.certificate(id)
  if (!certificate || certificate.notAfter <= world.now()) return DONE
  const away = (await world.store.pops()).some(({ membership }) => membership !== 'in')
  if (reason === SUPERSEDED && away) return again(world.now() + MINUTE)
  try {
    await world.ca.revoke(certificate.chain, reason)
  } catch (error) {
    if (!(error instanceof CaError)) throw error
    const { type, status, detail, retryAt } = error.problem
    world.log({ event: 'revoke-refused', certificate: id, type, status, detail })
    return again(Math.max(retryAt ?? 0, world.now() + backoff(tries + 1)))
  }
  await world.store.saveCertificate({ ...certificate, retires: certificate.retires ?? world.now() })
  const detail = { certificate: id, serial: certificate.serial, reason }
  await world.store.note({ resource, at: world.now(), event: 'revoked', from: null, to: null, detail })
  return DONE
}
