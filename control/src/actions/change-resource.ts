import { NameClash } from '../store/faults.ts'
import type { Options, Resource, Saved } from '../store/records.ts'
import { namesOf } from '../store/resources.ts'
import type { World } from '../world.ts'
import { chooseCertificate } from './choose-certificate.ts'
import { demandHstsConfirmation } from './confirm-hsts.ts'
import { checkDelegation, wantsDns01 } from './dns01.ts'
import { findGroup, nameTaken, type NewResourceWish } from './create-resource.ts'
import { readSecondaryNames } from './names.ts'
import { checkOptions } from './options.ts'
import { proveNames } from './prove-names.ts'
import { notFound } from './refusal.ts'
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
 *  `dryRun`: gives the resource as it would be, its certificate as it stands, and writes nothing.
 *  `renamed` tells that the certificate is being replaced, of which the customer is to be warned (P17). */
export async function changeResource(
  world: World,
  client: number,
  id: number,
  wish: ResourceWish,
  { whole, dryRun = false }: { readonly whole: boolean; readonly dryRun?: boolean },
): Promise<{ readonly saved: Saved; readonly renamed: boolean }> {
  let saved = await findResource(world, client, id)
  const change = await readChange(world, saved, wish, whole)
  // Looked at first: a wish is granted whole or not at all.
  if (change.secondaryHostnames) {
    await proveNames(world, client, 'secondaryHostnames', change.secondaryHostnames, { dryRun })
  }
  const planned = { ...saved, resource: { ...saved.resource, ...change } }
  await checkDelegation(world, planned.resource.options, newlyValidated(saved, planned))
  const chosen = await chooseCertificate(world, planned, wish)
  if (chosen?.event.type === 'disable' || chosen?.event.type === 'revoke') {
    await demandHstsConfirmation(world, saved, wish.confirmHsts ?? false)
  }

  // Names and what they mean to the certificate are saved in one go: a crash between the two would lose a name.
  const renamed = wasRenamed(saved, planned)
  if (dryRun) return { saved: planned, renamed: renamed && saved.current?.kind === 'managed' }
  try {
    if (renamed && saved.state.is !== 'off') {
      const event = { type: 'rename', names: namesOf(planned.resource) } as const
      saved = await tellLifecycle(world, id, event, { resource: change })
    } else {
      const updated = await world.store.updateResource(client, id, change, world.now())
      if (updated === null) throw notFound()
      if ('clash' in updated) throw nameTaken(updated.value, saved.resource.cname)
      saved = updated
    }
  } catch (error) {
    throw error instanceof NameClash ? nameTaken(error.clash.value, saved.resource.cname) : error
  }
  // What follows is as things stand after it, so that a call that was cut short is mended by the same call again.
  if (wish.active !== undefined && wish.active !== saved.resource.active) {
    const type = wish.active ? 'resume' : 'suspend'
    saved = await tellLifecycle(world, id, { type }, { resource: { active: wish.active } })
  }
  if (chosen) saved = await tellLifecycle(world, id, chosen.event, { resource: chosen.resource })
  return { saved, renamed: renamed && saved.current?.kind === 'managed' }
}

async function readChange(
  world: World,
  { resource }: Saved,
  wish: ResourceWish,
  whole: boolean,
): Promise<Partial<Resource>> {
  const { client, cname } = resource
  const group = wish.originGroup === undefined ? null : await findGroup(world, client, wish.originGroup)
  const options =
    wish.options === undefined ? null : mergeOptions(resource.options, wish.options ?? {}, whole)
  if (options) checkOptions(options)
  return {
    ...(group && { originGroup: group.id }),
    ...(options && { options }),
    ...(wish.secondaryHostnames !== undefined && {
      secondaryHostnames: readSecondaryNames(world, cname, wish.secondaryHostnames ?? []),
    }),
    ...(wish.originProtocol !== undefined && { originProtocol: wish.originProtocol }),
    ...(wish.name !== undefined && { name: wish.name }),
    ...(wish.description !== undefined && { description: wish.description }),
    ...(wish.rest && { rest: { ...resource.rest, ...wish.rest } }),
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
