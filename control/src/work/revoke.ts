import { backoff } from '@wellknown/lifecycle'
import { CaError, type RevocationReason } from '../adapters/ca/port.ts'
import type { Certificate } from '../store/records.ts'
import type { World } from '../world.ts'
import { again, DONE, type Doer } from './outcome.ts'

const SUPERSEDED: RevocationReason = 4
const MINUTE = 60_000
/** How a CA says that an account is not, or no longer, one that may revoke this. */
const NOT_OURS: readonly (string | null)[] = ['unauthorized', 'accountDoesNotExist']

/** Tells the CA until it is done or the certificate has expired. A superseded one is served by PoPs that have not come
 *  back yet, so its revocation waits for them. */
export const revoke: Doer<'revoke'> = async (world, { certificate: id, reason }, _, { tries, resource }) => {
  const certificate = await world.store.certificate(id)
  if (!certificate || certificate.notAfter <= world.now()) return DONE
  const away = (await world.store.pops()).some(({ membership }) => membership !== 'in')
  if (reason === SUPERSEDED && away) return again(world.now() + MINUTE)
  let by: 'account' | 'key'
  try {
    by = await tellCa(world, certificate, reason)
  } catch (error) {
    if (!(error instanceof CaError)) throw error
    const { type, status, detail, retryAt } = error.problem
    // What only an operator can mend is an alarm; the CA is asked again all the same.
    const level = status !== null && status < 500 && status !== 429 ? 'alarm' : 'warning'
    world.log({ event: 'revoke-refused', level, certificate: id, type, status, detail })
    return again(Math.max(retryAt ?? 0, world.now() + backoff(tries + 1)))
  }
  await world.store.saveCertificate({ ...certificate, retires: certificate.retires ?? world.now() })
  const detail = { certificate: id, serial: certificate.serial, reason, by }
  await world.store.note({ resource, at: world.now(), event: 'revoked', from: null, to: null, detail })
  return DONE
}

/** By the account that it was issued for; where that is another, or no longer one, by the certificate's own key
 *  (RFC 8555 §7.6). */
async function tellCa(
  { ca, sealer }: World,
  { id, chain, directory, account, sealedKey }: Certificate,
  reason: RevocationReason,
): Promise<'account' | 'key'> {
  if (directory === ca.directory && account === ca.account) {
    try {
      await ca.revoke(chain, reason)
      return 'account'
    } catch (error) {
      const lost = error instanceof CaError && NOT_OURS.includes(error.problem.type)
      if (!lost || sealedKey === null) throw error
    }
  }
  if (sealedKey === null) {
    await ca.revoke(chain, reason)
    return 'account'
  }
  const keyPem = sealer.open(sealedKey, `certificate ${id}`)
  await ca.revoke(chain, reason, { directory: directory ?? ca.directory, keyPem })
  return 'key'
}
