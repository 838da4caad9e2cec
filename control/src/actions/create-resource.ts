import type { NewOriginGroup, NewResource } from '../store/port.ts'
import type { OriginGroup, Options, Protocol, Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { chooseCertificate, type Choice, type Chosen } from './choose-certificate.ts'
import { readName, readSecondaryNames } from './names.ts'
import { demandCountries } from './not-applied.ts'
import { checkOptions, checkShare } from './options.ts'
import { checkDelegation } from './dns01.ts'
import { findOriginFault } from './origins.ts'
import { proveNames } from './prove-names.ts'
import { refuseField, Refusal } from './refusal.ts'
import { rehearse } from './rehearse.ts'
import { createJudge } from './send.ts'
import { explain, literalOf } from './tell-lifecycle.ts'

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

/** Makes a CDN resource, and asks for its certificate where the wish says so (P1), with the places both need: all of it or nothing.
 *  Throws a Refusal. */
export async function createResource(world: World, client: number, wish: NewResourceWish): Promise<Saved> {
  const cname = readName(world, 'cname', wish.cname)
  const secondaryHostnames = readSecondaryNames(world, cname, wish.secondaryHostnames ?? [])
  const options = wish.options ?? {}
  checkOptions(options)
  checkShare(options, [], 'options')
  await demandCountries(world, options)
  await checkDelegation(world, options, [cname, ...secondaryHostnames])
  const draft = {
    client,
    cname,
    secondaryHostnames,
    originProtocol: wish.originProtocol ?? 'HTTP',
    name: wish.name ?? null,
    description: wish.description ?? '',
    active: wish.active ?? true,
    sslData: null,
    options,
    rest: wish.rest,
  }
  // A wish is granted whole or not at all: what can be refused is refused before anything is made.
  const chosen = wish.sslEnabled === true ? await chooseFor(world, draft, wish) : null
  const [taken] = await world.store.takenNames(UNBORN, [cname, ...secondaryHostnames])
  if (taken !== undefined) throw nameTaken(taken, cname)
  await proveNames(world, client, 'cname', [cname])
  await proveNames(world, client, 'secondaryHostnames', secondaryHostnames)
  const originGroup = await groupOf(world, client, wish)
  const first = chosen && createJudge(world, chosen.event, chosen)
  const begin =
    first &&
    ((from: Saved) => {
      const step = first.judge(from)
      const refusal = first.refusal()
      if (refusal) throw literalOf(refusal, from.resource)
      return step
    })
  const made = await world.store
    .createResource({ ...draft, originGroup }, world.now(), begin)
    .catch((error: unknown) => {
      throw explain(world, error)
    })
  if ('clash' in made) throw nameTaken(made.value, cname)
  return made
}

/** The id of none. */
const UNBORN = 0

/** What the wish means to a resource that is not there yet. */
async function chooseFor(
  world: World,
  draft: Omit<NewResource, 'originGroup'>,
  wish: Choice,
): Promise<Chosen> {
  const now = world.now()
  const unborn = {
    id: UNBORN,
    originGroup: 0,
    suspended: false,
    suspendDate: null,
    suspendReason: null,
    propagated: false,
    created: now,
    updated: now,
  }
  const resource = { ...draft, ...unborn }
  const saved: Saved = {
    resource,
    state: { is: 'off' },
    current: null,
    https: false,
    troubles: [],
    version: 0,
  }
  const chosen = await chooseCertificate(world, saved, wish)
  if (chosen) rehearse(world, saved, [chosen])
  return chosen
}

/** The API's odd one: a clash of a secondary hostname is told as a plain string. */
export function nameTaken(value: string, cname: string): Refusal {
  const message = `The hostname ${value} is in use by a CDN resource.`
  return value === cname
    ? refuseField('cname', message)
    : new Refusal(400, { errors: { secondaryHostnames: message } })
}

/** The group, or what is to be made of the one origin where the client has no group of its name. */
async function groupOf(
  world: World,
  client: number,
  { origin, originGroup }: NewResourceWish,
): Promise<number | NewOriginGroup> {
  if ((origin === undefined) === (originGroup === undefined)) {
    throw refuseField('originGroup', 'Give either "origin" or "originGroup".')
  }
  if (originGroup !== undefined) return (await findGroup(world, client, originGroup)).id
  const source = origin ?? ''
  const fault = findOriginFault(world, source)
  if (fault !== null) throw refuseField('origin', fault)
  return {
    client,
    name: source,
    useNext: true,
    path: '',
    authType: 'none',
    proxyNextUpstream: ['error', 'timeout'],
    sources: [{ source, backup: false, enabled: true, hostHeaderOverride: null }],
  }
}

/** The client's group, or a Refusal. */
export async function findGroup(world: World, client: number, id: number): Promise<OriginGroup> {
  const group = await world.store.originGroup(client, id)
  if (!group) throw refuseField('originGroup', `There is no origin group ${id}.`)
  return group
}
