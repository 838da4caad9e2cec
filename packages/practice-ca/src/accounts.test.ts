import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto'
import acme from 'acme-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPracticeCa } from './practice-ca.ts'
import { ask, connect, startRig, validate, ZONE, type RawAnswer, type Rig } from './rig.ts'
import { jwkOf, post, problemIn, sign, urlOf } from './signer.ts'

const MAC_KEY = Buffer.alloc(32, 7).toString('base64url')
let rig: Rig
let bound: Rig['ca']
let key: KeyObject
let kid: string

const ecKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
const join = (ca: Rig['ca'], signer: KeyObject, more: object = {}) =>
  post(ca, '/new-account', signer, { termsOfServiceAgreed: true, ...more }, { jwk: jwkOf(signer) })

beforeAll(async () => {
  rig = await startRig({ perspectives: 0 })
  key = ecKey()
  kid = String((await join(rig.ca, key)).headers.location)
  bound = await startPracticeCa({
    listen: { host: '127.0.0.1', port: 0 },
    root: rig.ca.root,
    dns: `127.0.0.1:${rig.dns.port}`,
    validationPort: rig.site.port,
    rejectNonces: 0,
    externalAccounts: { required: true, keys: { 'customer-1': MAC_KEY, 'customer-2': MAC_KEY } },
  })
})
afterAll(() => Promise.all([rig.close(), bound.close()]))

test('an account is bound to an external one by acme-client, once', async () => {
  const { body } = await ask(bound, 'GET', bound.directoryUrl)
  expect(JSON.parse(body)).toMatchObject({ meta: { externalAccountRequired: true } })
  const join = async (id: string) => {
    connect(bound, Buffer.alloc(0))
    const client = new acme.Client({
      directoryUrl: bound.directoryUrl,
      accountKey: await acme.crypto.createPrivateEcdsaKey(),
      externalAccountBinding: { kid: id, hmacKey: MAC_KEY },
    })
    return client.createAccount({ termsOfServiceAgreed: true })
  }
  expect((await join('customer-1')).status).toBe('valid')
  expect(bound.accounts()).toMatchObject([{ externalId: 'customer-1' }])
  await expect(join('customer-1')).rejects.toThrow('bound to another account')
  await expect(join('customer-9')).rejects.toThrow('unknown')
})

/** A binding of this key by hand. */
function bind(signer: KeyObject, change: { header?: object; jwk?: object; macKey?: string } = {}) {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const url = urlOf(bound, '/new-account')
  const header = encode({ alg: 'HS256', kid: 'customer-2', url, ...change.header })
  const payload = encode(change.jwk ?? jwkOf(signer))
  const signature = createHmac('sha256', Buffer.from(change.macKey ?? MAC_KEY, 'base64url'))
    .update(`${header}.${payload}`)
    .digest('base64url')
  return { externalAccountBinding: { protected: header, payload, signature } }
}

test('a binding that is missing, wrong, or for something else opens no account', async () => {
  const signer = ecKey()
  const before = bound.accounts().length
  const tries: readonly (readonly [type: string, more: object])[] = [
    ['externalAccountRequired', {}],
    ['malformed', { externalAccountBinding: 'junk' }],
    ['unauthorized', bind(signer, { macKey: Buffer.alloc(32, 8).toString('base64url') })],
    ['unauthorized', bind(signer, { header: { kid: 'toString' } })],
    ['malformed', bind(signer, { header: { alg: 'none' } })],
    ['malformed', bind(signer, { header: { nonce: 'abc' } })],
    ['malformed', bind(signer, { header: { url: urlOf(bound, '/new-order') } })],
    ['malformed', bind(signer, { jwk: jwkOf(ecKey()) })],
  ]
  for (const [type, more] of tries) {
    const answer = await join(bound, signer, more)
    expect(problemIn(answer), JSON.stringify(more)).toBe(type)
  }
  expect(bound.accounts()).toHaveLength(before)
  expect((await join(bound, signer, bind(signer))).status).toBe(201)
})

/** The inner JWS of keyChange, and the answer to it. */
function change(
  from: KeyObject,
  to: KeyObject,
  more: { header?: object; payload?: object } = {},
): Promise<RawAnswer> {
  const header = { jwk: jwkOf(to), url: urlOf(rig.ca, '/key-change'), ...more.header }
  const inner = sign(to, header, { account: kid, oldKey: jwkOf(from), ...more.payload })
  return post(rig.ca, '/key-change', from, JSON.parse(inner) as object, { kid })
}
const read = (signer: KeyObject) => post(rig.ca, new URL(kid).pathname, signer, '', { kid })

test('a changed key keeps the account, its URL and its orders, and the old one is worth nothing', async () => {
  const fresh = ecKey()
  const identifiers = [{ type: 'dns', value: `kept.${ZONE}` }]
  const placed = await post(rig.ca, '/new-order', key, { identifiers }, { kid })
  const old = key
  expect((await change(old, fresh)).status).toBe(200)
  key = fresh
  expect((await read(fresh)).status).toBe(200)
  expect(problemIn(await read(old))).toBe('malformed')
  const found = await join(rig.ca, fresh)
  expect([found.status, found.headers.location]).toEqual([200, kid])
  const order = await post(rig.ca, new URL(String(placed.headers.location)).pathname, fresh, '', { kid })
  expect(JSON.parse(order.body)).toMatchObject({ status: 'pending' })
  // The old key may open an account of its own, at a URL of its own.
  const other = await join(rig.ca, old)
  expect(other.status).toBe(201)
  expect(other.headers.location).not.toBe(kid)
  // What is saved finds the account again by its new key at its old URL.
  const again = await startRig({ root: rig.ca.root, accounts: rig.ca.accounts() })
  const kept = await join(again.ca, fresh)
  expect([kept.status, new URL(String(kept.headers.location)).pathname]).toEqual([200, new URL(kid).pathname])
  await again.close()
})

test('acme-client changes its key and proves names with the new one', async () => {
  const client = connect(rig.ca, await acme.crypto.createPrivateEcdsaKey())
  await client.createAccount({ termsOfServiceAgreed: true })
  const url = client.getAccountUrl()
  const fresh = await acme.crypto.createPrivateEcdsaKey()
  await client.updateAccountKey(fresh)
  expect(client.getAccountUrl()).toBe(url)
  expect((await validate({ client, site: rig.site }, [`rolled.${ZONE}`])).status).toBe('ready')
})

test('a key that another account has is refused with that account, and nothing is changed', async () => {
  const taken = ecKey()
  const { location } = (await join(rig.ca, taken)).headers
  const answer = await change(key, taken)
  expect([answer.status, problemIn(answer), answer.headers.location]).toEqual([409, 'conflict', location])
  expect((await read(key)).status).toBe(200)
})

test('a change that the new key did not sign, or for something else, is refused', async () => {
  const fresh = ecKey()
  for (const more of [
    { header: { jwk: jwkOf(ecKey()) } },
    { header: { nonce: 'abc' } },
    { header: { url: urlOf(rig.ca, '/new-order') } },
    { header: { jwk: undefined, kid } },
    { payload: { account: `${kid}2` } },
    { payload: { oldKey: jwkOf(fresh) } },
  ]) {
    expect(problemIn(await change(key, fresh, more)), JSON.stringify(more)).toBe('malformed')
  }
  expect((await read(key)).status).toBe(200)
})
