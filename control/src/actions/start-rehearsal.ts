// Names run through the CA's rehearsal directory: the real look, order and challenge, and a certificate that is thrown away.

import { namesOf } from '../store/resources.ts'
import type { Rehearsal } from '../store/rehearsals-port.ts'
import type { World } from '../world.ts'
import { findResource } from './change-resource.ts'
import { notFound, Refusal, refuseField, refuseObject } from './refusal.ts'

const HOUR = 60 * 60_000
/** Edges and the rehearsal directory are shared by all. */
const MOST_OPEN = 8
/** Let's Encrypt's staging takes 1,500 orders in three hours from one account. */
const MOST_OF_CLIENT = 100
/** When to come again where all places are taken: a rehearsal takes seconds. */
const SOON_SECONDS = 5

/** Begins one for these names of a resource; all of them where none are given. Throws a Refusal. */
export async function startRehearsal(
  world: World,
  client: number,
  id: number,
  wished: readonly string[] = [],
): Promise<Rehearsal> {
  const { resource } = await findResource(world, client, id)
  const { rehearsalCa: ca, store } = world
  if (ca === null) {
    throw refuseObject(
      'Rehearsals are not offered here: the operator has to set REHEARSAL_DIRECTORY_URL and run "wellknown init".',
    )
  }
  const all = namesOf(resource)
  const names = wished.length === 0 ? all : [...new Set(wished.map((name) => name.toLowerCase()))]
  const foreign = names.find((name) => !all.includes(name))
  if (foreign !== undefined)
    throw refuseField('names', `${foreign} is no name of this resource; it has ${all.join(', ')}.`)
  const started = world.now()
  const rehearsal = { id: world.id(), client, resource: id, names, directory: ca.directory, started }
  const begun = await store.beginRehearsal(rehearsal, {
    open: MOST_OPEN,
    byClient: MOST_OF_CLIENT,
    since: started - HOUR,
  })
  switch (begun.is) {
    case 'begun':
      return { ...rehearsal, ended: null, result: null, problems: [], certificate: null }
    case 'running':
      throw new Refusal(409, {
        errors: { resource: ['A rehearsal of this resource is under way. Wait for it.'] },
      })
    case 'full': {
      const seconds = begun.of === 'open' ? SOON_SECONDS : Math.ceil((begun.oldest + HOUR - started) / 1000)
      const why =
        begun.of === 'open'
          ? `${MOST_OPEN} rehearsals are under way, which is as many as there may be.`
          : `You have had ${MOST_OF_CLIENT} rehearsals in an hour, which is as many as there may be.`
      throw new Refusal(429, { message: why }, seconds)
    }
  }
}

/** One of a client's own. Throws a Refusal. */
export async function findRehearsal(
  world: World,
  client: number,
  resource: number,
  id: string,
): Promise<Rehearsal> {
  const found = await world.store.rehearsal(id)
  if (found?.client !== client || found.resource !== resource) throw notFound()
  return found
}
