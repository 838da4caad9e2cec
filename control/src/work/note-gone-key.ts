import { clearAlarm, KEY_GONE, raiseAlarm } from '../actions/alarm.ts'
import type { Saved } from '../store/records.ts'
import type { World } from '../world.ts'

/** An alarm stands while a resource serves, or is about to serve, a certificate whose key is gone: edges keep what they have, and
 *  a new one gets none. */
export async function noteGoneKey(world: World, { resource, state, current, https }: Saved): Promise<void> {
  const candidate = state.is === 'deploying' ? state.candidate : null
  const wanted = [candidate, https ? current : null].filter((each) => each !== null)
  const rows = await Promise.all(wanted.map(({ certificate }) => world.store.certificate(certificate)))
  const gone = wanted.filter((_, index) => !rows[index]?.sealedKey)
  const about = { event: KEY_GONE, subject: String(resource.id) }
  if (gone.length === 0) return clearAlarm(world, about)
  const serials = gone.map(({ serial }) => serial)
  await raiseAlarm(world, { ...about, resource: resource.id, detail: { serials } })
}
