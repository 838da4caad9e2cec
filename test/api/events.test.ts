// Events are told once, in order, to their own client, and nothing is lost over a broken connection.

import { createApi } from '@wellknown/control/api/app.ts'
import { createEventHub } from '@wellknown/control/api/event-hub.ts'
import { afterEach, expect, test } from 'vitest'
import { createAutomated, createCaller, createResource, fieldFault, type Caller } from '../system/caller.ts'
import { follow, type Follower } from '../system/follower.ts'
import { useApi } from '../system/use-api.ts'

const MINUTE = 60_000
const api = useApi()

const open: Follower[] = []
const followed = async (...given: Parameters<typeof follow>): Promise<Follower> => {
  const follower = await follow(...given)
  open.push(follower)
  return follower
}
afterEach(async () => {
  for (const follower of open.splice(0)) await follower.leave()
})

/** A resource that gets its certificate. */
async function issue(caller: Caller): Promise<number> {
  const sslData = await createAutomated(caller)
  const id = await createResource(caller, { sslEnabled: true, sslData })
  await api.system.pass(MINUTE)
  return id
}
const allOf = async (caller: Caller): Promise<number[]> =>
  (await caller.call('GET', '/cdn/audit?ordering=id')).body.map(({ id }: { id: number }) => id)

test('what happens to a resource is told as it happens, with the call that began it', async () => {
  const follower = await followed(api.caller)
  expect(follower.headers.get('content-type')).toBe('text/event-stream')
  const begun = await follower.next()
  expect(begun).toEqual({ id: await api.system.world.store.newestEvent(), data: null })
  const id = await issue(api.caller)
  const all = await allOf(api.caller)
  const told = await follower.take(all.length)
  expect(told.map((each) => each.id)).toEqual(all)
  const events = told.map(({ data }) => [data?.['resource'], data?.['event']])
  expect(events).toContainEqual([null, 'called'])
  expect(events).toContainEqual([id, 'issued'])
  expect(events).toContainEqual([id, 'live'])
})

test('a client that comes again goes on where it was: nothing is lost, nothing comes twice', async () => {
  const id = await issue(api.caller)
  const all = await allOf(api.caller)
  const first = await followed(api.caller, '?after=0')
  const before = await first.take(4)
  await first.leave()
  await api.caller.call('PATCH', `/cdn/resources/${id}`, { description: 'while it was away' })
  const last = before.at(-1)?.id
  // The header of a browser that comes again goes before what stands in the address.
  const again = await followed(api.caller, '?after=0', { 'last-event-id': String(last) })
  const after = await again.take(all.length - 1)
  expect([...before, ...after].filter(({ data }) => data).map((each) => each.id)).toEqual(
    await allOf(api.caller),
  )
  expect(after.at(-1)?.data).toMatchObject({
    resource: id,
    event: 'called',
    detail: { fields: ['description'] },
  })
})

test('one whose connection broke before the first event misses none of those after it', async () => {
  const first = await followed(api.caller)
  const begun = await first.next()
  await first.leave()
  const id = await createResource(api.caller)
  const again = await followed(api.caller, '', { 'last-event-id': String(begun?.id) })
  const told = await again.take(3)
  expect(told.at(-1)?.data).toMatchObject({ resource: id, event: 'called', detail: { method: 'POST' } })
})

test('a tenant is told nothing of another', async () => {
  const other = await createCaller(api.system.world, 'admin', 'other')
  const theirs = await followed(other, '?after=0')
  await issue(api.caller)
  await createAutomated(other)
  const told = await theirs.take(2)
  expect(told).toMatchObject([
    { id: 0, data: null },
    { data: { resource: null, event: 'called', detail: { path: '/cdn/sslData' } } },
  ])
  expect((await other.call('GET', '/cdn/audit')).body).toHaveLength(1)
})

test('a client follows so often at once and no oftener; a place is free as soon as somebody goes', async () => {
  const { world } = api.system
  const events = { heartbeat: 15_000, mostPerClient: 2 }
  const caller = await createCaller({ ...world, policy: { ...world.policy, events } })
  const first = await followed(caller)
  await followed(caller)
  const refused = await caller.open('/cdn/events')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '10'])
  expect(await refused.json()).toEqual({ message: 'At most 2 streams at once. Close one first.' })
  await first.leave()
  await expect.poll(async () => (await followed(caller)).headers.get('cache-control')).toBe('no-store')
})

test('while nothing happens the connection is kept, and it ends with its token', async () => {
  const { world } = api.system
  const events = { heartbeat: 20, mostPerClient: 2 }
  const caller = await createCaller({ ...world, policy: { ...world.policy, events } })
  const follower = await followed(caller)
  await follower.next()
  const end = follower.next()
  await expect.poll(() => follower.comments.length).toBeGreaterThan(1)
  const [token] = await world.store.tokens(caller.client)
  await world.store.deleteToken(caller.client, token?.id ?? 0)
  expect(await end).toBeNull()
  expect(follower.comments[0]).toMatch(/^: /)
})

test('a control plane that stops ends what follows it', async () => {
  const { world } = api.system
  const hub = createEventHub(world)
  const app = createApi(world, hub)
  const authorization = `APIKey ${api.caller.token}`
  const follower = await follow({
    open: async (path) => app.request(path, { headers: { authorization } }),
  })
  await follower.next()
  const end = follower.next()
  hub.close()
  expect(await end).toBeNull()
})

test('a position that is none is refused under its name', async () => {
  const asked = await api.caller.call('GET', '/cdn/events?after=x')
  expect([asked.status, asked.body]).toEqual([400, fieldFault('after', 'Give a number.')])
  const header = await api.caller.call('GET', '/cdn/events', undefined, { 'last-event-id': '-1' })
  expect([header.status, Object.keys(header.body.errors)]).toEqual([400, ['last-event-id']])
})
