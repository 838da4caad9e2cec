// P14: what keeps a certificate on its way from being called live.

import type { Problem } from '@wellknown/lifecycle'
import { isInService, type Saved } from '../store/records.ts'
import type { World } from '../world.ts'

/** The edges in service that terminate TLS and have not been seen serving the certificate that is on its way, one problem
 *  each. None when nothing is on its way. */
export async function findUnseen(
  { store }: Pick<World, 'store'>,
  { state }: Pick<Saved, 'state'>,
): Promise<readonly Problem[]> {
  if (state.is !== 'deploying') return []
  const { names, serial } = state.candidate
  const seen = (await Promise.all(names.map((name) => store.observations(name)))).flat()
  const terminating = (await store.pops()).filter((pop) => isInService(pop) && pop.tls !== null)
  return terminating.flatMap(({ name: pop }) => {
    const unseen = names.filter(
      (host) => !seen.some((each) => each.pop === pop && each.host === host && each.serial === serial),
    )
    if (unseen.length === 0) return []
    const detail = `The edge ${pop} has not been seen serving it for ${unseen.join(', ')}.`
    return [{ code: 'not-served-yet', detail, name: null, retryAt: null } as const]
  })
}
