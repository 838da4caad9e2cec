// The timeline says what the CA saw: who asked our edges for an attempt's tokens, from how many networks.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCaller, HOST } from '../system/caller.ts'
import { DAY, MINUTE, startSite, type Site } from '../system/site.ts'

let site: Site
beforeEach(async () => {
  site = await startSite()
})
afterEach(() => site.system.close())

type Entry = {
  readonly event: string
  readonly detail: Record<string, unknown>
  readonly hits?: readonly Record<string, unknown>[]
}
async function traces(): Promise<readonly Entry[]> {
  const { body } = await site.caller.call('GET', `/cdn/resources/${site.id}/ssl/le/timeline`)
  return body.filter(({ event }: Entry) => event === 'challenge-hits')
}
const NUMBERS = {
  requests: 2,
  answered: 2,
  networks: 2,
  pops: expect.arrayContaining(['far', 'near']),
}

test('each request is shown with its PoP, network, user agent, result and time; no token, no address', async () => {
  await site.pass(5 * MINUTE)
  const [entry, ...more] = await traces()
  expect(more).toEqual([])
  expect(entry?.detail).toMatchObject(NUMBERS)
  const hit = { host: HOST, at: expect.any(String), agent: 'a validation server', result: 'answered' }
  expect(
    entry?.hits?.toSorted((one, other) => String(one['pop']).localeCompare(String(other['pop']))),
  ).toEqual([
    { ...hit, pop: 'far', network: '203.0.1.0/24', milliseconds: 1 },
    { ...hit, pop: 'near', network: '203.0.0.0/24', milliseconds: 1 },
  ])
})

test('a PoP that is away tells when it is back; a telling that is lost counts nothing twice', async () => {
  let lost = 0
  site.system.setPlan((port, call) => {
    if (port !== 'edge' || call !== 'hits') return null
    return ++lost === 1 ? 'failed' : lost === 2 ? 'failed-but-happened' : null
  })
  await site.pass(10 * MINUTE)
  expect((await traces()).at(-1)?.detail).toMatchObject({ requests: 2, answered: 2 })
  expect((await site.diagnosis()).label).toBe('Success')
})

test('whatever becomes of it, no certificate waits for it', async () => {
  site.system.setPlan((port, call) => (port === 'edge' && call === 'hits' ? 'failed' : null))
  await site.pass(MINUTE)
  expect((await site.diagnosis()).label).toBe('Success')
  await site.pass(DAY)
  expect(await traces()).toEqual([])
})

test('requests are kept for thirty days; their numbers stay', async () => {
  await site.pass(5 * MINUTE)
  await site.pass(31 * DAY)
  const [entry] = await traces()
  expect([entry?.hits, entry?.detail]).toMatchObject([[], { requests: 2 }])
})

test('nobody else sees them, and nothing of them outlives the resource, here or at the edge', async () => {
  await site.pass(5 * MINUTE)
  const attempt = String((await traces())[0]?.detail['attempt'])
  const other = await createCaller(site.system.world, 'admin', 'other')
  const path = `/cdn/resources/${site.id}`
  expect((await other.call('GET', `${path}/ssl/le/timeline`)).status).toBe(404)
  const { store, edge } = site.system.world
  const told = async () => Promise.all((await store.pops()).map((pop) => edge.hits(pop, HOST)))
  expect(await told()).toMatchObject([{ hits: [{}] }, { hits: [{}] }])
  await site.patch({ active: false })
  await site.caller.call('DELETE', path)
  await site.pass(5 * MINUTE)
  expect([await told(), await store.challengeHits(attempt)]).toMatchObject([[{ hits: [] }, { hits: [] }], []])
})
