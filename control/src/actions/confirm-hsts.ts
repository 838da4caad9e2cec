import type { Saved } from '../store/records.ts'
import { hostsOf } from '../work/documents.ts'
import { rememberHsts } from '../work/remember-hsts.ts'
import type { World } from '../world.ts'
import { refuseField } from './refusal.ts'

/** P24: HTTPS is not turned off under visitors whose browsers refuse plain HTTP, unless the customer has said that this is
 *  meant. Throws a Refusal that names the time until which they are locked out. */
export async function demandHstsConfirmation(world: World, saved: Saved, confirmed: boolean): Promise<void> {
  if (confirmed || !world.policy.confirmHsts || !saved.https) return
  const hosts = hostsOf(saved)
  await rememberHsts(world, hosts, { now: true })
  const longest = await world.store.hstsOf(hosts, world.now())
  if (longest === null) return
  throw refuseField(
    'sslEnabled',
    `${longest.host} tells browsers to come over HTTPS only (Strict-Transport-Security): those that have visited it are ` +
      `locked out until ${new Date(longest.until).toISOString()} if HTTPS is turned off. ` +
      'To turn it off all the same, send "confirm_hsts": true as well. To prepare it, let your site send max-age=0 first.',
  )
}
