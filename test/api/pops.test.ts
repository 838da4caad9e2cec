// Which PoPs there are is changed through the API, while everything runs.

import { issueChain } from '@wellknown/control/adapters/ca/practice-chain.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCaller, HOST, type Answer, type Caller } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { MINUTE, startSite, type Site } from '../system/site.ts'

const NEW = { name: 'new', admin: 'https://new.edge.example', http: ['198.51.100.3:80'], tls: null }
let site: Site
let operator: Caller
beforeEach(async () => {
  site = await startSite()
  operator = await createCaller(site.system.world, 'operator', 'operator')
})
afterEach(() => site.system.close())

const popCalled = async (name: string): Promise<Answer['body']> =>
  (await operator.call('GET', '/operator/pops')).body.find((pop: { name: string }) => pop.name === name)
const isIn = async (name: string): Promise<boolean> => (await popCalled(name)).membership === 'in'
const pass = (until: () => Promise<boolean>) => site.system.pass(30 * MINUTE, until)
const isIssued = async (): Promise<boolean> => (await site.diagnosis()).label === 'Success'

test('a PoP that is added counts once it holds every document, and holds nobody up until then', async () => {
  const { edge } = site.system
  edge.setReachable('new', false)
  const added = await operator.call('POST', '/operator/pops', NEW)
  expect([added.status, added.body]).toMatchObject([201, { membership: 'catching-up', last_seen: null }])
  await pass(isIssued)
  expect(await popCalled('new')).toMatchObject({
    membership: 'catching-up',
    behind: 2,
    fault: 'switched off',
  })
  // POP_BOUND, counted from when it was added.
  await site.pass(20 * MINUTE)
  expect(await popCalled('new')).toMatchObject({ membership: 'out' })
  expect(site.system.log).toContainEqual(expect.objectContaining({ event: 'pop-out', pop: 'new' }))

  edge.setReachable('new', true)
  await pass(() => isIn('new'))
  expect(edge.held('new', HOST, 'config')).not.toBeNull()
  expect(await popCalled('new')).toMatchObject({ behind: 0, fault: null, wire: 1 })
  // From then on it is waited for.
  edge.setReachable('new', false)
  await site.post(`/cdn/resources/${site.id}/ssl/le/reissue`)
  await site.pass(5 * MINUTE)
  expect(await isIssued()).toBe(false)
})

test('a PoP is not counted while what its listener answers is not what it holds', async () => {
  const { edge } = site.system
  const { readBack } = edge
  edge.readBack = async (pop, ...rest) =>
    pop.name === 'new' ? { is: 'answered', status: 200, text: 'somebody else' } : readBack(pop, ...rest)
  await operator.call('POST', '/operator/pops', NEW)
  await site.pass(30 * MINUTE)
  expect(await popCalled('new')).toMatchObject({
    membership: 'catching-up',
    fault: '198.51.100.3:80 does not answer with what it holds',
  })
  edge.readBack = readBack
  await pass(() => isIn('new'))
  expect(edge.tokens('new'), 'the token it was asked for is gone').toBe(0)
})

test('a PoP that is out of our sight is waited for as long as a silent one, and then let in with a warning', async () => {
  const { edge } = site.system
  edge.readBack = async () => ({ is: 'unreachable', detail: 'no answer in time' })
  await operator.call('POST', '/operator/pops', NEW)
  await site.pass(10 * MINUTE)
  expect(await isIn('new')).toBe(false)
  await pass(() => isIn('new'))
  expect(site.system.log).toContainEqual(expect.objectContaining({ event: 'pop-out-of-sight', pop: 'new' }))
})

test('a drained PoP is kept up to date, and nothing waits for it', async () => {
  const { edge } = site.system
  const drained = await operator.call('POST', '/operator/pops/near/drain')
  expect([drained.status, drained.body]).toMatchObject([201, { drained: expect.any(String) }])
  edge.setReachable('near', false)
  // The name leads to the one that is left.
  site.system.prober.lead(HOST, ['198.51.100.2'])
  await pass(isIssued)
  edge.setReachable('near', true)
  await pass(async () => edge.held('near', HOST, 'certificate') !== null)
  await pass(() => isIn('near'))
  expect(await popCalled('near')).toMatchObject({ drained: expect.any(String), behind: 0 })

  expect((await operator.call('DELETE', '/operator/pops/near/drain')).body).toMatchObject({
    drained: null,
    membership: 'catching-up',
  })
  await pass(() => isIn('near'))
})

test('nothing waits for a PoP that was declared out, and it comes back by itself once it holds everything', async () => {
  const { edge, log } = site.system
  edge.setReachable('near', false)
  const declared = await operator.call('POST', '/operator/pops/near/out')
  expect([declared.status, declared.body]).toMatchObject([201, { membership: 'out', drained: null }])
  expect(log).toContainEqual(expect.objectContaining({ event: 'pop-declared-out', pop: 'near' }))
  const { since } = declared.body
  expect((await operator.call('POST', '/operator/pops/near/out')).body.since).toBe(since)
  // Long before POP_BOUND; the name leads to the one that is left.
  site.system.prober.lead(HOST, ['198.51.100.2'])
  await site.system.pass(5 * MINUTE, isIssued)
  expect([await isIssued(), await isIn('near')]).toEqual([true, false])
  edge.setReachable('near', true)
  await pass(() => isIn('near'))
  expect(edge.held('near', HOST, 'certificate')).not.toBeNull()
  expect((await operator.call('POST', '/operator/pops/none/out')).status).toBe(404)
})

test('nothing waits for a PoP that is removed, nothing is pushed to it, and no restart brings it back', async () => {
  const { edge, world, ca } = site.system
  await pass(isIssued)
  site.system.prober.lead(HOST, ADDRESSES.slice(0, 1))
  edge.setReachable('far', false)
  await pass(async () => (await popCalled('far')).membership === 'out')
  await site.caller.call('POST', `/cdn/resources/${site.id}/ssl/le/reissue`, { revoke_old: true })
  await site.pass(10 * MINUTE)
  expect(ca.revoked, 'it may still be served by the one that is out').toHaveLength(0)

  expect((await operator.call('DELETE', '/operator/pops/far')).status).toBe(204)
  await pass(async () => ca.revoked.length === 1)
  edge.setReachable('far', true)
  const before = edge.held('far', HOST, 'config')
  await site.patch({ active: false })
  await site.pass(30 * MINUTE)
  expect(edge.held('far', HOST, 'config')).toEqual(before)
  const file = [{ ...NEW, name: 'far', adminCa: null }]
  expect(await world.store.seedPops(file, world.now()), 'EDGES_FILE still lists it').toEqual(['far'])
  expect(await popCalled('far')).toBeUndefined()
  expect((await operator.call('DELETE', '/operator/pops/far')).status).toBe(404)
  // Added again it begins anew.
  expect((await operator.call('POST', '/operator/pops', { ...NEW, name: 'far' })).body.behind).toBe(1)
})

test('a clock that is off is told, and the receipts have what they said', async () => {
  const { edge } = site.system
  const { push } = edge
  edge.push = async (pop, document) => {
    const pushed = await push(pop, document)
    if (pop.name !== 'far' || pushed.is !== 'held') return pushed
    return { ...pushed, receipt: { ...pushed.receipt, now: pushed.receipt.now + 12_000 } }
  }
  await pass(isIssued)
  const { body } = await site.caller.call('GET', `/cdn/resources/${site.id}/ssl/le/rollout`)
  const [far, near] = body
  const config = { kind: 'config', skew: 12_000, wire: 1, held_at: expect.any(String) }
  expect(far.hosts[0].documents).toContainEqual(expect.objectContaining(config))
  expect(near.hosts[0].documents).toContainEqual(expect.objectContaining({ ...config, skew: 0 }))
  expect(near.hosts[0]).toMatchObject({
    serial: site.served(),
    seen_at: expect.any(String),
    readbacks: [{ address: ADDRESSES[0], result: 'ours' }],
  })
  expect(site.system.log).toContainEqual(
    expect.objectContaining({ event: 'pop-skewed', pop: 'far', milliseconds: 12_000 }),
  )
})

test('what is wrong with a PoP to be added is said under its field', async () => {
  const add = async (change: object): Promise<Answer['body']> =>
    (await operator.call('POST', '/operator/pops', { ...NEW, ...change })).body
  const { chain } = await issueChain(['admin.example'])
  const faults: readonly (readonly [object, string, string])[] = [
    [{ name: 'near' }, 'name', 'There is a PoP near already. Remove it first, or give another name.'],
    [{ name: 'New' }, 'name', 'Give 1 to 63 small letters, digits and hyphens, as POP says at the edge.'],
    ...['ftp://new.example', 'new.example', 'http://new.example', 'http://8.8.8.8'].map(
      (admin) =>
        [
          { admin },
          'admin',
          'Give a URL that begins with https://, or with http:// and a private or loopback address.',
        ] as const,
    ),
    [
      { admin: 'https://u:p@new.example' },
      'admin',
      'Give the scheme, the admin host and its port alone: https://admin.example:8443.',
    ],
    ...['x', chain].map(
      (pem) =>
        [
          { admin_ca: pem },
          'admin_ca',
          'Give the certificate in PEM of the CA that vouches for the admin listener.',
        ] as const,
    ),
    [{ http: [] }, 'http', 'Give 1 to 16 addresses, each once.'],
    [{ http: ['198.51.100.3:80', '198.51.100.3:80'] }, 'http', 'Give 1 to 16 addresses, each once.'],
    ...['198.51.100.3', '198.51.100.300:80', 'new.example:80', '[::1:80', '198.51.100.3:70000'].map(
      (address) =>
        [
          { tls: [address] },
          'tls',
          `Give address:port, an IPv6 address in brackets; ${address} is none.`,
        ] as const,
    ),
  ]
  for (const [change, field, wish] of faults)
    expect(await add(change)).toEqual({ errors: { [field]: [wish] } })
  expect(await popCalled('new')).toBeUndefined()
  const admins = ['http://127.0.0.1:8081', 'http://[fd00::1]:8081', 'https://new.example']
  for (const [index, admin] of admins.entries())
    expect(await add({ name: `new-${index}`, admin, http: ['[2001:db8::1]:80'] })).toMatchObject({ admin })
})
