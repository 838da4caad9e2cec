// What a certificate is like: its key, its profile, the root its chain leads to. By the operator's settings, and the
// resource's own options before them.

import { createPrivateKey } from 'node:crypto'
import { inspectChain } from '@wellknown/control/adapters/ca/chain.ts'
import { thumbprintOf } from '@wellknown/control/adapters/ca/thumbprint.ts'
import { afterEach, describe, expect, test } from 'vitest'
import { certificateFor } from '../../edge/src/node/test-certificates.ts'
import { createAutomated, createCaller, createResource, HOST, type Caller } from '../system/caller.ts'
import { ADDRESSES, startMemorySystem, type MemorySystem } from '../system/memory-system.ts'

const MINUTE = 60_000
const ON = { enabled: true, value: true }
type Settings = NonNullable<Parameters<typeof startMemorySystem>[0]>['issuance']

let system: MemorySystem
let caller: Caller
let site: number
afterEach(() => system.close())

async function start(settings: Settings, options: object = {}): Promise<void> {
  system = await startMemorySystem(settings ? { issuance: settings } : {})
  system.prober.lead(HOST, ADDRESSES)
  caller = await createCaller(system.world)
  site = await createResource(caller, { sslEnabled: true, sslData: await createAutomated(caller), options })
}
const isActive = async () => (await system.world.store.load(site))?.state.is === 'active'
const issue = () => system.pass(10 * MINUTE, isActive)

async function issued() {
  const { current } = (await system.world.store.load(site)) ?? {}
  const row = await system.world.store.certificate(current?.certificate ?? '')
  if (!row?.sealedKey) throw new Error('Nothing was issued.')
  const inspected = inspectChain(row.chain)
  if (!inspected.ok) throw new Error(inspected.reason)
  const key = createPrivateKey(system.world.sealer.open(row.sealedKey, `certificate ${row.id}`))
  return { ...inspected, key: key.asymmetricKeyType }
}
const logged = (event: string) => system.log.filter((line) => line['event'] === event)
const PLAIN = { profile: null, preferredRoot: null }

describe('its key', () => {
  test('is an ECDSA one, and an RSA one where the resource asks for it', async () => {
    await start(PLAIN)
    await issue()
    expect((await issued()).key).toBe('ec')
    await caller.call('PATCH', `/cdn/resources/${site}`, { options: { use_rsa_le_cert: ON } })
    expect((await caller.call('POST', `/cdn/resources/${site}/ssl/le/reissue`, {})).status).toBe(201)
    await system.pass(10 * MINUTE, async () => (await isActive()) && system.ca.orders.length === 2)
    expect((await issued()).key).toBe('rsa')
  })

  test('stays the one the attempt began with, also when the option changes and the process dies', async () => {
    await start(PLAIN, { use_rsa_le_cert: ON })
    await system.pass(10 * MINUTE, async () => system.ca.orders.length === 1)
    await caller.call('PATCH', `/cdn/resources/${site}`, { options: { use_rsa_le_cert: null } })
    system.restart()
    await issue()
    expect([(await issued()).key, system.ca.orders.length]).toEqual(['rsa', 1])
  })
})

describe('its chain', () => {
  const preferring = { ...PLAIN, preferredRoot: 'Older memory root' }

  test('leads to the operator’s preferred root (ACME-31)', async () => {
    await start(preferring)
    await issue()
    const { rootName, blocks } = await issued()
    expect([rootName, blocks.length, logged('no-preferred-chain')]).toEqual(['Older memory root', 2, []])
  })

  test.each([
    ['without a preference', PLAIN, {}],
    ['where the resource asks for it', preferring, { use_default_le_chain: ON }],
  ])('is the CA’s default one %s', async (_, settings, options) => {
    await start(settings, options)
    await issue()
    expect((await issued()).rootName).toBe('Memory root')
  })

  test('is the preferred one although the CA was out when it was asked for, with one certificate issued', async () => {
    await start(preferring)
    let asked = 0
    system.setPlan((_, call) => (call === 'certificate' && ++asked === 2 ? 'failed' : null))
    await issue()
    expect((await issued()).rootName).toBe('Older memory root')
    expect(system.ca.orders).toHaveLength(1)
  })

  test('is the default one, with a warning, when none leads to the preferred root (ACME-31)', async () => {
    await start({ ...PLAIN, preferredRoot: 'ISRG Root X1' })
    await issue()
    expect((await issued()).rootName).toBe('Memory root')
    expect(logged('no-preferred-chain')).toMatchObject([
      { level: 'warning', root: 'ISRG Root X1', offered: ['Memory root', 'Older memory root'] },
    ])
  })
})

describe('its profile', () => {
  test('is the operator’s, and the resource’s own before it (ACME-32)', async () => {
    await start({ ...PLAIN, profile: 'classic' })
    await issue()
    expect(system.ca.orders).toMatchObject([{ profile: 'classic' }])
    const other = { le_profile: { enabled: true, value: 'shortlived' } }
    await caller.call('PATCH', `/cdn/resources/${site}`, { options: other })
    await caller.call('POST', `/cdn/resources/${site}/ssl/le/reissue`, {})
    await system.pass(10 * MINUTE, async () => (await isActive()) && system.ca.orders.length === 2)
    expect(system.ca.orders).toMatchObject([{ profile: 'classic' }, { profile: 'shortlived' }])
    expect(logged('profile-not-granted')).toEqual([])
  })

  test('that the CA does not offer is not asked for, and the operator is told (ACME-32)', async () => {
    await start({ ...PLAIN, profile: 'tlsserver' })
    await issue()
    expect(system.ca.orders).toMatchObject([{ profile: null }])
    expect(logged('profile-not-granted')).toMatchObject([
      { level: 'alarm', profile: 'tlsserver', granted: null },
    ])
  })

  test.each(['order', 'finalize'] as const)(
    'that the CA refuses at %s is given up once, and the operator is told (ACME-33)',
    async (when) => {
      await start({ ...PLAIN, profile: 'shortlived' })
      system.ca.refuseProfile('shortlived', when)
      await issue()
      expect(system.ca.orders.filter((order) => order.issued)).toMatchObject([{ profile: null }])
      expect(system.ca.orders).toHaveLength(when === 'order' ? 1 : 2)
      expect(logged('profile-refused')).toMatchObject([{ level: 'alarm', profile: 'shortlived' }])
      // It cost the customer no attempt.
      const process = await system.world.store.process(site)
      expect(process?.outcomes.map(({ status }) => status)).toEqual(['DONE'])
    },
  )
})

test.each([
  ['use_rsa_le_cert', { enabled: true, value: 'yes' }, 'options.use_rsa_le_cert.value'],
  ['use_default_le_chain', { enabled: 1, value: true }, 'options.use_default_le_chain.enabled'],
  ['le_profile', { enabled: true, value: 'a profile' }, 'options.le_profile.value'],
])('a wrong %s is refused when it is saved, by name', async (name, value, field) => {
  await start(PLAIN)
  const answer = await caller.call('PATCH', `/cdn/resources/${site}`, { options: { [name]: value } })
  expect([answer.status, Object.keys(answer.body.errors)]).toEqual([400, [field]])
})

test('the account’s key is no certificate’s: one that a customer brings is refused (SEC-24, ACME-24)', async () => {
  await start(PLAIN)
  const { chain, key } = await certificateFor(HOST)
  const ca = { ...system.world.ca, thumbprint: thumbprintOf(key) }
  const other = await createCaller({ ...system.world, ca }, 'admin', 'other')
  const body = { name: 'own', sslCertificate: chain, sslPrivateKey: key }
  const answer = await other.call('POST', '/cdn/sslData', body)
  expect(answer.body.errors).toEqual({ sslPrivateKey: [expect.stringContaining('in use elsewhere')] })
})
