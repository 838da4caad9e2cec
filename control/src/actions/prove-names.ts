// A name another customer had may still lead to us: whoever wants it next proves that its DNS is theirs (SEC-10).

import type { World } from '../world.ts'
import { Refusal, refuseField } from './refusal.ts'

/** What the last owner left at the edges, a retired certificate for instance, is gone by then. */
const COOL_DOWN = 60 * 60_000
const LABEL = '_wellknown-claim'

/** Takes over those of `names` that another client has released. Throws a Refusal under `field` that says what record to
 *  set where the proof is missing. */
export async function proveNames(
  world: World,
  client: number,
  field: 'cname' | 'secondaryHostnames',
  names: readonly string[],
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<void> {
  const released = names.length === 0 ? [] : await world.store.releasedNames(client, names)
  for (const { name, released: at } of released) {
    const free = at + COOL_DOWN
    if (world.now() < free) {
      throw refuseName(
        field,
        `${name} was another customer's until lately. It can be added after ${new Date(free).toISOString()}.`,
      )
    }
    const fault = await findProofFault(world, client, name)
    if (fault !== null) throw refuseName(field, fault)
    if (!dryRun) await world.store.giveName(name, client)
  }
}

/** Null: proven, by a TXT record, or by an alias of this client's own target where each client has one. */
async function findProofFault(world: World, client: number, name: string): Promise<string | null> {
  const proof = `client-${client}`
  const texts = await world.prober.query(`${LABEL}.${name}`, 'TXT')
  if (texts.is === 'found' && texts.records.some((value) => value.trim() === proof)) return null
  const target = (await world.store.client(client))?.cname ?? ''
  const distinct = world.policy.cnameTarget.includes('{client}')
  const led = distinct ? await world.prober.query(name, 'A') : null
  if (led && led.is !== 'failure' && led.cnames.includes(target)) return null
  const wish =
    `${name} was another customer's. Prove that it is yours: set the TXT record ${LABEL}.${name} to "${proof}"` +
    `${distinct ? `, or let ${name} be a CNAME of ${target}` : ''}, and try again.`
  return texts.is === 'failure' ? `${wish} The TXT record could not be looked up: ${texts.detail}.` : wish
}

/** The API tells a fault of secondary names as a plain string. */
const refuseName = (field: 'cname' | 'secondaryHostnames', message: string): Refusal =>
  field === 'cname' ? refuseField(field, message) : new Refusal(400, { errors: { [field]: message } })
