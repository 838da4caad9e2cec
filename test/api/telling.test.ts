// Recipients and webhooks through the API: good input, bad input, and whose they are.

import { describe, expect, test } from 'vitest'
import { createCaller, fieldFault } from '../system/caller.ts'
import { DAY, HOUR, MINUTE } from '../system/site.ts'
import { useApi } from '../system/use-api.ts'

const URL = 'https://hooks.customer.example/tls'
const api = useApi()
const call = (method: string, path: string, body?: unknown) => api.caller.call(method, path, body)
const create = async (body: object = { url: URL }) => (await call('POST', '/cdn/webhooks', body)).body
const deliveries = async (hook: string) => (await call('GET', `/cdn/webhooks/${hook}/deliveries`)).body
const fails = { is: 'answered', status: 500, milliseconds: 3, detail: 'broken' } as const

describe('webhooks', () => {
  test('a secret is shown once, when it is made, and is sealed in the store', async () => {
    const made = await create()
    expect(made.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    for (const path of ['/cdn/webhooks', `/cdn/webhooks/${made.id}`]) {
      expect(JSON.stringify((await call('GET', path)).body)).not.toContain('whsec')
    }
    const [kept] = await api.system.world.store.webhookSecrets(made.id, api.system.world.now())
    expect(kept?.sealedKey).not.toContain(made.secret.slice(6))
    expect(JSON.stringify(api.system.log)).not.toContain('whsec')
  })

  test.each([
    [{ url: 'http://hooks.customer.example/' }, 'url', 'Give a URL that begins with https://.'],
    [{ url: 'https://10.1.2.3/' }, 'url', 'The address must be a public one.'],
    [
      { url: 'https://me:pass@hooks.customer.example/' },
      'url',
      'Leave out user and password: each call is signed with the secret instead.',
    ],
    [{ url: URL, events: [] }, 'events', 'Give at least one kind, or null for all.'],
  ])('%j is refused at its field', async (body, field, message) => {
    expect(await call('POST', '/cdn/webhooks', body)).toMatchObject({
      status: 400,
      body: fieldFault(field, message),
    })
  })

  test('another client’s webhooks, deliveries and notices do not exist', async () => {
    const { id } = await create()
    await call('POST', `/cdn/webhooks/${id}/test`)
    await api.system.pass(MINUTE)
    const [{ id: delivery, notice }] = await deliveries(id)
    const other = await createCaller(api.system.world, 'admin', 'another')
    const calls = [
      ['GET', `/cdn/webhooks/${id}`],
      ['PATCH', `/cdn/webhooks/${id}`, { active: false }],
      ['DELETE', `/cdn/webhooks/${id}`],
      ['POST', `/cdn/webhooks/${id}/secret`],
      ['POST', `/cdn/webhooks/${id}/test`],
      ['GET', `/cdn/webhooks/${id}/deliveries`],
      ['POST', `/cdn/webhooks/${id}/deliveries/${delivery}/redeliver`],
      ['GET', `/cdn/notifications/${notice}`],
    ] as const
    for (const [method, path, body] of calls)
      expect((await other.call(method, path, body)).status, path).toBe(404)
    for (const path of ['/cdn/webhooks', '/cdn/notifications']) {
      expect((await other.call('GET', path)).body, path).toEqual([])
    }
    expect((await call('GET', `/cdn/webhooks/${id}`)).body.active).toBe(true)
  })

  test('each try is logged with status, milliseconds and the beginning of the answer, for somewhat over a day', async () => {
    const { id } = await create()
    const { world, webhooks } = api.system
    webhooks.answer(URL, fails)
    await world.store.addNotice(noticeFor(api.caller.client, world.now()))
    await api.system.pass(2 * DAY)
    const [{ status, tries }] = await deliveries(id)
    expect([status, tries.length]).toEqual(['failed', 8])
    expect(tries[0]).toMatchObject({ status: 500, milliseconds: 3, detail: 'broken' })
    const lasted = Date.parse(tries.at(-1).at) - Date.parse(tries[0].at)
    expect(lasted).toBeGreaterThan(DAY)
    expect(lasted).toBeLessThan(2 * DAY)
    expect(new Set(webhooks.posts.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    // Mended, it is delivered on demand, as the same notice.
    webhooks.answer(URL, null)
    const [{ id: delivery }] = await deliveries(id)
    expect((await call('POST', `/cdn/webhooks/${id}/deliveries/${delivery}/redeliver`)).status).toBe(202)
    await api.system.pass(MINUTE)
    expect((await deliveries(id))[0].status).toBe('delivered')
    expect(new Set(webhooks.posts.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  })

  test.each([
    [3 * HOUR, 3 * HOUR],
    [30 * DAY, DAY],
  ])('a busy endpoint that asks for %d ms is left alone for %d', async (retryAfter, wait) => {
    const { id } = await create()
    const { world, webhooks } = api.system
    webhooks.answer(URL, { is: 'answered', status: 503, milliseconds: 3, detail: 'busy', retryAfter })
    await world.store.addNotice(noticeFor(api.caller.client, world.now()))
    await api.system.pass(wait + MINUTE)
    const [{ tries }] = await deliveries(id)
    expect(tries).toHaveLength(2)
    expect(Date.parse(tries[1].at) - Date.parse(tries[0].at)).toBeGreaterThanOrEqual(wait)
  })

  test('an endpoint that fails for days, or says 410 Gone, is switched off with a notice, and can be switched on again', async () => {
    const { id } = await create()
    const { world, webhooks } = api.system
    await call('PATCH', '/cdn/notifications/settings', { recipients: ['team@customer.example'] })
    webhooks.answer(URL, fails)
    for (let day = 0; day < 5; day++) {
      await world.store.addNotice(noticeFor(api.caller.client, world.now(), `n${day}`))
      await api.system.pass(DAY)
    }
    expect((await call('GET', `/cdn/webhooks/${id}`)).body).toMatchObject({ active: false })
    const told = () =>
      api.system.mail.letters.filter(({ subject }) => subject.startsWith('Webhook switched off'))
    expect(told()).toHaveLength(1)
    const count = webhooks.posts.length
    await api.system.pass(2 * DAY)
    expect(webhooks.posts).toHaveLength(count)
    webhooks.answer(URL, null)
    const on = await call('PATCH', `/cdn/webhooks/${id}`, { active: true })
    expect(on.body).toMatchObject({ active: true, fault: null, failing_since: null })
    webhooks.answer(URL, { is: 'answered', status: 410, milliseconds: 1, detail: '' })
    await world.store.addNotice(noticeFor(api.caller.client, world.now(), 'last'))
    await api.system.pass(MINUTE)
    expect((await call('GET', `/cdn/webhooks/${id}`)).body).toMatchObject({
      active: false,
      fault: 'It answered 410 Gone.',
    })
    expect(told()).toHaveLength(2)
  })
})

describe('mail', () => {
  const TEAM = 'team@customer.example'
  test.each(['no address', 'a@b.example\r\nBcc: c@d.example', 'a@b.example, c@d.example', '<a@b.example>'])(
    'a recipient such as %j is refused at its field',
    async (address) => {
      const answer = await call('PATCH', '/cdn/notifications/settings', { recipients: [address] })
      expect([answer.status, Object.keys(answer.body.errors)]).toEqual([400, ['recipients.0']])
    },
  )

  test('an address that the mail server refuses for good is shown with the reason, and forgiven once it is taken', async () => {
    const { world, mail } = api.system
    await call('PATCH', '/cdn/notifications/settings', { recipients: [TEAM, 'gone@customer.example'] })
    const refused = { is: 'refused', status: 550, detail: 'no such user', about: 'address' } as const
    mail.answer('gone@customer.example', refused)
    await world.store.addNotice(noticeFor(api.caller.client, world.now()))
    await api.system.pass(HOUR)
    const settings = async () => (await call('GET', '/cdn/notifications/settings')).body.recipients
    expect(await settings()).toMatchObject([
      { address: 'gone@customer.example', fault: 'no such user' },
      { address: TEAM, fault: null },
    ])
    expect(mail.letters).toHaveLength(1)
    mail.answer('gone@customer.example', null)
    await world.store.addNotice(noticeFor(api.caller.client, world.now(), 'n2'))
    await api.system.pass(HOUR)
    expect(await settings()).toMatchObject([{ fault: null }, { fault: null }])
  })

  test('a mail server that is away for hours delays a letter and loses none', async () => {
    const { world, mail } = api.system
    await call('PATCH', '/cdn/notifications/settings', { recipients: [TEAM] })
    mail.answer(TEAM, { is: 'unavailable', status: 451, detail: 'later' })
    await world.store.addNotice(noticeFor(api.caller.client, world.now()))
    await api.system.pass(5 * HOUR)
    mail.answer(TEAM, null)
    await api.system.pass(6 * HOUR)
    expect(mail.letters.map(({ to }) => to)).toEqual([TEAM])
  })
})

test('a client whose endpoints hang holds up nobody else, and no more than four of its own', async () => {
  const { store, now } = api.system.world
  const other = await createCaller(api.system.world, 'admin', 'another')
  for (let each = 0; each < 6; each++) await create({ url: `${URL}/${each}` })
  await other.call('POST', '/cdn/webhooks', { url: URL })
  await store.addNotice(noticeFor(api.caller.client, now()))
  await store.addNotice(noticeFor(other.client, now(), 'theirs'))
  const leased = await store.claimDeliveries(now(), HOUR, 16)
  expect(leased.filter(({ told }) => told.client === api.caller.client)).toHaveLength(4)
  expect(leased.filter(({ told }) => told.client === other.client)).toHaveLength(1)
  expect(await store.claimDeliveries(now(), HOUR, 16)).toEqual([])
  // A worker that died is replaced; what it says later counts no more.
  const [dead] = leased
  const again = await store.claimDeliveries(now() + HOUR, HOUR, 16)
  expect(again.map(({ id }) => id)).toContain(dead?.id)
  if (dead)
    expect(await store.settleDelivery({ delivery: dead, status: 'delivered', entry: null })).toBe(false)
})

const noticeFor = (client: number, at: number, id = 'n1') => ({
  id,
  client,
  resource: null,
  type: 'certificate.expired' as const,
  at,
  subject: 'Certificate expired',
  text: 'It has expired.',
  data: {},
  to: 'everybody' as const,
})
