// P18: what the customer has revoked is revoked, also when the resource is gone before the CA has heard of it.

import { expect, test } from 'vitest'
import { DAY, HOUR, MINUTE, startSite } from '../system/site.ts'

test('a revocation outlives the resource that was deleted while the CA was out', async () => {
  const site = await startSite()
  await site.system.pass(HOUR, async () => site.served() !== null)
  await site.pass(MINUTE)
  site.system.setPlan((port, call) => (port === 'ca' && call === 'revoke' ? 'failed' : null))
  await site.patch({ sslEnabled: false, sslData: null })
  await site.patch({ active: false })
  expect((await site.caller.call('DELETE', `/cdn/resources/${site.id}`)).status).toBe(204)
  await site.system.pass(HOUR, async () => (await site.system.world.store.load(site.id)) === null)
  expect(site.system.ca.revoked).toEqual([])
  site.system.setPlan(null)
  await site.pass(2 * DAY)
  expect(site.system.ca.revoked).toHaveLength(1)
  await site.system.close()
})

test('the key of a certificate that only its own key can revoke is kept until the CA was told', async () => {
  const site = await startSite()
  await site.pass(HOUR)
  const { store } = site.system.world
  const row = await store.certificate((await store.load(site.id))?.current?.certificate ?? '')
  if (!row) throw new Error('Nothing is served.')
  const key = async () => (await store.certificate(row.id))?.sealedKey
  await store.saveCertificate({ ...row, account: 'https://ca.test/account/0' })
  site.system.setPlan((port, call) => (port === 'ca' && call === 'revoke' ? 'failed' : null))
  await site.caller.call('POST', `/cdn/resources/${site.id}/ssl/le/revoke`, { reason: 1 })
  await site.patch({ active: false })
  expect((await site.caller.call('DELETE', `/cdn/resources/${site.id}`)).status).toBe(204)
  await site.system.pass(HOUR, async () => (await store.load(site.id)) === null)
  await site.pass(10 * MINUTE)
  expect(await key()).toBe(row.sealedKey)
  site.system.setPlan(null)
  await site.pass(2 * DAY)
  expect(site.system.ca.revocations).toEqual([{ reason: 1, by: 'key' }])
  expect(await key()).toBeNull()
  await site.system.close()
})
