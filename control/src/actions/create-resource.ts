import type { OriginGroup, Options, Protocol, Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { chooseCertificate, type Choice } from './choose-certificate.ts'
import { readName, readSecondaryNames } from './names.ts'
import { checkOptions } from './options.ts'
import { checkDelegation } from './dns01.ts'
import { findOriginFault } from './origins.ts'
import { proveNames } from './prove-names.ts'
import { refuseField, Refusal } from './refusal.ts'
import { tellLifecycle } from './tell-lifecycle.ts'

export type NewResourceWish = Choice & {
  readonly cname: string
  readonly secondaryHostnames?: readonly string[] | null | undefined
  /** Exactly one of these two. */
  readonly origin?: string | undefined
  readonly originGroup?: number | undefined
  readonly originProtocol?: Protocol | undefined
  readonly name?: string | null | undefined
  readonly description?: string | undefined
  readonly active?: boolean | undefined
  readonly options?: Options | null | undefined
  readonly rest: Options
}

/** Makes a CDN resource, and asks for its certificate where the wish says so (P1). Throws a Refusal. */
export async function createResource(world: World, client: number, wish: NewResourceWish): Promise<Saved> {
  const cname = readName(world, 'cname', wish.cname)
  const secondaryHostnames = readSecondaryNames(world, cname, wish.secondaryHostnames ?? [])
  const options = wish.options ?? {}
  checkOptions(options)
  await checkDelegation(world, options, [cname, ...secondaryHostnames])
  await proveNames(world, client, 'cname', [cname])
  await proveNames(world, client, 'secondaryHostnames', secondaryHostnames)
  const group = await groupOf(world, client, wish)
  const made = await world.store.createResource(
    {
      client,
      cname,
      secondaryHostnames,
      originGroup: group.id,
      originProtocol: wish.originProtocol ?? 'HTTP',
      name: wish.name ?? null,
      description: wish.description ?? '',
      active: wish.active ?? true,
      sslData: null,
      options,
      rest: wish.rest,
    },
    world.now(),
  )
  if ('clash' in made) throw nameTaken(made.value, cname)
  const { id } = made.resource
  if (wish.sslEnabled !== true) return made
  try {
    const chosen = await chooseCertificate(world, made, wish)
    return chosen ? await tellLifecycle(world, id, chosen.event, { resource: chosen.resource }) : made
  } catch (error) {
    // A wish is granted whole or not at all.
    if (error instanceof Refusal) await world.store.removeResource(id, world.now())
    throw error
  }
}

/** The API's odd one: a clash of a secondary hostname is told as a plain string. */
export function nameTaken(value: string, cname: string): Refusal {
  const message = `The hostname ${value} is in use by a CDN resource.`
  return value === cname
    ? refuseField('cname', message)
    : new Refusal(400, { errors: { secondaryHostnames: message } })
}

async function groupOf(world: World, client: number, wish: NewResourceWish): Promise<OriginGroup> {
  const { origin, originGroup } = wish
  if ((origin === undefined) === (originGroup === undefined)) {
    throw refuseField('originGroup', 'Give either "origin" or "originGroup".')
  }
  if (originGroup !== undefined) return findGroup(world, client, originGroup)
  const source = origin ?? ''
  const fault = findOriginFault(world, source)
  if (fault !== null) throw refuseField('origin', fault)
  const known = (await world.store.originGroups(client)).find(({ name }) => name === source)
  if (known) return known
  const made = await world.store.createOriginGroup({
    client,
    name: source,
    useNext: true,
    path: '',
    authType: 'none',
    proxyNextUpstream: ['error', 'timeout'],
    sources: [{ source, backup: false, enabled: true, hostHeaderOverride: null }],
  })
  if ('clash' in made) throw refuseField('origin', `There is an origin group named ${source} already.`)
  return made
}

/** The client's group, or a Refusal. */
export async function findGroup(world: World, client: number, id: number): Promise<OriginGroup> {
  const group = await world.store.originGroup(client, id)
  if (!group) throw refuseField('originGroup', `There is no origin group ${id}.`)
  return group
}
