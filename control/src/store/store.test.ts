import { afterEach, beforeEach, expect, test } from 'vitest'
import { LostLease, NameClash } from './faults.ts'
import { openStore } from './open.ts'
import type { NewResource, Store } from './port.ts'
import type { Transition } from './transition-port.ts'
import { createSealer } from './sealer.ts'

const NOW = 1_800_000_000_000
let store: Store
let client: number
let group: number

beforeEach(async () => {
  store = openStore(':memory:')
  client = (await store.createClient({ name: 'first', cname: 'cl-{client}.cdn.example' }, NOW)).id
  group = await groupOf(client)
})
afterEach(() => store.close())

async function groupOf(owner: number): Promise<number> {
  const made = await store.createOriginGroup({
    client: owner,
    name: 'origin',
    useNext: false,
    path: '',
    authType: 'none',
    proxyNextUpstream: [],
    sources: [],
  })
  if ('clash' in made) throw new Error('clash')
  return made.id
}
const resourceOf = (cname: string, owner = client, originGroup = group): NewResource => ({
  client: owner,
  cname,
  secondaryHostnames: [],
  originGroup,
  originProtocol: 'HTTP',
  name: null,
  description: '',
  active: true,
  sslData: null,
  options: {},
  rest: {},
})
async function create(cname: string): Promise<number> {
  const made = await store.createResource(resourceOf(cname), NOW)
  if ('clash' in made) throw new Error('clash')
  return made.resource.id
}
const configure: Transition = {
  step: { state: { is: 'off' }, current: null, https: false, effects: [{ do: 'configure' }] },
  event: 'test',
  detail: {},
  process: [],
  at: NOW,
}

test('a client’s CNAME target carries its id', async () => {
  expect((await store.client(client))?.cname).toBe(`cl-${client}.cdn.example`)
})

test('one hostname belongs to one tenant, and once released to nobody else before it was handed over', async () => {
  const id = await create('www.customer.example')
  const other = (await store.createClient({ name: 'second', cname: 'x' }, NOW)).id
  const theirs = resourceOf('www.customer.example', other, await groupOf(other))
  expect(await store.createResource(theirs, NOW)).toEqual({
    clash: 'hostname',
    value: 'www.customer.example',
  })
  await store.removeResource(id, NOW)
  expect(await store.createResource(theirs, NOW + 400 * 86_400_000)).toMatchObject({ clash: 'hostname' })
  expect(await store.releasedNames(client, ['www.customer.example'])).toEqual([])
  expect(await store.releasedNames(other, ['www.customer.example', 'x.example'])).toEqual([
    { name: 'www.customer.example', released: NOW },
  ])
  await store.giveName('www.customer.example', other)
  expect(await store.createResource(theirs, NOW + 1)).toMatchObject({ version: 0 })
  // One that is in use is not handed over.
  await store.giveName('www.customer.example', client)
  expect(await store.releasedNames(client, ['www.customer.example'])).toEqual([])
  expect(await store.createResource(resourceOf('www.customer.example'), NOW)).toMatchObject({
    clash: 'hostname',
  })
})

test('a decide that throws leaves nothing behind', async () => {
  const id = await create('www.customer.example')
  await expect(
    store.transition(id, () => {
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect((await store.load(id))?.version).toBe(0)
  expect(await store.history(id)).toEqual([])
})

test('what an edge must learn of is saved together with the task that brings it there', async () => {
  const id = await create('www.customer.example')
  const effects = async () => {
    const claimed = await store.claim('w', NOW, 1000, 10)
    for (const task of claimed) await store.settle({ task, as: 'done' })
    return claimed.map(({ effect }) => effect.do)
  }
  expect(await effects()).toEqual(['configure'])
  await store.updateResource(client, id, { description: 'x' }, NOW)
  expect(await effects()).toEqual(['configure'])
  await store.updateOriginGroup(client, group, { path: '/x' }, NOW)
  expect(await effects()).toEqual(['configure'])
})

test('names that change with an event are claimed in the same transaction, or nothing is saved', async () => {
  const id = await create('www.customer.example')
  await create('taken.customer.example')
  const rename = (name: string): Transition => ({ ...configure, resource: { secondaryHostnames: [name] } })
  await expect(store.transition(id, () => rename('taken.customer.example'))).rejects.toThrow(NameClash)
  expect((await store.load(id))?.resource.secondaryHostnames).toEqual([])
  await store.transition(id, () => rename('free.customer.example'))
  const other = resourceOf('free.customer.example')
  expect(await store.createResource(other, NOW)).toMatchObject({ clash: 'hostname' })
})

test('two workers never hold one task, and a resource has one task under way (SCHED-15)', async () => {
  const id = await create('www.customer.example')
  await store.transition(id, () => configure)
  await store.queue(id, { do: 'forget' }, NOW)
  expect(await store.claim('one', NOW, 1000, 10)).toHaveLength(1)
  expect(await store.claim('two', NOW, 1000, 10)).toEqual([])
})

test('a dead lease is taken over, and the slow worker’s news is refused (SCHED-15)', async () => {
  const id = await create('www.customer.example')
  await store.transition(id, () => configure)
  const [slow] = await store.claim('slow', NOW, 1000, 1)
  const [quick] = await store.claim('quick', NOW + 1001, 1000, 1)
  if (!slow || !quick) throw new Error('nothing claimed')
  await expect(store.transition(id, () => configure, { task: slow, as: 'done' })).rejects.toThrow(LostLease)
  expect(await store.settle({ task: slow, as: 'done' })).toBe(false)
  expect(await store.settle({ task: quick, as: 'done' })).toBe(true)
})

test('a document gets a new revision when it changes, and none when it does not', async () => {
  const first = await store.want({ host: 'a.test', kind: 'tokens', resource: null, body: '{}' }, NOW)
  const same = await store.want({ host: 'a.test', kind: 'tokens', resource: null, body: '{}' }, NOW)
  const next = await store.want({ host: 'a.test', kind: 'tokens', resource: null, body: null }, NOW)
  expect([same.rev, next.rev > first.rev]).toEqual([first.rev, true])
})

test('all that is wanted is read host by host, in pages that leave nothing out', async () => {
  for (const host of ['c.test', 'a.test', 'b.test']) {
    await store.want({ host, kind: 'tokens', resource: null, body: '{}' }, NOW)
    await store.want({ host, kind: 'config', resource: null, body: '{}' }, NOW)
  }
  const first = await store.wantedAfter('', 2)
  expect(first.map(({ host }) => host)).toEqual(['a.test', 'a.test', 'b.test', 'b.test'])
  expect((await store.wantedAfter('b.test', 2)).map(({ host }) => host)).toEqual(['c.test', 'c.test'])
  expect(await store.wantedAfter('c.test', 2)).toEqual([])
})

test('the history’s chain verifies', async () => {
  const id = await create('www.customer.example')
  await store.transition(id, () => configure)
  expect(await store.sealHistory()).toBe(1)
  expect(await store.verifyHistory()).toBeNull()
})

test('a sealed key opens in its own row under its own master key only', () => {
  const sealer = createSealer(Buffer.alloc(32, 1).toString('base64'))
  const sealed = sealer.seal('secret', 'certificate 1')
  expect(sealed).not.toContain('secret')
  expect(sealer.open(sealed, 'certificate 1')).toBe('secret')
  expect(() => sealer.open(sealed, 'certificate 2')).toThrow()
  expect(() => createSealer(Buffer.alloc(32, 2).toString('base64')).open(sealed, 'certificate 1')).toThrow()
})

test('a client with thousands of tasks does not keep the others waiting', async () => {
  for (let at = 0; at < 1_500; at++) await create(`n${at}.big.example`)
  const others: number[] = []
  for (let at = 0; at < 7; at++) {
    const { id } = await store.createClient({ name: `small ${at}`, cname: 'cl-{client}.cdn.example' }, NOW)
    const made = await store.createResource(
      resourceOf(`www.small${at}.example`, id, await groupOf(id)),
      NOW + 1,
    )
    if ('clash' in made) throw new Error('clash')
    others.push(made.resource.id)
  }
  const claimed = await store.claim('w', NOW + 2, 1000, 8)
  expect(claimed.map(({ resource }) => resource)).toEqual(expect.arrayContaining(others))
})

test('the key of a managed certificate that has run out is destroyed, a customer’s own is kept', async () => {
  const row = {
    resource: null,
    chain: 'PEM',
    sealedKey: '1.a.b',
    serial: '01',
    names: ['www.customer.example'],
    notBefore: NOW - 1000,
    notAfter: NOW,
    issuerName: 'CA',
    subjectName: 'www.customer.example',
    directory: null,
    account: null,
    retires: null,
  }
  await store.saveCertificate({ ...row, id: 'managed', kind: 'managed' })
  await store.saveCertificate({ ...row, id: 'own', kind: 'own' })
  expect(await store.destroyRetiredKeys(NOW - 1)).toEqual([])
  expect(await store.destroyRetiredKeys(NOW)).toEqual(['managed'])
  expect((await store.certificate('managed'))?.sealedKey).toBeNull()
  expect((await store.certificate('own'))?.sealedKey).toBe('1.a.b')
})

test('the id of a resource that is gone is never another’s, nor is its history', async () => {
  const gone = await create('gone.example')
  await store.transition(gone, () => configure)
  await store.removeResource(gone, NOW)
  const next = await create('next.example')
  expect(next).toBeGreaterThan(gone)
  expect(await store.history(next)).toEqual([])
})
