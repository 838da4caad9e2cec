import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPracticeCa, type PracticeCa } from '@wellknown/practice-ca'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAccountKey, openAccount, readTerms } from './adapters/ca/account.ts'
import { createAcmeCa } from './adapters/ca/acme.ts'
import { CaError, type Ca } from './adapters/ca/port.ts'
import { thumbprintOf } from './adapters/ca/thumbprint.ts'
import { readConfig, type Config } from './config.ts'
import { initialize } from './init.ts'
import { rollAccountKey } from './roll-account-key.ts'
import { makeNextKey, nextKeyFile } from './secrets.ts'
import { openStore } from './store/open.ts'
import type { Store } from './store/port.ts'
import { accountSetting } from './store/setting-names.ts'
import { PLAIN } from './work/attempt/wish.ts'

let ca: PracticeCa
let folder: string
let config: Config
let account: string
/** What each PoP pins; null: it cannot be reached. */
let pinned: Record<string, readonly string[] | null>
let running = false

beforeAll(async () => {
  const loopback = { host: '127.0.0.1', port: 0 }
  // Nothing is validated here, so nobody is asked at these ports.
  ca = await startPracticeCa({
    listen: loopback,
    manage: loopback,
    root: null,
    dns: '127.0.0.1:9',
    validationPort: 9,
    rejectNonces: 0,
  })
})
afterAll(() => ca.close())
beforeEach(async () => {
  running = false
  folder = mkdtempSync(join(tmpdir(), 'roll-'))
  writeFileSync(join(folder, 'ca.pem'), ca.rootPem)
  const edge = { http: ['127.0.0.1:1'], tls: null }
  const edges = ['near', 'far'].map((name) => ({ ...edge, name, admin: `http://${name}.test` }))
  writeFileSync(join(folder, 'edges.json'), JSON.stringify(edges))
  const read = readConfig({
    DATABASE_URL: `file:${join(folder, 'control.db')}`,
    ACME_DIRECTORY_URL: ca.directoryUrl,
    ACME_CA_FILE: join(folder, 'ca.pem'),
    CNAME_TARGET: 'cl-{client}.cdn.example',
    EDGES_FILE: join(folder, 'edges.json'),
    EDGE_SIGNING_KEY_FILE: join(folder, 'signing.jwk'),
    MASTER_KEY_FILE: join(folder, 'master'),
    ACME_ACCOUNT_KEY_FILE: join(folder, 'account.pem'),
  })
  const termsAgreed = await readTerms({ ...read.acme, accountKey: await createAccountKey(), now: Date.now })
  config = { ...read, acme: { ...read.acme, termsAgreed } }
  await initialize(config)
  const store = openStore(config.databaseFile)
  await store.seedPops(config.edges, Date.now())
  await store.updatePop('far', { membership: 'out' })
  account = (await store.setting(accountSetting(ca.directoryUrl))) ?? ''
  await store.close()
  const both = [thumbprintOf(presentKey()), thumbprintOf(await makeNextKey(config))]
  pinned = { near: both, far: both.toReversed() }
})
afterEach(async () => {
  await plan([])
  rmSync(folder, { recursive: true })
})

const presentKey = (): string => readFileSync(config.accountKeyFile, 'utf8')
const plan = (faults: readonly object[]) =>
  fetch(`${ca.manageUrl}/faults`, { method: 'PUT', body: JSON.stringify(faults) })
const identity = { wire: 1, now: 0, sealKey: null, originCapability: 'any-host' } as const
const roll = () =>
  rollAccountKey(config, {
    edge: {
      async self({ name }) {
        const thumbprints = pinned[name] ?? null
        if (thumbprints === null) return { is: 'unreachable', detail: 'switched off' }
        return { ...identity, adminKeys: [], pop: name, thumbprints: [...thumbprints] }
      },
    },
    isRunning: async () => running,
  })
const caBy = (accountKey: string): Ca =>
  createAcmeCa({ ...config.acme, accountKey, accountUrl: account, now: Date.now })
/** Which of these keys speak for the account. */
const accepted = (...keys: readonly string[]) =>
  Promise.all(
    keys.map((key) =>
      caBy(key)
        .createOrder(['a.customer.example'])
        .then(
          () => true,
          (error: unknown) => !(error instanceof CaError),
        ),
    ),
  )

test('the account keeps its URL and its open orders; the old key is refused afterwards (ACME-36)', async () => {
  const old = presentKey()
  const { url } = await caBy(old).createOrder(['open.customer.example'])
  const lines = await roll()
  expect(presentKey()).not.toBe(old)
  expect(lines).toContain(`ACME_THUMBPRINTS=${thumbprintOf(presentKey())}`)
  expect(existsSync(nextKeyFile(config))).toBe(false)
  expect(await accepted(old, presentKey())).toEqual([false, true])
  expect(await caBy(presentKey()).order(url)).toMatchObject({ url, status: 'pending' })
  const request = { ...config.acme, accountKey: presentKey(), now: Date.now }
  expect(await openAccount(request)).toEqual({ url: account, created: false })
})

describe('nothing changes', () => {
  test.each([
    [
      'a PoP pins the old key only',
      () => (pinned['near'] = pinned['near']?.slice(0, 1) ?? null),
      'near pins',
    ],
    ['a PoP out of service pins another', () => (pinned['far'] = ['x'.repeat(43)]), 'far pins xxx'],
    ['a PoP cannot be reached', () => (pinned['far'] = null), 'far cannot be reached: switched off'],
    ['a control plane is running', () => (running = true), 'Stop it'],
  ])('while %s', async (_, spoil, reason) => {
    const old = presentKey()
    const next = await makeNextKey(config)
    spoil()
    await expect(roll()).rejects.toThrow(reason)
    expect(presentKey()).toBe(old)
    expect(await accepted(old, next)).toEqual([true, false])
    // The key that the edges were told of stays the one that will be taken.
    expect(await makeNextKey(config)).toBe(next)
  })

  test('when the new key has an account already (ACME-37)', async () => {
    const old = presentKey()
    const other = await openAccount({ ...config.acme, accountKey: await makeNextKey(config), now: Date.now })
    await expect(roll()).rejects.toThrow(`is that of ${other.url} already`)
    expect(presentKey()).toBe(old)
    expect(await accepted(old)).toEqual([true])
  })

  test('when the CA says so in a 409 (ACME-37)', async () => {
    const old = presentKey()
    const conflict = { status: 409, type: 'conflict', detail: 'in use' }
    await plan([{ match: { resource: 'keyChange' }, fault: conflict }])
    await expect(roll()).rejects.toThrow('Nothing was changed; take a fresh key')
    expect([presentKey(), await accepted(old)]).toEqual([old, [true]])
  })

  test('when the CA is not reached, and the next run does it', async () => {
    const old = presentKey()
    await plan([{ match: { resource: 'keyChange' }, times: 1, fault: { drop: true } }])
    await expect(roll()).rejects.toBeInstanceOf(CaError)
    expect([presentKey(), await accepted(old)]).toEqual([old, [true]])
    await roll()
    expect(await accepted(old, presentKey())).toEqual([false, true])
  })
})

describe('a change that the CA made is carried through', () => {
  test('when its answer is lost', async () => {
    const old = presentKey()
    await plan([{ match: { resource: 'keyChange' }, times: 1, fault: { dropAfter: true } }])
    await roll()
    expect(await accepted(old, presentKey())).toEqual([false, true])
  })

  test('by the next run when this one dies of it, whatever the PoPs say meanwhile', async () => {
    const old = presentKey()
    const next = await makeNextKey(config)
    // The look before it works; the look whether it happened is lost like the answer itself.
    await plan([
      { match: { resource: 'keyChange' }, times: 1, fault: { dropAfter: true } },
      { match: { resource: 'newAccount' }, times: 1, fault: { delayMs: 1 } },
      { match: { resource: 'newAccount' }, times: 1, fault: { drop: true } },
    ])
    await expect(roll()).rejects.toBeInstanceOf(CaError)
    expect([presentKey(), await accepted(old)]).toEqual([old, [false]])
    pinned = { near: null, far: null }
    await roll()
    expect(presentKey()).toBe(next)
    expect(await accepted(old, presentKey())).toEqual([false, true])
  })

  test('also for tokens that were shown with the old key: they are shown anew before the CA is told to look', async () => {
    const store = openStore(config.databaseFile)
    await seedAttempt(store)
    await store.close()
    await roll()
    const after = openStore(config.databaseFile)
    expect(await after.attempt('a')).toMatchObject({ step: 'confirm' })
    await after.close()
  })
})

/** A resource with an attempt whose tokens every PoP has confirmed, and that has not told the CA. */
async function seedAttempt(store: Store): Promise<void> {
  const { id: client } = await store.createClient({ name: 'first', cname: 'cl.cdn.example' }, 0)
  const nothing = {
    name: 'origin',
    useNext: false,
    path: '',
    authType: 'none',
    proxyNextUpstream: [],
    sources: [],
  }
  const group = await store.createOriginGroup({ client, ...nothing })
  if ('clash' in group) throw new Error(group.clash)
  const made = await store.createResource(
    {
      client,
      cname: 'www.customer.example',
      secondaryHostnames: [],
      originGroup: group.id,
      originProtocol: 'HTTP',
      name: null,
      description: '',
      active: true,
      sslData: null,
      options: {},
      rest: {},
    },
    0,
  )
  if ('clash' in made) throw new Error(made.clash)
  await store.saveAttempt({
    id: 'a',
    resource: made.resource.id,
    run: 'run',
    names: ['www.customer.example'],
    wish: PLAIN,
    step: 'answer',
    method: 'http-01',
    orderUrl: 'https://ca.test/order/1',
    finalizeUrl: null,
    certificateUrl: null,
    sealedKey: null,
    challenges: [],
    started: 0,
    ended: null,
  })
}
