// Telling people while things break: every notice is queued once and arrives under its own id, whichever call is lost.

import { afterEach, expect, test } from 'vitest'
import type { Fault, Plan } from '../system/memory-system.ts'
import { HOUR, startSite, type Site } from '../system/site.ts'

const TO = 'team@customer.example'
const URL = 'https://hooks.customer.example/tls'

let site: Site
afterEach(() => site.system.close())

async function start(): Promise<void> {
  site = await startSite()
  await site.caller.call('PATCH', '/cdn/notifications/settings', { recipients: [TO] })
  await site.caller.call('POST', '/cdn/webhooks', { url: URL })
}

/** No certificate, then one: two notices. */
async function live(plan: Plan | null): Promise<void> {
  const { system } = site
  system.setPlan(plan)
  system.ca.blind(true)
  await site.pass(3 * HOUR)
  system.setPlan(null)
  system.ca.blind(false)
  await site.post(`/cdn/sslData/${site.ssl}/renew`)
  system.setPlan(plan)
  await site.pass(HOUR)
  system.setPlan(null)
  await site.pass(HOUR)
}

async function expectToldOnce(told: string): Promise<void> {
  const { mail, webhooks } = site.system
  const notices = (await site.caller.call('GET', '/cdn/notifications')).body
  const types = notices.map(({ type }: { type: string }) => type)
  expect(types, told).toEqual(['certificate.recovered', 'certificate.issue_failed'])
  for (const { deliveries } of notices) {
    expect(
      deliveries.map(({ channel, status }: Record<string, string>) => [channel, status]),
      told,
    ).toEqual([
      ['mail', 'delivered'],
      ['webhook', 'delivered'],
    ])
  }
  expect(new Set(mail.letters.map(({ messageId }) => messageId)).size, told).toBe(2)
  const ids = webhooks.posts.map(({ headers }) => headers['webhook-id'])
  expect(new Set(ids), told).toEqual(new Set(notices.map(({ id }: { id: string }) => id)))
}

const CALLS = ['mail.send', 'webhook.post', 'store.settleDelivery'] as const

test.each<Fault>(['failed', 'failed-but-happened'])(
  '%s: each call that delivers, first and last',
  async (fault) => {
    for (const name of CALLS) {
      for (const index of [0, 1]) {
        await start()
        let count = 0
        await live((port, call) => (`${port}.${call}` === name && count++ === index ? fault : null))
        expect(count, name).toBeGreaterThan(index)
        await expectToldOnce(`call ${index} of ${name}`)
        await site.system.close()
      }
    }
    await start()
  },
)

test('transitions that are lost, or committed with the answer lost, queue no notice twice and lose none', async () => {
  await start()
  let count = 0
  await live((port, call) => {
    if (port !== 'store' || call !== 'transition') return null
    count++
    if (count % 3 === 0) return 'failed-but-happened'
    return count % 4 === 0 ? 'failed' : null
  })
  expect(count).toBeGreaterThan(12)
  await expectToldOnce('')
})
