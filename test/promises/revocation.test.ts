// P18: a certificate is revoked with a reason the CA takes, by whoever may: our account, or the certificate's own key.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCaller } from '../system/caller.ts'
import { DAY, MINUTE, startSite, type Site } from '../system/site.ts'

let site: Site
beforeEach(async () => {
  site = await startSite()
  await site.pass(MINUTE)
})
afterEach(() => site.system.close())

const revoke = (body: object = {}) =>
  site.caller.call('POST', `/cdn/resources/${site.id}/ssl/le/revoke`, body)
const logged = (event: string) => site.system.log.filter((line) => line['event'] === event)
async function servedRow() {
  const { store } = site.system.world
  const row = await store.certificate((await store.load(site.id))?.current?.certificate ?? '')
  if (!row) throw new Error('Nothing is served.')
  return row
}
const keyOf = async (id: string) => (await site.system.world.store.certificate(id))?.sealedKey

test.each([0, 1, 4, 5])('reason %i is told to the CA; HTTPS is off at once', async (reason) => {
  expect((await revoke({ reason })).status).toBe(201)
  expect(await site.resource()).toMatchObject({ sslEnabled: false, sslData: null })
  await site.pass(5 * MINUTE)
  expect(site.served()).toBeNull()
  expect(site.system.ca.revocations).toEqual([{ reason, by: 'account' }])
})

test('without a reason it is cessation of operation', async () => {
  await revoke()
  await site.pass(5 * MINUTE)
  expect(site.system.ca.revocations).toEqual([{ reason: 5, by: 'account' }])
})

test.each([2, 3, 6, 7, 8, 9, 10, -1, 99])(
  'reason %i is refused before the CA is called (ACME-38)',
  async (reason) => {
    const { status, body } = await revoke({ reason })
    expect([status, Object.keys(body.errors)]).toEqual([400, ['reason']])
    await site.pass(5 * MINUTE)
    expect([site.served() !== null, site.system.ca.revocations]).toEqual([true, []])
  },
)

test('a key that was compromised is never used again, and destroyed once the CA knows', async () => {
  const { id, sealedKey } = await servedRow()
  await revoke({ reason: 1 })
  await site.pass(10 * MINUTE)
  expect(await keyOf(id)).toBeNull()
  await site.patch({ sslEnabled: true, sslData: site.ssl })
  await site.pass(5 * MINUTE)
  const next = await servedRow()
  expect(next.id).not.toBe(id)
  const open = (sealed: string | null | undefined, of: string) =>
    site.system.world.sealer.open(sealed ?? '', `certificate ${of}`)
  expect(open(next.sealedKey, next.id)).not.toBe(open(sealedKey, id))
})

test('a revocation whose answer is lost is told again and counts once; nothing is renewed for it', async () => {
  let calls = 0
  site.system.setPlan((_, call) => (call === 'revoke' && ++calls < 3 ? 'failed-but-happened' : null))
  await revoke({ reason: 4 })
  await site.pass(DAY)
  expect([calls, site.system.ca.revoked.length]).toEqual([3, 1])
  await site.pass(100 * DAY)
  expect(site.system.ca.orders).toHaveLength(1)
})

test('a certificate of another account is revoked by its own key (ACME-39)', async () => {
  const row = await servedRow()
  await site.system.world.store.saveCertificate({ ...row, account: 'https://ca.test/account/0' })
  await revoke({ reason: 1 })
  await site.pass(10 * MINUTE)
  expect(site.system.ca.revocations).toEqual([{ reason: 1, by: 'key' }])
  expect(await keyOf(row.id)).toBeNull()
})

test('with the account lost the certificate’s own key revokes it (ACME-39)', async () => {
  site.system.ca.deactivateAccount(true)
  await revoke({ reason: 1 })
  await site.pass(10 * MINUTE)
  expect(site.system.ca.revocations).toEqual([{ reason: 1, by: 'key' }])
})

test('with the account lost and the key destroyed the operator is told, and it is done once the account is back', async () => {
  const row = await servedRow()
  await site.system.world.store.saveCertificate({ ...row, sealedKey: null })
  site.system.ca.deactivateAccount(true)
  await revoke()
  await site.pass(10 * MINUTE)
  expect(site.system.ca.revocations).toEqual([])
  expect(logged('revoke-refused')[0]).toMatchObject({ level: 'alarm', type: 'unauthorized' })
  site.system.ca.deactivateAccount(false)
  await site.pass(DAY)
  expect(site.system.ca.revocations).toEqual([{ reason: 5, by: 'account' }])
})

test('where there is no certificate of ours, and for somebody else, there is nothing to revoke', async () => {
  await revoke()
  await site.pass(5 * MINUTE)
  expect((await revoke()).body.errors).toEqual({ certificate: [expect.stringContaining('no Let')] })
  const other = await createCaller(site.system.world, 'admin', 'other')
  expect((await other.call('POST', `/cdn/resources/${site.id}/ssl/le/revoke`, {})).status).toBe(404)
})
