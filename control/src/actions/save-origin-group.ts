import type { Clash } from '../store/port.ts'
import type { OriginGroup, OriginSource } from '../store/records.ts'
import type { World } from '../world.ts'
import { findOriginFault } from './origins.ts'
import { notFound, Refusal, refuseField } from './refusal.ts'

export type OriginGroupWish = {
  readonly name?: string | undefined
  readonly useNext?: boolean | undefined
  readonly path?: string | undefined
  readonly authType?: string | undefined
  /** Null: the default. */
  readonly proxyNextUpstream?: readonly string[] | null | undefined
  readonly sources?: readonly OriginSource[] | undefined
}

const NEXT_UPSTREAM = ['error', 'timeout'] as const

export async function createOriginGroup(
  world: World,
  client: number,
  wish: OriginGroupWish & Required<Pick<OriginGroupWish, 'name' | 'sources'>>,
): Promise<OriginGroup> {
  checkSources(world, wish.sources)
  const made = await world.store.createOriginGroup({
    client,
    name: wish.name ?? '',
    useNext: wish.useNext ?? true,
    path: wish.path ?? '',
    authType: wish.authType ?? 'none',
    proxyNextUpstream: wish.proxyNextUpstream ?? NEXT_UPSTREAM,
    sources: wish.sources ?? [],
  })
  return unlessTaken(made)
}

/** Changes a group; every resource that uses it follows. */
export async function changeOriginGroup(
  world: World,
  client: number,
  id: number,
  wish: OriginGroupWish,
): Promise<OriginGroup> {
  checkSources(world, wish.sources)
  const changed = await world.store.updateOriginGroup(
    client,
    id,
    {
      ...(wish.name !== undefined && { name: wish.name }),
      ...(wish.useNext !== undefined && { useNext: wish.useNext }),
      ...(wish.path !== undefined && { path: wish.path }),
      ...(wish.authType !== undefined && { authType: wish.authType }),
      ...(wish.proxyNextUpstream !== undefined && {
        proxyNextUpstream: wish.proxyNextUpstream ?? NEXT_UPSTREAM,
      }),
      ...(wish.sources !== undefined && { sources: wish.sources }),
    },
    world.now(),
  )
  if (changed === null) throw notFound()
  return unlessTaken(changed)
}

export async function deleteOriginGroup(world: World, client: number, id: number): Promise<void> {
  const deleted = await world.store.deleteOriginGroup(client, id)
  if (deleted === 'in-use') {
    // The API's odd one: no `errors` around it.
    throw new Refusal(400, {
      name: ['The origin group is used by CDN resources or rules. Give those another first.'],
    })
  }
  if (!deleted) throw notFound()
}

function checkSources(world: World, sources: readonly OriginSource[] | undefined): void {
  if (sources === undefined) return
  if (!sources.some(({ enabled, backup }) => enabled && !backup)) {
    throw refuseField('sources', 'At least one source must be enabled and no backup.')
  }
  for (const { source } of sources) {
    const fault = findOriginFault(world, source)
    if (fault !== null) throw refuseField('sources', fault)
  }
}

function unlessTaken(saved: OriginGroup | Clash): OriginGroup {
  if ('clash' in saved) throw refuseField('name', `There is an origin group named ${saved.value} already.`)
  return saved
}
