import { isFailing, labelOf } from '@wellknown/lifecycle'
import { expect, test } from 'vitest'
import { openDatabase } from './database.ts'
import { openStore } from './open.ts'
import { countResources, selectResources } from './resource-list.ts'
import type { ResourceOrder, ResourceWish } from './resource-list-port.ts'

const WISH: ResourceWish = { client: 1, order: 'id', backwards: false, limit: 50, offset: 0 }

type Query = { toSQL(): { readonly sql: string; readonly params: unknown[] } }

/** How SQLite would go about it. */
function planOf(raw: ReturnType<typeof openDatabase>['raw'], query: Query): readonly string[] {
  const { sql, params } = query.toSQL()
  const steps = raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(params) as { readonly detail: string }[]
  return steps.map(({ detail }) => detail)
}

test('a client’s list is read from an index in its order, however many resources there are, and never from the whole table', () => {
  const { orm, raw } = openDatabase(':memory:')
  const page = (wish: Partial<ResourceWish>) =>
    planOf(raw, selectResources(orm, { ...WISH, ...wish })).join('; ')
  const sorted: readonly (readonly [ResourceOrder, boolean])[] = [
    ['id', false],
    ['cname', false],
    ['cname', true],
    ['valid_until', false],
    ['valid_until', true],
    ['created', true],
  ]
  for (const [order, backwards] of sorted) {
    const plan = page({ order, backwards })
    expect(plan).toMatch(/^SEARCH resource USING INDEX resource_client\w* \(client=\?/)
    expect(plan).not.toMatch(/B-TREE FOR ORDER BY/)
  }
  expect(page({ order: 'cname', label: 'Failed' })).toMatch(
    /INDEX resource_client_label \(client=\? AND label=\?/,
  )
  expect(page({ order: 'cname', search: 'shop' })).toMatch(/INDEX resource_client_cname \(client=\?/)
  for (const wish of [{}, { label: 'Failed' }, { search: 'shop' }, { endsUntil: 1 }] as const)
    expect(planOf(raw, countResources(orm, { ...WISH, ...wish }))[0]).toMatch(
      /^SEARCH resource USING .*client=\?/,
    )
  raw.close()
})

test('text is found in names of every script and in hostnames, and nowhere between them', async () => {
  const store = openStore(':memory:')
  const { id: client } = await store.createClient({ name: 'first', cname: 'cdn.example' }, 1)
  const group = await store.createOriginGroup({
    client,
    name: 'origin',
    useNext: false,
    path: '',
    authType: 'none',
    proxyNextUpstream: [],
    sources: [],
  })
  if ('clash' in group) throw new Error('clash')
  const common = {
    client,
    originGroup: group.id,
    originProtocol: 'HTTP',
    description: '',
    active: true,
  } as const
  const rest = { sslData: null, options: {}, rest: {} }
  const more = { secondaryHostnames: ['two.example', 'three.example'], name: 'Überall' }
  await store.createResource({ ...common, ...rest, ...more, cname: 'one.example' }, 1)
  await store.createResource(
    { ...common, ...rest, cname: 'x.example', secondaryHostnames: [], name: null },
    1,
  )
  const find = async (search: string) => (await store.findResources({ ...WISH, client, search })).count
  expect(await Promise.all(['THREE', 'überALL', 'example', '","', '[', 'four', '%'].map(find))).toEqual([
    1, 1, 2, 0, 0, 0, 0,
  ])
  expect((await store.resourceNamed(client, 'two.example'))?.resource.cname).toBe('one.example')
  expect(await store.resourceNamed(client + 1, 'two.example')).toBeNull()
  await store.close()
})

test('a database from before has each word worked out as the lifecycle has it', () => {
  const { raw } = openDatabase(':memory:')
  const run = { id: 'r', why: 'renewal', names: [], failed: 0, started: 1, revokeOld: false } as const
  const problem = { code: 'expired', detail: '', name: null, retryAt: null } as const
  const states = [
    { is: 'off' },
    { is: 'issuing', run, attempt: 'a' },
    { is: 'waiting', run, attempt: null, cause: 'failed', problem, until: 1 },
    { is: 'failed', problem, names: [], until: null },
  ] as const
  for (const state of states) {
    const words = raw.prepare('select label_of(?, null, 0) as label, is_failing(?) as failing')
    expect(words.get(JSON.stringify(state), JSON.stringify(state))).toEqual({
      label: labelOf({ state, current: null, https: false }),
      failing: Number(isFailing(state)),
    })
  }
  raw.close()
})
