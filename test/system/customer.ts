// A customer of a system: resources with rules, made through the store's own door.

import { send } from '@wellknown/control/actions/send.ts'
import type { Saved } from '@wellknown/control/store/records.ts'
import type { World } from '@wellknown/control/world.ts'
import type { System } from './system.ts'

/** P3: patterns that break issuance elsewhere. */
const BLOCKING = '/*'
const NON_STATIC = '((?!(jpeg|gif|png|pdf|jpg|css|js|woff|woff2|ttf)).)*$'

/** Makes a resource whose two rules try to prevent validation, and brings it to the edges. */
export async function createSite(
  system: Pick<System, 'world' | 'originAt'>,
  ...names: [string, ...string[]]
): Promise<number> {
  const { world } = system
  const resource = await createPlainSite(system, ...names)
  const blocked = { force_return: { enabled: true, code: 403, body: 'blocked' } }
  const rule = { resource, active: true, originGroup: null, overrideOriginProtocol: null }
  await world.store.createRule(
    {
      ...rule,
      name: 'all',
      rule: BLOCKING,
      ruleType: 0,
      weight: 1,
      options: blocked,
    },
    world.now(),
  )
  await world.store.createRule(
    {
      ...rule,
      name: 'page',
      rule: NON_STATIC,
      ruleType: 1,
      weight: 2,
      options: blocked,
    },
    world.now(),
  )
  return resource
}

/** Makes a resource without rules: everything goes to the origin. */
export async function createPlainSite(
  { world, originAt }: Pick<System, 'world' | 'originAt'>,
  ...names: [string, ...string[]]
): Promise<number> {
  const [known] = await world.store.clients()
  const client =
    known ?? (await world.store.createClient({ name: 'first', cname: 'cl-1.cdn.example' }, world.now()))
  const group = await world.store.createOriginGroup({
    client: client.id,
    name: names[0],
    useNext: false,
    path: '',
    authType: 'none',
    proxyNextUpstream: [],
    sources: [{ source: originAt, backup: false, enabled: true, hostHeaderOverride: null }],
  })
  if ('clash' in group) throw new Error('The group exists.')
  const [cname, ...secondaryHostnames] = names
  const made = await world.store.createResource(
    {
      client: client.id,
      cname,
      secondaryHostnames,
      originGroup: group.id,
      originProtocol: 'HTTP',
      name: null,
      description: '',
      active: true,
      sslData: null,
      options: {},
      rest: {},
    },
    world.now(),
  )
  if ('clash' in made) throw new Error('The resource exists.')
  return made.resource.id
}

/** Asks for a certificate for all names of a resource. */
export async function enableHttps(world: World, resource: number): Promise<void> {
  const saved = await world.store.load(resource)
  if (!saved) throw new Error('There is no such resource.')
  const names = [saved.resource.cname, ...saved.resource.secondaryHostnames]
  const sent = await send(world, resource, { type: 'enable', names, object: 'same' })
  if (sent.is === 'refused') throw new Error(`refused: ${sent.refusal.code}`)
}

/** The resource, once `wish` holds of it. Fails with its history when that takes too long. */
export async function until(
  world: World,
  resource: number,
  wish: (saved: Saved) => boolean,
  patience = 90_000,
): Promise<Saved> {
  const late = Date.now() + patience
  for (;;) {
    const saved = await world.store.load(resource)
    if (saved && wish(saved)) return saved
    if (Date.now() > late) {
      const history = await world.store.history(resource)
      throw new Error(
        `It did not come to it: ${JSON.stringify(saved?.state)} ${JSON.stringify(history, null, 1)}`,
      )
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
