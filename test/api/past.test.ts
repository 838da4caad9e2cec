// What a resource had before stays to be read: its certificates, and what the CA said to each attempt.

import { expect, test } from 'vitest'
import { createCaller } from '../system/caller.ts'
import { MINUTE, startSite } from '../system/site.ts'

const HOUR = 60 * MINUTE

test('each certificate stays listed with what became of it, and each series with how its attempts ended', async () => {
  const site = await startSite()
  const { system, caller, id } = site
  const read = async (list: string, query = '') =>
    (await caller.call('GET', `/cdn/resources/${id}/ssl/le/${list}${query}`)).body
  try {
    await system.pass(MINUTE)
    expect(await read('certificates')).toMatchObject([
      { status: 'serving', names: ['www.customer.example'], revoked: null, key_destroyed: false },
    ])
    await caller.call('POST', `/cdn/resources/${id}/ssl/le/reissue`, { revoke_old: true })
    await system.pass(3 * HOUR)
    const [second, first] = await read('certificates')
    expect(second).toMatchObject({ status: 'serving', revoked: null })
    expect(first).toMatchObject({ status: 'revoked', revoked: { reason: 4 }, key_destroyed: true })
    expect(second.serial).not.toBe(first.serial)
    expect(await read('runs')).toMatchObject([
      { outcomes: [{ status: 'DONE', error: '' }], attempts_count: 1 },
      { outcomes: [{ status: 'DONE' }], finished: expect.any(String) },
    ])

    system.ca.blind(true)
    await caller.call('POST', `/cdn/resources/${id}/ssl/le/reissue`, {})
    await system.pass(MINUTE)
    const page = await read('runs', '?limit=1')
    expect(page).toMatchObject({
      count: 3,
      results: [
        { attempts_count: 1, finished: null, outcomes: [{ status: 'FAILED', error: 'CaUnauthorized' }] },
      ],
    })
    expect(page.results[0].outcomes[0].details).toContain('It said something else.')

    await caller.call('PATCH', `/cdn/resources/${id}`, { sslEnabled: false })
    expect((await read('certificates'))[0]).toMatchObject({ status: 'kept' })
    expect(await read('certificates', '?ordering=id&limit=1')).toMatchObject({
      count: 2,
      results: [{ status: 'revoked' }],
    })
    const other = await createCaller(system.world, 'admin', 'other')
    expect((await other.call('GET', `/cdn/resources/${id}/ssl/le/runs`)).status).toBe(404)
    expect((await other.call('GET', `/cdn/resources/${id}/ssl/le/certificates`)).status).toBe(404)
  } finally {
    await system.close()
  }
})
