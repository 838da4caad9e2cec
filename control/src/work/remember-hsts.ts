// Which sites tell browsers to come over HTTPS only (RFC 6797): learnt before somebody turns HTTPS off (P24).

import { isInService } from '../store/records.ts'
import type { World } from '../world.ts'

const SECOND = 1000
const DAY = 24 * 60 * 60 * SECOND
/** A site that stopped sending it a day ago still has visitors who remember. */
const LOOK_EVERY = DAY

/** Looks at the front page of each host over HTTPS, on a PoP in service, and keeps until when browsers remember. Hosts that
 *  were looked at within a day are left out unless it is to be known `now`; one that does not answer is left as known. */
export async function rememberHsts(
  world: World,
  hosts: readonly string[],
  { now: atOnce }: { readonly now: boolean },
): Promise<void> {
  const now = world.now()
  const terminating = (await world.store.pops()).find(
    (pop) => isInService(pop) && pop.tls !== null && pop.tls.length > 0,
  )
  const [address] = terminating?.tls ?? []
  if (!terminating || address === undefined) return
  const due = atOnce ? hosts : await world.store.hostsToLookAt(hosts, now - LOOK_EVERY)
  await Promise.all(
    due.map(async (host) => {
      const seen = await world.edge.lookForHsts(terminating, address, host)
      if (seen.is === 'unreachable') return
      const until = seen.is === 'sent' ? now + seen.maxAge * SECOND : null
      await world.store.rememberHsts(host, until, now)
    }),
  )
}
