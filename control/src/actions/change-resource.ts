import { NameClash } from '../store/faults.ts'
import type { Options, Resource, Saved } from '../store/records.ts'
import { namesOf } from '../store/resources.ts'
import type { World } from '../world.ts'
import { chooseCertificate } from './choose-certificate.ts'
import { demandHstsConfirmation } from './confirm-hsts.ts'
import { checkDelegation, wantsDns01 } from './dns01.ts'
import { findGroup, nameTaken, type NewResourceWish } from './create-resource.ts'
import { readSecondaryNames } from './names.ts'
import { demandCountries } from './not-applied.ts'
import { checkOptions, checkShare } from './options.ts'
import { proveNames } from './prove-names.ts'
import { notFound, Refusal } from './refusal.ts'
import { rehearse } from './rehearse.ts'
import { tellLifecycle } from './tell-lifecycle.ts'

/** Undefined: left as it is. */
export type ResourceWish = Partial<Omit<NewResourceWish, 'cname' | 'origin'>> & {
  /** HTTPS may go off although the site sends HSTS. */
  readonly confirmHsts?: boolean | undefined
}

/** The client's resource, or a Refusal; one that is being deleted is gone already. */
export async function findResource(world: World, client: number, id: number): Promise<Saved> {
  const saved = await world.store.resource(client, id)
  if (!saved || saved.state.is === 'deleting') throw notFound()
  return saved
}

/** Changes a resource and, in the same call, what it asks of its certificate. `whole`: a PUT, which replaces the options.
 *  `dryRun`: refuses what would be refused, gives the resource as it would be, and writes nothing.
 *  `renamed` tells that the certificate is being replaced, of which the customer is to be warned (P17). */
export async function changeResource(
  world: World,
  client: number,
  id: number,
  wish: ResourceWish,
  how: { readonly whole: boolean; readonly dryRun?: boolean },
): Promise<{ readonly saved: Saved; readonly renamed: boolean }> {
  for (let time = 1; time <= MOST_TIMES; time++) {
    try {
      return await changeOnce(world, client, id, wish, how)
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
    }
  }
  throw new Refusal(409, {
    errors: { resource: ['The names or the certificate of the resource change all the time. Try again.'] },
  })
}

/** What was judged is not what would be saved: another call came between. Nothing was written. */
class Overtaken extends Error {
  override readonly name = 'Overtaken'
}
const MOST_TIMES = 5

async function changeOnce(
  world: World,
  client: number,
  id: number,
  wish: ResourceWish,
  { whole, dryRun = false }: { readonly whole: boolean; readonly dryRun?: boolean },
): Promise<{ readonly saved: Saved; readonly renamed: boolean }> {
  let saved = await findResource(world, client, id)
  const changeOf = await readChange(world, saved, wish, whole)
  const change = changeOf(saved.resource)
  // Looked at first: a wish is granted whole or not at all.
  if (change.secondaryHostnames) {
    await proveNames(world, client, 'secondaryHostnames', change.secondaryHostnames, { dryRun })
  }
  const planned = { ...saved, resource: { ...saved.resource, ...change } }
  const validated = newlyValidated(saved, planned)
  await checkDelegation(world, planned.resource.options, validated)
  const chosen = await chooseCertificate(world, planned, wish)
  if (chosen?.event.type === 'disable' || chosen?.event.type === 'revoke') {
    await demandHstsConfirmation(world, saved, wish.confirmHsts ?? false)
  }
  const renamed = wasRenamed(saved, planned)
  const rename = renamed && saved.state.is !== 'off'
  const event = { type: 'rename', names: namesOf(planned.resource) } as const
  const renaming = rename ? [{ event, resource: {} }] : []
  const wishes = [...renaming, ...activity(wish, saved), ...(chosen ? [chosen] : [])]
  const rehearsed = rehearse(world, planned, wishes)
  if (dryRun) {
    const [taken] = renamed ? await world.store.takenNames(id, event.names) : []
    if (taken !== undefined) throw nameTaken(taken, saved.resource.cname)
    return { saved: rehearsed, renamed: renamed && rehearsed.current?.kind === 'managed' }
  }

  const judged = saved
  // Looking takes time: what is saved follows from the row as it is by then.
  const settle = (from: Saved): Partial<Resource> => {
    const late = changeOf(from.resource)
    const unseen = newlyValidated(from, { resource: { ...from.resource, ...late } })
    const moved = wasRenamed(judged, from) || (judged.state.is === 'off') !== (from.state.is === 'off')
    if (moved || unseen.some((name) => !validated.includes(name))) throw new Overtaken()
    return late
  }
  try {
    // Names and what they mean to the certificate are saved in one go: a crash between the two would lose a name.
    if (rename) {
      saved = await tellLifecycle(world, id, event, { resource: settle })
    } else {
      const updated = await world.store.updateResource(client, id, settle, world.now())
      if (updated === null) throw notFound()
      if ('clash' in updated) throw nameTaken(updated.value, saved.resource.cname)
      saved = updated
    }
  } catch (error) {
    throw error instanceof NameClash ? nameTaken(error.clash.value, saved.resource.cname) : error
  }
  // What follows is as things stand after it, so that a call that was cut short is mended by the same call again.
  for (const { event: next, ...extras } of [...activity(wish, saved), ...(chosen ? [chosen] : [])]) {
    saved = await tellLifecycle(world, id, next, extras)
  }
  return { saved, renamed: renamed && saved.current?.kind === 'managed' }
}

/** What switching a resource on or off means to its certificate. */
function activity({ active }: ResourceWish, { resource }: Saved) {
  if (active === undefined || active === resource.active) return []
  // What our operators have suspended stays so.
  const type = active && !resource.suspended ? 'resume' : 'suspend'
  return [{ event: { type }, resource: { active } } as const]
}

/** Reads a wish; what it changes follows from the row it meets. Throws a Refusal, here and when it meets one. */
async function readChange(
  world: World,
  { resource: { id, client, cname } }: Saved,
  wish: ResourceWish,
  whole: boolean,
): Promise<(from: Resource) => Partial<Resource>> {
  const group = wish.originGroup === undefined ? null : await findGroup(world, client, wish.originGroup)
  const plain: Partial<Resource> = {
    ...(group && { originGroup: group.id }),
    ...(wish.secondaryHostnames !== undefined && {
      secondaryHostnames: readSecondaryNames(world, cname, wish.secondaryHostnames ?? []),
    }),
    ...(wish.originProtocol !== undefined && { originProtocol: wish.originProtocol }),
    ...(wish.name !== undefined && { name: wish.name }),
    ...(wish.description !== undefined && { description: wish.description }),
  }
  await demandCountries(world, wish.options)
  const rules = wish.options === undefined ? [] : await world.store.rules(id)
  return (from) => {
    const options = wish.options === undefined ? null : mergeOptions(from.options, wish.options ?? {}, whole)
    if (options) checkOptions(options)
    if (options) checkShare(options, rules, 'options')
    return {
      ...plain,
      ...(options && { options }),
      ...(wish.rest && { rest: { ...from.rest, ...wish.rest } }),
    }
  }
}

/** PATCH merges key by key, PUT replaces. */
const mergeOptions = (before: Options, wished: Options, whole: boolean): Options =>
  whole ? wished : { ...before, ...wished }

/** The names that DNS-01 is asked for only now: what is on already is looked at before each order, not at every change. */
function newlyValidated(before: Pick<Saved, 'resource'>, after: Pick<Saved, 'resource'>): readonly string[] {
  const known = wantsDns01(before.resource.options) ? namesOf(before.resource) : []
  return namesOf(after.resource).filter((name) => !known.includes(name))
}

const wasRenamed = (before: Pick<Saved, 'resource'>, after: Pick<Saved, 'resource'>): boolean =>
  namesOf(before.resource).join() !== namesOf(after.resource).join()
