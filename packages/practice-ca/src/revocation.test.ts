import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import acme from 'acme-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { connect, startRig, validate, ZONE, type Rig } from './rig.ts'
import { jwkOf, post, problemIn } from './signer.ts'

let rig: Rig
let stranger: acme.Client
let strangerKey: Buffer
let count = 0

beforeAll(async () => {
  rig = await startRig({ perspectives: 0 })
  strangerKey = await acme.crypto.createPrivateEcdsaKey()
  stranger = connect(rig.ca, strangerKey)
  await stranger.createAccount({ termsOfServiceAgreed: true })
})
afterAll(() => rig.close())

type Fresh = { name: string; chain: string; certificate: string; serial: string; key: KeyObject }

async function issue(createKey = acme.crypto.createPrivateEcdsaKey): Promise<Fresh> {
  const name = `revoke-${++count}.${ZONE}`
  const key = await createKey()
  const [, csr] = await acme.crypto.createCsr({ altNames: [name] }, key)
  const order = await rig.client.finalizeOrder(await validate(rig, [name]), csr)
  const chain = await rig.client.getCertificate(order)
  const { raw, serialNumber: serial } = new X509Certificate(chain)
  const certificate = raw.toString('base64url')
  return { name, chain, certificate, serial, key: createPrivateKey(key.toString()) }
}
const revoke = (signer: KeyObject, header: object, payload: object) =>
  post(rig.ca, '/revoke-cert', signer, payload, { ...header })
const accountKey = (pem: Buffer) => createPrivateKey(pem.toString())
const byOwner = (payload: object) =>
  revoke(accountKey(rig.accountKey), { kid: rig.client.getAccountUrl() }, payload)
const byStranger = (payload: object) =>
  revoke(accountKey(strangerKey), { kid: stranger.getAccountUrl() }, payload)
const revokedOf = (serial: string) => rig.ca.issued().find((each) => each.serial === serial)?.revoked

test('the account that ordered it revokes a certificate, once', async () => {
  const { certificate, serial, name } = await issue()
  expect(revokedOf(serial)).toBeNull()
  expect((await byOwner({ certificate, reason: 4 })).status).toBe(200)
  expect(revokedOf(serial)).toBe(4)
  expect(rig.log).toContainEqual({ event: 'revoked', serial, names: [name], reason: 4 })
  expect(problemIn(await byOwner({ certificate, reason: 1 }))).toBe('alreadyRevoked')
  expect(revokedOf(serial)).toBe(4)
})

test.each([2, 3, 6, 7, 9, 10, 11, -1])('reason %i is refused, and nothing is revoked', async (reason) => {
  const { certificate, serial } = await issue()
  expect(problemIn(await byOwner({ certificate, reason }))).toBe('badRevocationReason')
  expect(revokedOf(serial)).toBeNull()
})

test('the certificate’s own key revokes it, for key compromise whatever it says', async () => {
  const kinds = [
    ['ES256', acme.crypto.createPrivateEcdsaKey],
    ['RS256', acme.crypto.createPrivateRsaKey],
  ] as const
  for (const [alg, createKey] of kinds) {
    const { certificate, serial, key } = await issue(() => createKey())
    expect((await revoke(key, { alg, jwk: jwkOf(key) }, { certificate, reason: 0 })).status).toBe(200)
    expect(revokedOf(serial)).toBe(1)
  }
})

test('a stranger cannot revoke, with an account or a key; with all the names proven an account can', async () => {
  const { certificate, serial, name } = await issue()
  const other = accountKey(strangerKey)
  expect(problemIn(await byStranger({ certificate }))).toBe('unauthorized')
  expect(problemIn(await revoke(other, { jwk: jwkOf(other) }, { certificate }))).toBe('unauthorized')
  expect(revokedOf(serial)).toBeNull()
  await validate({ client: stranger, site: rig.site }, [name])
  expect((await byStranger({ certificate, reason: 1 })).status).toBe(200)
  expect(revokedOf(serial)).toBe(5)
})

test('what this CA did not issue is not known, not even under a number that it did issue', async () => {
  const { certificate, serial } = await issue()
  const altered = Buffer.from(certificate, 'base64url')
  altered.writeUInt8(altered.readUInt8(altered.length - 1) ^ 1, altered.length - 1)
  const root = new X509Certificate(rig.ca.rootPem).raw
  for (const bytes of [altered, root, Buffer.from('no certificate')]) {
    const answer = await byOwner({ certificate: bytes.toString('base64url') })
    expect([answer.status, problemIn(answer)]).toEqual([404, 'malformed'])
  }
  expect(revokedOf(serial)).toBeNull()
})

test('a certificate is downloaded by the account that ordered it, and no other', async () => {
  const { serial, chain } = await issue()
  const path = `/certificate/${serial}`
  const own = await post(rig.ca, path, accountKey(rig.accountKey), '', { kid: rig.client.getAccountUrl() })
  expect(own.headers['content-type']).toBe('application/pem-certificate-chain')
  expect(own.body.trim()).toBe(chain.trim())
  const other = await post(rig.ca, path, accountKey(strangerKey), '', { kid: stranger.getAccountUrl() })
  expect(problemIn(other)).toBe('unauthorized')
})

test('a CA that is started again with what it gave out goes on where it was', async () => {
  const { certificate, serial, name, chain } = await issue()
  const { root, accounts, issued } = rig.ca
  const saved: unknown = JSON.parse(JSON.stringify({ root, accounts: accounts(), issued: issued() }))
  const port = Number(new URL(rig.ca.directoryUrl).port)
  await rig.ca.close()
  const again = await startRig({
    listen: { host: '127.0.0.1', port },
    // The cast: what was plain data before is so after JSON.
    ...(saved as Pick<Parameters<typeof startRig>[0] & object, 'root' | 'accounts' | 'issued'>),
  })
  expect(again.ca.rootPem).toBe(root.certificate)
  const client = connect(again.ca, rig.accountKey, rig.client.getAccountUrl())
  expect((await validate({ client, site: again.site }, [`later.${ZONE}`])).status).toBe('ready')
  const found = connect(again.ca, rig.accountKey)
  await found.createAccount({ onlyReturnExisting: true })
  expect(found.getAccountUrl()).toBe(rig.client.getAccountUrl())
  expect(again.ca.issued().find((each) => each.serial === serial)).toMatchObject({ names: [name], chain })
  const key = accountKey(rig.accountKey)
  const answer = await post(
    again.ca,
    '/revoke-cert',
    key,
    { certificate },
    { kid: rig.client.getAccountUrl() },
  )
  expect(answer.status).toBe(200)
  await again.close()

  const forgetful = await startRig({ root, perspectives: 0 })
  const lost = connect(forgetful.ca, rig.accountKey)
  await expect(lost.createAccount({ onlyReturnExisting: true })).rejects.toThrow('No account exists')
  await forgetful.close()
})

test('a root without its key, of no CA, or run out is not gone on with', async () => {
  const { root } = rig.ca
  const [otherKey] = await acme.crypto.createCsr({ altNames: [`x.${ZONE}`] })
  const { chain, key } = { chain: rig.ca.issued()[0]?.chain ?? '', key: otherKey.toString() }
  await expect(startRig({ root: { ...root, key } })).rejects.toThrow('not a CA with its own key')
  await expect(startRig({ root: { certificate: chain, key } })).rejects.toThrow('not a CA with its own key')
  const later = () => Date.now() + 21 * 365 * 86_400_000
  await expect(startRig({ root, now: later })).rejects.toThrow('has expired')
})
