// What a page draws its buttons from says of each call what the call itself would say.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { HOST } from '../system/caller.ts'
import { useApi } from '../system/use-api.ts'
import { NAMES } from '../portal/situations.ts'
import { openStage, type Stage } from '../portal/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.system.close())

type Told = { action: string; accepted: boolean; why_not: string | null; not_before: string | null }

/** The call that an action is; `attached`: the certificate object that the resource has. */
function does(action: string, attached: number): readonly [method: string, path: string, body?: object] {
  const resource = `/cdn/resources/${stage.resource}`
  switch (action) {
    case 'enable':
      return ['PATCH', resource, { sslEnabled: true, sslData: attached }]
    case 'own':
      return ['PATCH', resource, { sslEnabled: true, sslData: stage.objects.spare }]
    case 'disable':
      return ['PATCH', resource, { sslEnabled: false }]
    case 'delete':
      return ['DELETE', resource]
    case 'retry':
      return ['POST', `/cdn/sslData/${attached}/force-retry`]
    case 'renew':
      return ['POST', `/cdn/sslData/${attached}/renew`]
    case 'reissue':
    case 'revoke':
      return ['POST', `${resource}/ssl/le/${action}`, {}]
    default:
      return ['POST', `${resource}/ssl/le/${action}`]
  }
}

const sentencesOf = (body: { errors?: Record<string, string[]> } | null): string =>
  Object.values(body?.errors ?? {})
    .flat()
    .join(' ')

/** What changes nothing is taken by the API, and is still no button. */
const IDLE = /is (?:on|off) already\./

test('the states differ in what they allow', async () => {
  const path = `/cdn/resources/${stage.resource}/ssl/le/actions`
  const allowed = async (name: (typeof NAMES)[number]) => {
    await stage.put(name)
    const told: Told[] = (await stage.caller.call('GET', path)).body
    return told.filter(({ accepted }) => accepted).map(({ action }) => action)
  }
  expect(await allowed('off')).toEqual(['enable', 'own'])
  expect(await allowed('blocked')).toEqual(['own', 'retry', 'anyway', 'abort', 'disable'])
  expect(await allowed('active')).toEqual(['own', 'renew', 'reissue', 'disable', 'revoke'])
  expect(await allowed('suspended')).toEqual(['own', 'abort', 'disable', 'delete'])
})

test.each(NAMES)(
  '%s: each action is what its call would be, and one that is refused has a reason of its own',
  async (name) => {
    await stage.put(name)
    const path = `/cdn/resources/${stage.resource}/ssl/le/actions`
    const told: Told[] = (await stage.caller.call('GET', path)).body
    expect(told).toHaveLength(11)
    for (const { action, accepted, why_not: whyNot, not_before: notBefore } of told) {
      expect([action, whyNot]).not.toEqual([action, expect.stringContaining('in the present state')])
      const before = await stage.put(name)
      const [method, to, body] = does(action, before.resource.sslData ?? 0)
      const { status, body: answered, headers } = await stage.caller.call(method, to, body)
      const after = await stage.system.world.store.load(stage.resource)
      const done = status < 300 && after?.version !== before.version
      expect([name, action, done]).toEqual([name, action, accepted])
      if (!accepted && !IDLE.test(whyNot ?? ''))
        expect([action, whyNot]).toEqual([action, sentencesOf(answered)])
      expect([action, notBefore !== null]).toEqual([action, headers.get('retry-after') !== null])
    }
  },
)

test('a resource that is being deleted is gone for its client, with all that could be asked of it', async () => {
  await stage.put('deleting')
  for (const action of ['actions', 'diagnosis'])
    expect((await stage.caller.call('GET', `/cdn/resources/${stage.resource}/ssl/le/${action}`)).status).toBe(
      404,
    )
  for (const action of ['enable', 'disable', 'reissue', 'revoke', 'abort', 'anyway', 'partial', 'delete']) {
    const { status } = await stage.caller.call(...does(action, stage.objects.managed))
    expect([action, status]).toEqual([action, 404])
  }
})

const api = useApi()

test('what to set for a name is told before there is a resource: alias, permission bound to our account, delegation', async () => {
  const read = (name: string) => api.caller.call('GET', `/cdn/ssl/le/records?name=${name}`)
  const target = `cl-${api.caller.client}.cdn.example`
  expect((await read(HOST)).body).toMatchObject({
    apex: false,
    lead: { name: HOST, type: 'CNAME', value: target },
    permission: {
      type: 'CAA',
      value: `0 issue "letsencrypt.org; accounturi=${api.system.world.ca.account}"`,
    },
  })
  const [, domain] = HOST.split(/\.(.*)/)
  expect((await read(domain ?? '')).body.apex).toBe(true)
  expect((await read('a..b')).body.errors.name[0]).toContain('63')
})

test('where a name leads now is looked at when it is asked for: here, elsewhere, nowhere, and when that was', async () => {
  const { prober, world } = api.system
  const read = async (name: string, look = true) =>
    (await api.caller.call('GET', `/cdn/ssl/le/records?name=${name}&look=${look}`)).body.seen
  expect(await read(HOST, false)).toBeNull()
  expect(await read(HOST)).toMatchObject({ leads: 'here', at: expect.stringContaining('T') })
  prober.serve('away.customer.example', { A: ['192.0.2.7'] })
  expect(await read('away.customer.example')).toMatchObject({ leads: 'elsewhere', evidence: '192.0.2.7' })
  expect(await read('none.customer.example')).toMatchObject({ leads: 'nowhere' })
  expect((await read(HOST)).delegation).toMatchObject({ stands: false })
  api.system.delegate(HOST)
  expect((await read(HOST)).delegation).toEqual({ stands: true, evidence: '' })
  api.system.delegate(HOST, false)
  expect(new Date((await read(HOST)).at).getTime()).toBe(world.now())
})
