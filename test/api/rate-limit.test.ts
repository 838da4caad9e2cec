import { issueToken } from '@wellknown/control/actions/issue-token.ts'
import { createApi } from '@wellknown/control/api/app.ts'
import { expect, test } from 'vitest'
import { useApi } from '../system/use-api.ts'

const SECOND = 1000
const api = useApi()

test('a client who calls too often is told when to come back, and takes nothing from another', async () => {
  const { world } = api.system
  const app = createApi({ ...world, policy: { ...world.policy, apiRate: { count: 3, refill: 2 * SECOND } } })
  async function createClient(name: string) {
    const client = await world.store.createClient({ name, cname: 'cl-1.cdn.example' }, world.now())
    const { text } = await issueToken(world, { client: client.id, name, role: 'read', expires: null })
    return async () => app.request('/cdn/clients/me', { headers: { authorization: `APIKey ${text}` } })
  }
  const busy = await createClient('busy')
  const other = await createClient('other')
  const seen = [await busy(), await busy(), await busy()]
  expect(seen.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(seen.map(({ headers }) => headers.get('ratelimit'))).toEqual([
    '"client";r=2;t=2',
    '"client";r=1;t=4',
    '"client";r=0;t=6',
  ])
  expect(seen[0]?.headers.get('ratelimit-policy')).toBe('"client";q=3;w=6')
  const refused = await busy()
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '2'])
  expect(await refused.json()).toEqual({ message: 'Too many requests. Try again in 2 s.' })
  expect((await other()).status).toBe(200)
  await api.system.pass(2 * SECOND)
  expect((await busy()).status).toBe(200)
  expect((await busy()).status).toBe(429)
})

test('who guesses tokens is told to stop, address by address; a good token always passes', async () => {
  const { world } = api.system
  const app = createApi({ ...world, policy: { ...world.policy, apiRate: { count: 1000, refill: SECOND } } })
  const ask = async (remoteAddress: string, token = 'a-guess') => {
    const headers = { authorization: `APIKey ${token}` }
    return app.request('/cdn/clients/me', { headers }, { incoming: { socket: { remoteAddress } } })
  }
  for (let count = 0; count < 60; count++) expect((await ask('192.0.2.1')).status).toBe(401)
  const refused = await ask('192.0.2.1')
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1'])
  expect(await refused.json()).toEqual({ message: 'Too many requests. Try again in 1 s.' })
  expect((await ask('192.0.2.2')).status).toBe(401)
  expect((await ask('192.0.2.1', api.caller.token)).status).toBe(200)
  await api.system.pass(SECOND)
  expect((await ask('192.0.2.1')).status).toBe(401)
  // The addresses of one IPv6 network count as one.
  for (let count = 0; count < 60; count++) await ask(`2001:db8:1:2::${count}`)
  expect((await ask('2001:db8:1:2:ffff::1')).status).toBe(429)
  expect((await ask('2001:db8:1:3::1')).status).toBe(401)
  for (let count = 0; count < 60; count++) await ask(`2001:db9::${count}`)
  expect((await ask('2001:db9::ffff')).status).toBe(429)
})
