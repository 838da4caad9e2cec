import type { Membership, Pop } from '../store/records.ts'
import type { World } from '../world.ts'

/** Moves a PoP in or out of service, and gives it as it is then. Where it is there already, since when stays. Null: it was
 *  moved since `pop` was read, as by an operator, and stays as it is. */
export async function movePop(
  { store, now }: Pick<World, 'store' | 'now'>,
  pop: Pop,
  membership: Membership,
  fault: string | null,
  since = pop.membership === membership ? pop.since : now(),
): Promise<Pop | null> {
  const moved = { ...pop, membership, since, fault }
  const same = pop.membership === membership && pop.since === since && pop.fault === fault
  return same || (await store.movePop(pop, { membership, since, fault })) ? moved : null
}
