import { afterEach, beforeEach, expect, test } from 'vitest'
import { BudgetSpent } from './faults.ts'
import { openStore } from './open.ts'
import type { Store } from './port.ts'
import type { Transition } from './transition-port.ts'
import type { Attempt } from './records.ts'

const NOW = 1_800_000_000_000
const REFILL = 60_000
let store: Store
let site: number

beforeEach(async () => {
  store = openStore(':memory:')
  const client = (await store.createClient({ name: 'one', cname: 'cl.cdn.example' }, NOW)).id
  const paths = { useNext: false, path: '', authType: 'none', proxyNextUpstream: [], sources: [] } as const
  const group = await store.createOriginGroup({ client, name: 'origin', ...paths })
  if ('clash' in group) throw new Error('clash')
  const names = { cname: 'www.customer.example', secondaryHostnames: [] }
  const resource = { client, ...names, originGroup: group.id }
  const other = { name: null, description: '', active: true, sslData: null, options: {}, rest: {} }
  const made = await store.createResource({ ...resource, ...other, originProtocol: 'HTTP' }, NOW)
  if ('clash' in made) throw new Error('clash')
  site = made.resource.id
})
afterEach(() => store.close())

const run = {
  id: 'run',
  why: 'first',
  names: ['www.customer.example'],
  failed: 0,
  started: NOW,
  revokeOld: false,
} as const
const issuing = { is: 'issuing', run, attempt: 'one' } as const

const move = (state: Transition['step']['state'], event: string, debits: Transition['debits'] = []) =>
  store.transition(site, () => ({
    step: { state, current: null, https: false, effects: [] },
    event,
    detail: {},
    process: [],
    at: NOW,
    debits,
  }))
const begin = (count = 2) =>
  move(issuing, 'passed', [
    { bucket: 'domain', size: { count, refill: REFILL }, reserve: 0, counts: 'certificates' },
    { bucket: 'orders', size: { count, refill: REFILL }, reserve: 0, counts: 'orders' },
  ])
const stand = (step: Attempt['step']) =>
  store.saveAttempt({
    id: 'one',
    resource: site,
    run: 'run',
    names: run.names,
    wish: { keyType: 'ecdsa', profile: null, root: null },
    step,
    method: 'http-01',
    orderUrl: null,
    finalizeUrl: null,
    certificateUrl: null,
    sealedKey: null,
    challenges: [],
    started: NOW,
    ended: null,
  })
/** How many of the bucket are gone. */
const taken = async (bucket: string, now = NOW) =>
  Math.max(0, ((await store.budget([bucket], now)).get(bucket) ?? now) - now) / REFILL

test('an attempt is promised its certificate for as long as it is open, and its order is counted at once', async () => {
  await begin()
  expect([await taken('domain'), await taken('orders')]).toEqual([1, 1])
  const later = NOW + 60 * REFILL
  expect([await taken('domain', later), await taken('orders', later)]).toEqual([1, 0])
  await store.dropBudget(later)
  expect(await taken('domain', later)).toBe(1)
})

test.each([
  ['what was issued is counted', 'verify', 'issued', 1],
  ['also when it cannot be served', 'verify', 'refused', 1],
  ['or nobody waited for it after the signing request', 'finalize', 'abort', 1],
  ['or while the CA was issuing', 'collect', 'disable', 1],
  ['a refusal of the signing request is no certificate', 'finalize', 'refused', 0],
  ['nor is a name that the CA did not find', 'wait', 'failed', 0],
  ['nor what was given up before', 'present', 'delete', 0],
] as const)('when an attempt ends: %s', async (_, step, event, count) => {
  await begin()
  await stand(step)
  await move({ is: 'off' }, event)
  expect([await taken('domain'), await taken('orders')]).toEqual([count, 1])
})

test('what is held keeps its promise, and is promised nothing twice', async () => {
  await begin()
  const problem = { code: 'ca-unavailable', detail: '', name: null, retryAt: null } as const
  await move({ is: 'waiting', run, attempt: 'one', cause: 'held', problem, until: NOW }, 'held')
  await move({ is: 'checking', run, attempt: 'one' }, 'due')
  await store.promise('one', [{ bucket: 'domain', size: { count: 2, refill: REFILL } }])
  expect(await taken('domain')).toBe(1)
})

test('where one limit leaves no room, nothing is taken of any', async () => {
  await store.promise('another', [{ bucket: 'domain', size: { count: 1, refill: REFILL } }])
  await expect(begin(1)).rejects.toThrow(BudgetSpent)
  expect([await taken('domain'), await taken('orders')]).toEqual([1, 0])
  expect((await store.load(site))?.state.is).toBe('off')
})
