import { createCertificateKey } from '../../adapters/ca/csr.ts'
import { CaError, type Order, type OrderWish } from '../../adapters/ca/port.ts'
import { countedFor, countOrder } from '../../actions/budget.ts'
import { findHold } from '../../actions/release-held.ts'
import type { At, Step } from './step.ts'
import { askWithoutProfile } from './profile.ts'

/** Makes the certificate's key, then the order: both saved before they are needed. */
export const order: Step = async (at) => {
  const { world, attempt } = at
  const { keyType, profile } = attempt.wish
  const hold = await findHold(world, at.saved)
  if (hold) return { is: 'held', problem: hold, until: null }
  if (attempt.sealedKey === null) {
    const sealedKey = world.sealer.seal(await createCertificateKey(keyType), `attempt ${attempt.id}`)
    return { is: 'on', step: 'order', change: { sealedKey } }
  }
  let made: Order
  try {
    made = await createOrder(at, { replaces: await predecessorOf(at), profile })
  } catch (error) {
    const without = askWithoutProfile(at, error)
    if (without === null) throw error
    return without
  }
  if (profile !== null && made.profile !== profile) {
    const { resource, id } = attempt
    world.log({
      event: 'profile-not-granted',
      level: 'alarm',
      resource,
      attempt: id,
      profile,
      granted: made.profile,
    })
  }
  return { is: 'on', step: 'present', change: { orderUrl: made.url, finalizeUrl: made.finalizeUrl } }
}

/** RFC 9773 §5: a certificate that follows one of the same account says so, which exempts it from rate limits. */
async function predecessorOf({ world, saved: { current } }: At): Promise<string | null> {
  const { directory, account } = world.ca
  const issuer = current?.kind === 'managed' ? current.issuer : null
  if (!current || issuer?.directory !== directory || issuer.account !== account) return null
  return (await world.store.certificate(current.certificate))?.chain ?? null
}

/** A CA that will not have it follow another (already replaced, or no longer known) is asked again without. */
async function createOrder({ world, attempt, saved: { state } }: At, wish: OrderWish): Promise<Order> {
  try {
    return await world.ca.createOrder(attempt.names, wish)
  } catch (error) {
    const unreplaced = error instanceof CaError && UNREPLACED.some((type) => type === error.problem.type)
    if (wish.replaces === null || !unreplaced) throw error
    if (state.is === 'issuing') await countOrder(world, attempt.id, countedFor(world, state.run))
    return world.ca.createOrder(attempt.names, { ...wish, replaces: null })
  }
}

const UNREPLACED = ['alreadyReplaced', 'malformed', 'unauthorized'] as const
