import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPracticeCa, type PracticeCa } from '@wellknown/practice-ca'
import { adminJwks } from '@wellknown/wire'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAccountKey, readTerms } from './adapters/ca/account.ts'
import { thumbprintOf } from './adapters/ca/thumbprint.ts'
import { readConfig, type Config } from './config.ts'
import { initialize } from './init.ts'
import { openWorld } from './open-world.ts'
import { makeNextSigningKey } from './signing-key-files.ts'
import { openStore } from './store/open.ts'
import type { Store } from './store/port.ts'
import { createSealer } from './store/sealer.ts'
import { accountSetting } from './store/setting-names.ts'

const NOW = Date.now()
let ca: PracticeCa
let folder: string
let config: Config

beforeAll(async () => {
  const listen = { host: '127.0.0.1', port: 0 }
  // Nothing is validated here, so nobody is asked at these ports.
  ca = await startPracticeCa({ listen, root: null, dns: '127.0.0.1:9', validationPort: 9, rejectNonces: 0 })
})
afterAll(() => ca.close())
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'init-'))
  const caFile = join(folder, 'ca.pem')
  writeFileSync(caFile, ca.rootPem)
  const read = readConfig({
    DATABASE_URL: `file:${join(folder, 'control.db')}`,
    ACME_DIRECTORY_URL: ca.directoryUrl,
    ACME_CA_FILE: caFile,
    CNAME_TARGET: 'cl-{client}.cdn.example',
    EDGE_SIGNING_KEY_FILE: join(folder, 'signing.jwk'),
    MASTER_KEY_FILE: join(folder, 'master'),
    ACME_ACCOUNT_KEY_FILE: join(folder, 'account.pem'),
  })
  const termsAgreed = await readTerms({ ...read.acme, accountKey: await createAccountKey(), now: Date.now })
  config = { ...read, acme: { ...read.acme, termsAgreed } }
})
afterEach(() => rmSync(folder, { recursive: true }))

const keyFiles = (): readonly string[] => [config.signingKeyFile, config.masterKeyFile, config.accountKeyFile]
const accounts = (): number => ca.accounts().length
async function inStore<value>(work: (store: Store) => Promise<value>): Promise<value> {
  const store = openStore(config.databaseFile)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

describe('done once', () => {
  test('it makes the keys and one account, and keeps the account’s URL', async () => {
    const before = accounts()
    const lines = await initialize(config)
    expect(keyFiles().every((file) => existsSync(file))).toBe(true)
    expect(accounts()).toBe(before + 1)
    const url = await inStore((store) => store.setting(accountSetting(ca.directoryUrl)))
    expect(lines).toContain(`# made the account ${url}`)
    for (const file of keyFiles()) expect(lines).toContain(`# made ${file}`)
  })

  test('it prints what each edge needs', async () => {
    const edges = [
      { name: 'fra-1', admin: 'https://fra.admin.test:8443', adminCa: null, http: [], tls: null },
    ]
    const lines = await initialize({ ...config, edges })
    const jwks = lines.flatMap((line) => /^ADMIN_JWKS='(.*)'$/.exec(line)?.[1] ?? [])
    expect(adminJwks.parse(JSON.parse(jwks[0] ?? '')).keys).toHaveLength(1)
    await makeNextSigningKey(config)
    const changing = (await initialize(config)).flatMap((line) => /^ADMIN_JWKS='(.*)'$/.exec(line)?.[1] ?? [])
    expect(adminJwks.parse(JSON.parse(changing[0] ?? '')).keys).toHaveLength(2)
    expect(lines).toContain(`ACME_THUMBPRINTS=${thumbprintOf(readFileSync(config.accountKeyFile, 'utf8'))}`)
    expect(lines).toContain('# POP=fra-1 ADMIN_HOST=fra.admin.test')
    expect((await initialize(config)).at(-1)).toContain('EDGES_FILE is not set')
  })

  test('nothing it prints holds a private key', async () => {
    const printed = (await initialize(config)).join('\n')
    const [signing, master, account] = keyFiles().map((file) => readFileSync(file, 'utf8').trim())
    const secrets = [
      /"d":"([\w-]+)"/.exec(signing ?? '')?.[1],
      master,
      ...(account ?? '').split('\n').filter((line) => !line.startsWith('-----')),
    ]
    expect(secrets).toHaveLength(5)
    for (const secret of secrets) {
      expect(secret?.length).toBeGreaterThan(20)
      expect(printed).not.toContain(secret?.slice(0, 20))
    }
    expect(printed).not.toMatch(/PRIVATE KEY|"d"/)
  })
})

test('done twice, it makes one account and changes no key', async () => {
  const before = accounts()
  const first = await initialize(config)
  const keys = keyFiles().map((file) => readFileSync(file, 'utf8'))
  const second = await initialize(config)
  expect(accounts()).toBe(before + 1)
  expect(keyFiles().map((file) => readFileSync(file, 'utf8'))).toEqual(keys)
  const settings = (lines: readonly string[]) => lines.filter((line) => /^[A-Z]/.test(line))
  expect(settings(second)).toEqual(settings(first))
  expect(second.filter((line) => line.startsWith('# made'))).toEqual([])
})

describe('terms', () => {
  test.each([
    ['none', null],
    ['other ones', 'https://ca.example/terms/2019'],
  ])('are not agreed to by having agreed to %s: no account is made', async (_, termsAgreed) => {
    const before = accounts()
    const { termsAgreed: terms } = config.acme
    const asking = initialize({ ...config, acme: { ...config.acme, termsAgreed } })
    await expect(asking).rejects.toThrow(`Read ${terms} and set ACME_TERMS_AGREED`)
    expect(accounts()).toBe(before)
    expect(await inStore((store) => store.setting(accountSetting(ca.directoryUrl)))).toBeNull()
  })
})

describe('with certificates in the database', () => {
  beforeEach(() => initialize(config))

  async function refusesWithout(file: string): Promise<void> {
    const before = accounts()
    rmSync(file)
    await expect(initialize(config)).rejects.toThrow(`missing: ${file}. Restore`)
    expect(existsSync(file)).toBe(false)
    expect(accounts()).toBe(before)
  }

  test.each(['masterKeyFile', 'accountKeyFile'] as const)(
    'a %s that is gone is not made again',
    async (name) => {
      await inStore(serveCertificate)
      await refusesWithout(config[name])
    },
  )

  test('a master key that is gone is not made again for certificates that customers brought', async () => {
    await inStore(async (store) => {
      const client = (await store.createClient({ name: 'first', cname: 'cl.cdn.example' }, NOW)).id
      const own = { client, name: 'own', automated: false, certificate: 'certificate-1', created: NOW }
      await store.saveCertificate({ ...CERTIFICATE, kind: 'own' })
      await store.createSslData(own)
    })
    await refusesWithout(config.masterKeyFile)
  })

  test('a new master key is made where the previous one is named, and one that opens nothing does not start', async () => {
    const sealer = createSealer(readFileSync(config.masterKeyFile, 'utf8'))
    const sealedKey = sealer.seal('a key', 'certificate another')
    await inStore(serveCertificate)
    await inStore((store) => store.saveCertificate({ ...CERTIFICATE, id: 'another', sealedKey }))
    const previousMasterKeyFile = `${config.masterKeyFile}.old`
    renameSync(config.masterKeyFile, previousMasterKeyFile)
    const changing = { ...config, previousMasterKeyFile }
    expect(await initialize(changing)).toContain(`# made ${config.masterKeyFile}`)
    await expect(openWorld(config, () => undefined)).rejects.toThrow('The master key opens none of the 2')
    const log: string[] = []
    const world = await openWorld(changing, ({ event, of }) => void log.push(`${event}: ${String(of)}`))
    await world.store.close()
    expect(world.sealer.open(sealedKey, 'certificate another')).toBe('a key')
    expect(log).toEqual([`keys-unopened: certificate ${CERTIFICATE.id}`])
  })

  test('both that are gone are named together', async () => {
    await inStore(serveCertificate)
    rmSync(config.masterKeyFile)
    rmSync(config.accountKeyFile)
    const { masterKeyFile, accountKeyFile } = config
    await expect(initialize(config)).rejects.toThrow(`missing: ${masterKeyFile}, ${accountKeyFile}. Restore`)
  })

  test('an account that the CA no longer knows is not made again, unless the operator says so', async () => {
    await inStore(serveCertificate)
    const setting = accountSetting(ca.directoryUrl)
    const known = await inStore((store) => store.setting(setting))
    // The key of nobody: as if the CA had lost the account.
    writeFileSync(config.accountKeyFile, await createAccountKey())
    const before = accounts()
    await expect(initialize(config)).rejects.toThrow(`are of the account ${known}, but the key`)
    expect([accounts(), await inStore((store) => store.setting(setting))]).toEqual([before, known])
    const lines = await initialize(config, { newAccount: true })
    expect(lines.join()).toContain('# made the account')
    expect(accounts()).toBe(before + 1)
    expect(await inStore((store) => store.setting(setting))).not.toBe(known)
  })

  test('a signing key that is gone is made anew: edges learn of it by their settings', async () => {
    await inStore(serveCertificate)
    rmSync(config.signingKeyFile)
    expect(await initialize(config)).toContain(`# made ${config.signingKeyFile}`)
  })
})

const VALIDITY = { names: ['www.customer.test'], notBefore: NOW, notAfter: NOW + 90 * 24 * 60 * 60_000 }
const CERTIFICATE = {
  ...VALIDITY,
  id: 'certificate-1',
  resource: null,
  kind: 'managed',
  chain: '',
  sealedKey: 'sealed',
  serial: '01',
  issuerName: '',
  subjectName: '',
  directory: null,
  account: null,
  retires: null,
} as const

/** A resource that serves a managed certificate. */
async function serveCertificate(store: Store): Promise<void> {
  const client = (await store.createClient({ name: 'first', cname: 'cl.cdn.example' }, NOW)).id
  const group = await store.createOriginGroup({
    client,
    name: 'origin',
    useNext: false,
    path: '',
    authType: 'none',
    proxyNextUpstream: [],
    sources: [],
  })
  if ('clash' in group) throw new Error(group.clash)
  const made = await store.createResource(
    {
      client,
      cname: 'www.customer.test',
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
    NOW,
  )
  if ('clash' in made) throw new Error(made.clash)
  await store.saveCertificate(CERTIFICATE)
  const { id: certificate, serial } = CERTIFICATE
  const current = { ...VALIDITY, kind: 'managed', certificate, serial, issuer: null, alarmed: 0 } as const
  await store.transition(made.resource.id, () => ({
    step: { state: { is: 'active', until: null }, current, https: true, effects: [] },
    event: 'test',
    detail: {},
    process: [],
    at: NOW,
  }))
}
