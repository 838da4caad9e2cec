// A PoP whose admin listener answers while an address of its TLS does not: no deployment waits for that any longer than for
// a silent PoP (P14). An alarm stands until it answers again.

import { clearAlarm, POP_TLS_SILENT, raiseAlarm } from '../actions/alarm.ts'
import type { Pop } from '../store/records.ts'
import type { World } from '../world.ts'

/** Nobody's (RFC 2606 §2): that it shows no certificate for this is an answer. */
const hostFor = (pop: string): string => `${pop}.tls.invalid`

/** Asks all its TLS addresses. What is wrong, in words, with an alarm that stands from now on; null: all answer. */
export async function noteTls(world: World, pop: Pop): Promise<string | null> {
  const about = { event: POP_TLS_SILENT, subject: pop.name }
  const addresses: string[] = []
  for (const address of pop.tls ?? []) {
    const { is } = await world.edge.observe(pop, address, hostFor(pop.name))
    if (is === 'unreachable') addresses.push(address)
  }
  if (addresses.length === 0) {
    await clearAlarm(world, about)
    return null
  }
  const detail = `its admin listener answers, but no TLS session can be opened at ${addresses.join(', ')}; deployments do not wait for it`
  await raiseAlarm(world, { ...about, resource: null, detail: { pop: pop.name, addresses, detail } })
  return detail
}

/** The names of the PoPs for which that alarm stands. */
export async function tlsSilent({ store }: Pick<World, 'store'>): Promise<ReadonlySet<string>> {
  const standing = await store.alarms()
  return new Set(standing.filter(({ event }) => event === POP_TLS_SILENT).map(({ subject }) => subject))
}
