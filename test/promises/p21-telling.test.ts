// P21: what the customer should know of is told once, and the all-clear once after it.

import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { send } from '@wellknown/control/actions/send.ts'
import { createAutomated, HOST } from '../system/caller.ts'
import { ADDRESSES } from '../system/memory-system.ts'
import { DAY, HOUR, MINUTE, startSite, type Site } from '../system/site.ts'

const TO = 'team@customer.example'
const HOOK = 'https://hooks.customer.example/tls'

let site: Site
let secret: string
beforeEach(() => start())
async function start(options: Parameters<typeof startSite>[0] = {}): Promise<void> {
  site = await startSite({ lifetime: 6 * DAY, ...options })
  await site.caller.call('PATCH', '/cdn/notifications/settings', { recipients: [TO] })
  secret = (await site.caller.call('POST', '/cdn/webhooks', { url: HOOK })).body.secret
}
afterEach(() => site.system.close())

const mailed = () => site.system.mail.letters.map(({ subject }) => subject)
/** What was posted: each body is verified as a receiver would. */
const posted = () =>
  site.system.webhooks.posts.map(({ body }) => {
    const { type, timestamp, data } = JSON.parse(body)
    expect(Date.parse(timestamp)).not.toBeNaN()
    return data.level ? `${type} ${data.level}` : type
  })
const away = () => site.system.prober.lead(HOST, ['203.0.113.9'])
const back = () => site.system.prober.lead(HOST, ADDRESSES)

test('no certificate: one mail that says what happened, who must act and what visitors see, and one all-clear', async () => {
  site.system.ca.blind(true)
  await site.pass(2 * HOUR)
  expect(mailed()).toEqual([`No certificate could be issued: ${HOST}`])
  const [letter] = site.system.mail.letters
  expect(letter).toMatchObject({ to: TO })
  expect(letter?.text).toContain(
    'The certificate authority reached the name but did not get our answer there.',
  )
  expect(letter?.text).toContain(`The record to set: ${HOST} CNAME cl-${site.caller.client}.cdn.example`)
  expect(letter?.text).toContain('\nhttps://portal.cdn.example/guide/ca-unauthorized\n')
  expect(JSON.parse(site.system.webhooks.posts[0]?.body ?? '').data.problems[0]).toMatchObject({
    code: 'ca-unauthorized',
    guide: 'https://portal.cdn.example/guide/ca-unauthorized',
  })
  expect(letter?.text).toContain('HTTPS is off')
  expect(letter?.text).toContain(`https://portal.cdn.example/resources/${site.id}`)
  site.system.ca.blind(false)
  await site.post(`/cdn/sslData/${site.ssl}/renew`)
  await site.pass(HOUR)
  expect(mailed()).toEqual([`No certificate could be issued: ${HOST}`, `All is well again: ${HOST}`])
  expect(posted()).toEqual(['certificate.issue_failed', 'certificate.recovered'])
  await site.pass(DAY)
  expect(mailed()).toHaveLength(2)
})

test('who has left is told so after an hour, warned three times, told of the end, and given the all-clear once back (SCHED-20)', async () => {
  await site.pass(MINUTE)
  away()
  await site.pass(7 * DAY)
  expect(site.system.ca.orders).toHaveLength(1)
  back()
  await site.pass(DAY)
  expect(posted()).toEqual([
    'certificate.left',
    'certificate.expiring 1',
    'certificate.expiring 2',
    'certificate.expiring 3',
    'certificate.expired',
    'certificate.recovered',
  ])
  expect(mailed()).toHaveLength(6)
  expect(mailed()[0]).toBe(`Names no longer lead to our CDN: ${HOST}`)
  expect(site.system.mail.letters.at(-1)?.text).toContain('are served as before')
})

test('names that do not pass are mailed of after an hour and once a day, in one mail for all resources', async () => {
  away()
  const other = await createAutomated(site.caller, 'le-2')
  const [group] = (await site.caller.call('GET', '/cdn/origin_groups')).body
  const wish = { sslEnabled: true, sslData: other, originGroup: group.id }
  await site.caller.call('POST', '/cdn/resources', { cname: 'shop.customer.example', ...wish })
  await site.pass(50 * MINUTE)
  expect([mailed(), posted()]).toEqual([[], []])
  await site.pass(DAY)
  const digest = `Check failed: ${HOST} and 1 more resource`
  expect(mailed()).toEqual([digest])
  expect(site.system.mail.letters[0]?.text).toContain('shop.customer.example')
  expect(posted()).toEqual(['certificate.pre_validation_failed', 'certificate.pre_validation_failed'])
  await site.pass(DAY)
  expect(mailed()).toEqual([digest, digest])
  back()
  await site.pass(2 * HOUR)
  expect(mailed().filter((subject) => subject === `All is well again: ${HOST}`)).toHaveLength(1)
  expect(posted().filter((type) => type === 'certificate.recovered')).toHaveLength(1)
})

test('names that do not pass are mailed of daily for a week, and the last mail says that it is', async () => {
  await site.system.close()
  // Nine days are looked through hour by hour, not every five minutes.
  await start({ houseEvery: HOUR })
  away()
  await site.pass(9 * DAY)
  const last = site.system.mail.letters.map(({ text }) => text.includes('This is the last reminder'))
  expect(last).toEqual([false, false, false, false, false, false, true])
})

test('a kind that is switched off is not mailed, and a webhook gets the kinds it asked for only', async () => {
  await site.caller.call('PATCH', '/cdn/notifications/settings', { events: { 'certificate.left': false } })
  const [hook] = (await site.caller.call('GET', '/cdn/webhooks')).body
  await site.caller.call('PATCH', `/cdn/webhooks/${hook.id}`, { events: ['certificate.left'] })
  await site.pass(MINUTE)
  away()
  await site.pass(3 * DAY + 2 * HOUR)
  back()
  await site.pass(DAY)
  expect(mailed()).toEqual([`All is well again: ${HOST}`])
  expect(posted()).toEqual(['certificate.left'])
})

test('a webhook is signed with its secret, by the Standard Webhooks library, with two secrets while one is replaced', async () => {
  const [hook] = (await site.caller.call('GET', '/cdn/webhooks')).body
  expect(hook).not.toHaveProperty('secret')
  const next = (await site.caller.call('POST', `/cdn/webhooks/${hook.id}/secret`)).body.secret
  // Verification holds the time of the call against the real clock.
  await site.caller.call('POST', `/cdn/webhooks/${hook.id}/test`)
  await site.pass(MINUTE)
  const [{ body, headers } = { body: '', headers: {} }] = site.system.webhooks.posts
  for (const each of [secret, next]) {
    expect(new Webhook(each).verify(body, { ...headers })).toMatchObject({ type: 'webhook.test' })
  }
  await site.pass(25 * HOUR)
  await site.caller.call('POST', `/cdn/webhooks/${hook.id}/test`)
  await site.pass(MINUTE)
  expect(site.system.webhooks.posts.at(-1)?.headers['webhook-signature']?.split(' ')).toHaveLength(1)
})

test('a lost answer and a restart repeat the notice under the same id, and never make it another', async () => {
  const { system } = site
  const faults = [
    ['mail', 'failed-but-happened'],
    ['webhook', 'failed-but-happened'],
    ['store', 'failed'],
  ] as const
  const left = new Set<string>(['mail', 'webhook', 'settleDelivery'])
  system.setPlan((port, call) => {
    const key = port === 'store' ? call : port
    if (!left.delete(key)) return null
    return faults.find(([name]) => name === port)?.[1] ?? null
  })
  await site.pass(MINUTE)
  away()
  await site.pass(3 * DAY + HOUR)
  system.restart()
  await site.pass(HOUR)
  expect(left.size).toBe(0)
  const ids = new Set(system.mail.letters.map(({ messageId }) => messageId))
  expect([system.mail.letters.length > 1, ids.size]).toEqual([true, 1])
  expect(new Set(system.webhooks.posts.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
  const notices = (await site.caller.call('GET', '/cdn/notifications')).body
  expect(notices.map(({ type }: { type: string }) => type)).toEqual(['certificate.left'])
  expect(notices[0].deliveries.map(({ status }: { status: string }) => status)).toEqual([
    'delivered',
    'delivered',
  ])
})

test('a customer’s own certificate is warned of as well before it ends', async () => {
  await site.pass(MINUTE)
  const { world } = site.system
  const saved = await world.store.load(site.id)
  if (!saved?.current) throw new Error('Nothing is served.')
  const { alarmed: _, ...served } = saved.current
  const own = { ...served, kind: 'own' as const, issuer: null, certificate: served.certificate }
  await send(world, site.id, { type: 'own', candidate: own })
  await site.pass(7 * DAY)
  expect(posted()).toEqual(
    [1, 2, 3].map((level) => `certificate.expiring ${level}`).concat('certificate.expired'),
  )
  expect(site.system.mail.letters[0]?.text).toContain('It is your own: upload its successor in time.')
})

test('without a mail server nothing is lost: what would be mailed is kept and can be read', async () => {
  await site.system.close()
  site = await startSite({ mailServer: false })
  await site.caller.call('PATCH', '/cdn/notifications/settings', { recipients: [TO] })
  expect((await site.caller.call('GET', '/cdn/notifications/settings')).body.mail_server).toBe(false)
  site.system.ca.blind(true)
  await site.pass(2 * HOUR)
  const [notice] = (await site.caller.call('GET', '/cdn/notifications')).body
  expect(notice).toMatchObject({
    type: 'certificate.issue_failed',
    resource: site.id,
    subject: `No certificate could be issued: ${HOST}`,
    deliveries: [{ channel: 'mail', target: TO, status: 'kept' }],
  })
  expect(notice.text).toContain('HTTPS is off')
})
