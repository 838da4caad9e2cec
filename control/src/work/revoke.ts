import { backoff } from '@wellknown/lifecycle'
import { clearAlarm, raiseAlarm } from '../actions/alarm.ts'
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
export const revoke: Doer<'revoke'> = async (world, { certificate: id, reason }, _, task) => {
  const { tries, resource, since } = task
  const waits = { event: 'revocation-waits', subject: id }
  const certificate = await world.store.certificate(id)
  const away = await findAway(world, reason)
  const over = !certificate || certificate.notAfter <= world.now()
  if (over || away.length === 0) await clearAlarm(world, waits)
  if (over) return DONE
  if (away.length > 0) {
    // Nobody else would see that it waits: its resource is well.
    if (world.now() - since >= world.policy.popBound)
      await raiseAlarm(world, { ...waits, resource, detail: { pops: away, serial: certificate.serial } })
    return again(world.now() + MINUTE)
  }
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

/** The PoPs that a revocation waits for, by name: those that are out may serve what was superseded. */
const findAway = async ({ store }: World, reason: RevocationReason): Promise<readonly string[]> =>
  reason === SUPERSEDED
    ? (await store.pops()).filter(({ membership }) => membership !== 'in').map(({ name }) => name)
    : []

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
