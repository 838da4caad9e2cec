// Moving in from certbot, lego and acme.sh: what they have is served at once, and renewed under the account they had.

import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openAccount, readTerms } from '@wellknown/control/adapters/ca/account.ts'
import { thumbprintOf } from '@wellknown/control/adapters/ca/thumbprint.ts'
import { startPracticeCa } from '@wellknown/practice-ca'
import { createAutomated, createCaller, createGroup, HOST, type Caller } from '../system/caller.ts'
import { createShell, type Shell } from '../system/shell.ts'
import { DAY, MINUTE, startSite, type Site } from '../system/site.ts'

const DIRECTORY = 'acme-v02.api.letsencrypt.org/directory'
const ACCOUNT = 'https://acme-v02.api.letsencrypt.org/acme/acct/42'

let folder: string
let site: Site
let operator: Caller
let shell: Shell
let chain: string
let key: string
let serial: string

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellknown-import-'))
  site = await startSite()
  operator = await createCaller(site.system.world, 'operator', 'operator')
  await site.pass(MINUTE)
  // What another client got for the name under this account: the first certificate, and its site is no more.
  const { store, sealer } = site.system.world
  const saved = await store.load(site.id)
  const row = await store.certificate(saved?.current?.certificate ?? '')
  chain = row?.chain ?? ''
  key = sealer.open(row?.sealedKey ?? '', `certificate ${row?.id}`)
  serial = row?.serial ?? ''
  await site.patch({ sslEnabled: false, active: false })
  await site.caller.call('DELETE', `/cdn/resources/${site.id}`)
  await site.pass(MINUTE)
  shell = createShell({ WELLKNOWN_URL: operator.url, WELLKNOWN_TOKEN: operator.token })
})
afterAll(async () => {
  await site.system.close()
  rmSync(folder, { recursive: true, force: true })
})

test('the account of certbot is found again at the CA by init: the same URL, the same thumbprint, no new account', async () => {
  const ca = await startPracticeCa({
    listen: { host: '127.0.0.1', port: 0 },
    root: null,
    dns: '127.0.0.1:1',
    validationPort: 1,
    allowReserved: true,
  })
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const at = { directoryUrl: ca.directoryUrl, caPem: ca.rootPem, accountKey: pem, eab: null, now: Date.now }
  const terms = await readTerms(at)
  const { url } = await openAccount({ ...at, termsAgreed: terms, contact: null })
  const place = `certbot/accounts/${new URL(ca.directoryUrl).host}/dir/0123abcd`
  write(`${place}/private_key.json`, JSON.stringify(privateKey.export({ format: 'jwk' })))
  write(`${place}/regr.json`, JSON.stringify({ body: {}, uri: url }))
  write('ca.pem', ca.rootPem)
  const file = join(folder, 'control', 'account.pem')
  const env = {
    ACME_ACCOUNT_KEY_FILE: file,
    MASTER_KEY_FILE: join(folder, 'control', 'master'),
    EDGE_SIGNING_KEY_FILE: join(folder, 'control', 'signing'),
    DATABASE_URL: `file:${join(folder, 'control', 'wellknown.db')}`,
    ACME_DIRECTORY_URL: ca.directoryUrl,
    ACME_CA_FILE: join(folder, 'ca.pem'),
    CNAME_TARGET: 'cdn.example',
  }
  const moving = createShell(env)
  const moved = await moving.run('import', 'account', 'certbot', join(folder, 'certbot'))
  expect(moved).toMatchObject({
    code: 0,
    out: `ACME_THUMBPRINTS=${thumbprintOf(pem)}`,
    told: expect.stringContaining(url),
  })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect((await moving.run('init')).out).toContain(`# found the account ${url}`)
  const again = await moving.run('import', 'account', 'certbot', join(folder, 'certbot'))
  expect(again).toMatchObject({ code: 1, told: expect.stringContaining('never written over') })
  await ca.close()
})

test('lego’s and acme.sh’s account keys are taken as well; of several, the one that is named', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const sec1 = privateKey.export({ type: 'sec1', format: 'pem' }).toString()
  for (const mail of ['ops@example.com', 'old@example.com']) {
    write(`lego/accounts/acme-v02.api.letsencrypt.org/${mail}/keys/${mail}.key`, sec1)
    write(
      `lego/accounts/acme-v02.api.letsencrypt.org/${mail}/account.json`,
      JSON.stringify({ email: mail, registration: { uri: `${ACCOUNT}/${mail}` } }),
    )
  }
  write(`acme/ca/${DIRECTORY}/account.key`, sec1)
  write(`acme/ca/${DIRECTORY}/ca.conf`, `ACCOUNT_URL='${ACCOUNT}'\nCA_EMAIL='ops@example.com'\n`)
  const take = (place: string, ...typed: string[]) =>
    createShell({ ACME_ACCOUNT_KEY_FILE: join(folder, place) }).run('import', 'account', ...typed)
  const several = await take('a.pem', 'lego', join(folder, 'lego'))
  expect(several).toMatchObject({
    code: 2,
    told: expect.stringMatching(/--account:[^]*old@example.com[^]*ops@example.com/),
  })
  const one = await take('a.pem', 'lego', join(folder, 'lego'), '--account', 'ops@example.com')
  expect(one).toMatchObject({ code: 0, told: expect.stringContaining(`${ACCOUNT}/ops@example.com`) })
  expect(await take('b.pem', 'acme.sh', join(folder, 'acme'))).toMatchObject({
    code: 0,
    told: expect.stringContaining(ACCOUNT),
  })
  for (const file of ['a.pem', 'b.pem']) {
    const taken = createPrivateKey(readFileSync(join(folder, file), 'utf8'))
    expect(thumbprintOf(taken)).toBe(thumbprintOf(privateKey))
  }
  expect(await take('c.pem', 'caddy', folder)).toMatchObject({
    code: 2,
    told: expect.stringContaining('certbot, lego, acme.sh'),
  })
  for (const broken of ['[]', '{"e": "AQAB"}']) {
    write('broken/accounts/ca.test/dir/1/private_key.json', broken)
    expect(await take('c.pem', 'certbot', join(folder, 'broken'))).toEqual({
      code: 1,
      out: '',
      told: expect.stringMatching(/^\S+private_key\.json holds no private key that is known here\.$/),
    })
  }
  expect(await take('c.pem', 'lego', folder)).toMatchObject({
    code: 1,
    told: expect.stringContaining('no account'),
  })
})

test('a certificate of certbot is served at once, without an order, and renewed under the old account', async () => {
  const { world, ca } = site.system
  write(`certbot2/live/${HOST}/fullchain.pem`, chain)
  write(`certbot2/live/${HOST}/privkey.pem`, key)
  write(
    `certbot2/renewal/${HOST}.conf`,
    `version = 2.1.0\n[renewalparams]\naccount = 0123\nserver = ${ca.directory}\n`,
  )
  write(
    `certbot2/accounts/ca/0123/private_key.json`,
    JSON.stringify(createPrivateKey(key).export({ format: 'jwk' })),
  )
  write(`certbot2/accounts/ca/0123/regr.json`, JSON.stringify({ uri: ca.account }))
  const move = (...typed: string[]) =>
    shell.run('import', 'certificates', 'certbot', join(folder, 'certbot2'), ...typed)
  expect(await move()).toMatchObject({ code: 1, out: expect.stringContaining('wellknown resource create') })
  // The name was another client's: the operator makes the site for the one whose token it is.
  await world.store.giveName(HOST, operator.client)
  const resource = (
    await operator.call('POST', '/cdn/resources', { cname: HOST, originGroup: await createGroup(operator) })
  ).body.id
  await site.pass(MINUTE)
  expect(await move('--dry-run')).toMatchObject({
    code: 0,
    out: expect.stringContaining('would be taken over'),
  })
  expect(site.served()).toBeNull()
  const orders = ca.orders.length
  expect(await move()).toMatchObject({ code: 0, out: expect.stringContaining('taken over') })
  await site.pass(MINUTE)
  expect(site.served()).toBe(serial)
  expect(ca.orders).toHaveLength(orders)
  const saved = await world.store.load(resource)
  expect(saved).toMatchObject({
    https: true,
    state: { is: 'active' },
    current: { kind: 'managed', serial, issuer: { directory: ca.directory, account: ca.account } },
  })
  expect((await operator.call('GET', `/cdn/resources/${resource}`)).body).toMatchObject({
    sslEnabled: true,
    ssl_automated: true,
  })
  // Twice is once.
  expect(await move('--json')).toMatchObject({ code: 0, out: expect.stringContaining('served already') })
  await site.pass(62 * DAY)
  expect(ca.orders).toHaveLength(orders + 1)
  expect(site.served()).not.toBe(serial)
  const renewed = await world.store.load(resource)
  expect(renewed?.current).toMatchObject({ issuer: { account: ca.account } })
  expect(ca.revoked).toEqual([])
})

test('a certificate that does not cover the site, or whose key is another, is refused by name; nothing changes', async () => {
  const also = 'also.customer.example'
  const group = (await operator.call('GET', '/cdn/origin_groups')).body[0].id
  const id = (await operator.call('POST', '/cdn/resources', { cname: also, originGroup: group })).body.id
  const bring = (body: object) =>
    operator.call('POST', `/operator/resources/${id}/import`, {
      sslCertificate: chain,
      sslPrivateKey: key,
      ...body,
    })
  expect((await bring({})).body.errors.sslCertificate[0]).toContain(`does not cover ${also}`)
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const another = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  expect((await bring({ sslPrivateKey: another })).body.errors.sslPrivateKey[0]).toContain('does not belong')
  expect((await bring({ account: 'http://plain' })).status).toBe(400)
  expect((await site.system.world.store.load(id))?.state.is).toBe('off')
  const { caller } = site
  expect((await caller.call('POST', `/operator/resources/${id}/import`, {})).status).toBe(403)
  expect(await createAutomated(operator, 'still free')).toBeGreaterThan(0)
})
