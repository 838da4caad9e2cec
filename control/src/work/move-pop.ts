import type { Membership, Pop } from '../store/records.ts'
import type { World } from '../world.ts'

/** Moves a PoP in or out of service, and gives it as it is then. Where it is there already, since when stays. */
export async function movePop(
  { store, now }: Pick<World, 'store' | 'now'>,
  pop: Pop,
  membership: Membership,
  fault: string | null,
): Promise<Pop> {
  const since = pop.membership === membership ? pop.since : now()
  if (pop.membership !== membership || pop.fault !== fault)
    await store.updatePop(pop.name, { membership, since, fault })
  return { ...pop, membership, since, fault }
}
