import { clearAlarm, KEY_GONE, SITE_SHUT } from '../actions/alarm.ts'
import { send } from '../actions/send.ts'
import { unwantDocuments } from './documents.ts'
import { again, DONE, type Doer } from './outcome.ts'
import { deliver } from './push.ts'
import { tidyValues } from './text-values.ts'

const SECOND = 1000
/** About eight minutes. */
const PATIENCE = 30

/** Takes everything of a deleted resource off the edges and out of DNS, and then the resource itself. A PoP that is out learns of it
 *  when it catches up: deletions stay wanted. */
export const forget: Doer<'forget'> = async (world, _, saved, { resource, tries }) => {
  if (saved?.state.is !== 'deleting') return DONE
  const hosts = await unwantDocuments(world, resource)
  const missing = await deliver(world, hosts)
  const gone = await tidyValues(world, await world.store.attemptsWithValues(resource))
  if (missing.length > 0 || !gone) return again(world.now() + SECOND * Math.min(tries + 1, 60))
  // With the row would go the task that tells the CA. A CA that is out holds up nobody for long: what is pending there runs
  // out by itself.
  const open = (await world.store.openAttempts(resource)).some(({ orderUrl }) => orderUrl !== null)
  if (open && tries < PATIENCE) return again(world.now() + SECOND * Math.min(tries + 1, 60))
  for (const event of [SITE_SHUT, KEY_GONE]) await clearAlarm(world, { event, subject: String(resource) })
  await send(world, resource, { type: 'gone' })
  await world.store.removeResource(resource, world.now())
  return DONE
}
