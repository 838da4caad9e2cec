import type { Self } from '@wellknown/wire'
import { clearAlarm, POP_KEY_DROPPED, raiseAlarm } from '../actions/alarm.ts'
import type { Pop } from '../store/records.ts'
import type { World } from '../world.ts'

/** Keeps which keys a PoP says it accepts. True: one that has signed configurations it holds is missing, and it answers 421
 *  for those, or has ended there, and it takes no others by it; an alarm stands for as long. */
export async function noteKeys(world: World, pop: Pop, { adminKeys, thumbprints }: Self): Promise<boolean> {
  const { store } = world
  if (String(pop.adminKeys) !== String(adminKeys) || String(pop.thumbprints) !== String(thumbprints))
    await store.updatePop(pop.name, { adminKeys, thumbprints })
  const about = { event: POP_KEY_DROPPED, subject: pop.name }
  // By a key that nobody noted: nothing can be said of those.
  const dropped = (await store.signers(pop.name)).filter(
    (keyid) => keyid !== '' && !adminKeys.includes(keyid),
  )
  if (dropped.length === 0) {
    await clearAlarm(world, about)
    return false
  }
  const counts = await Promise.all(dropped.map((keyid) => store.countSigned(keyid, pop.name)))
  const refused = counts.reduce((sum, count) => sum + count, 0)
  const detail = `ADMIN_JWKS there lacks a key, or says that it has ended, that has signed ${refused} configurations it holds; it is given them anew. Leave both keys there until "wellknown keys rotate signing" says that the old one can go`
  await raiseAlarm(world, { ...about, resource: null, detail: { keyids: dropped, refused, detail } })
  return true
}
