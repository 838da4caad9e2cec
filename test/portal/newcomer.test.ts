// From signing in to HTTPS, as somebody does it who has never been here.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findViolations } from '../system/axe.ts'
import { hasChromium, openPortal, type Portal, type Visitor } from '../system/browser.ts'
import { findCut } from '../system/narrow.ts'
import { createCaller, HOST, type Caller } from '../system/caller.ts'
import { ADDRESSES, startMemorySystem, type MemorySystem } from '../system/memory-system.ts'
import { playConnection } from './connection-suite.ts'
import { playLargeList } from './large-list-suite.ts'
import { playOperator } from './operator-suite.ts'
import { SHOP } from './situations.ts'

const MINUTE = 60_000
const TEN_DAYS_S = 10 * 24 * 60 * 60
/** First load, in bytes over the wire. */
const LARGEST_LOAD = 250_000

describe.skipIf(!hasChromium())('a newcomer to the portal, in chromium', () => {
  let folder: string
  let system: MemorySystem
  let caller: Caller
  let portal: Portal
  let visitor: Visitor
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wellknown-portal-'))
    system = await startMemorySystem({ databaseFile: join(folder, 'wellknown.db') })
    for (const name of [HOST, SHOP]) system.prober.lead(name, ADDRESSES)
    caller = await createCaller(system.world, 'operator')
    portal = await openPortal(system.world)
    visitor = await portal.visit(null)
  })
  afterAll(async () => {
    await portal?.close()
    await system?.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const heading = (name: string) => visitor.page.getByRole('heading', { name, exact: true }).waitFor()

  test('signs in with a token that is in no URL and no cookie; a wrong one is refused with the reason; the first load is small', async () => {
    const { page } = visitor
    let loaded = 0
    page.on('response', (answer) => {
      void answer
        .request()
        .sizes()
        .then(({ responseBodySize }) => (loaded += responseBodySize))
        .catch(() => undefined)
    })
    await visitor.open('/')
    expect(await findViolations(page)).toEqual([])
    await page.getByLabel('API token').first().fill('not-a-token')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Token is invalid').first().waitFor()
    await page.getByLabel('API token').first().fill(caller.token)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await heading('CDN resources')
    await page.getByText('No resources yet').waitFor()
    expect(page.url()).not.toContain(caller.token)
    expect(await page.context().cookies()).toEqual([])
    expect(loaded).toBeGreaterThan(50_000)
    expect(loaded).toBeLessThan(LARGEST_LOAD)
    expect(await findViolations(page)).toEqual([])
  })

  test('creates a resource with HTTPS in one form, is shown the record to set, and sees the certificate come, without a reload', async () => {
    const { page } = visitor
    await page.getByRole('link', { name: 'Create resource' }).click()
    await heading('Create a CDN resource')
    await page.getByLabel(/^Hostname/).fill(HOST)
    await page.getByText(`cl-${caller.client}.cdn.example`).waitFor()
    await page.getByLabel('Origin').fill('origin.customer.example')
    expect(await page.getByLabel(/Get free Let’s Encrypt certificate/).isChecked()).toBe(true)
    expect(await findViolations(page)).toEqual([])
    // Where it leads now, and when that was seen.
    await page.locator('.badge', { hasText: 'It leads here' }).waitFor()
    await page.getByText('Last checked').waitFor()
    await page.getByRole('button', { name: 'Create resource' }).click()
    await heading(HOST)
    await page.locator('.badge', { hasText: 'Processing' }).first().waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    await system.pass(MINUTE)
    await page.locator('.badge', { hasText: 'Success' }).first().waitFor()
    await page.getByText("Let's Encrypt certificate is used and will be renewed automatically.").waitFor()
  })

  test.each(['names', 'rules', 'history', 'timeline', 'rollout'])(
    'the leaf %s has nothing for axe, and nothing of it is cut on a narrow screen',
    async (leaf) => {
      const [resource] = await system.world.store.resources(caller.client)
      await visitor.open(`/resources/${resource?.resource.id}/${leaf}`)
      await visitor.page.getByRole('heading', { level: 2 }).first().waitFor()
      expect(await findViolations(visitor.page)).toEqual([])
      expect(await findCut(visitor.page)).toEqual([])
    },
  )

  test.each([
    ['resources', 'CDN resources', 'One resource'],
    ['create', 'Create a CDN resource', 'Give a hostname to see'],
    ['certificates', 'SSL certificates', 'No certificates of your own'],
    ['notifications', 'Notifications', 'No webhooks yet'],
    ['tokens', 'API tokens', 'the one you are signed in with'],
    ['operator-view', 'Operator', 'No alarm stands'],
    ['operator-view/certificates', 'Operator', 'One resource'],
    ['operator-view/edges', 'Operator', 'In service'],
    ['operator-view/authority', 'Operator', 'Nothing is held.'],
    ['operator-view/clients', 'Operator', 'One client'],
  ])(
    'the page %s has nothing for axe, and nothing of it is cut on a narrow screen',
    async (path, title, words) => {
      await visitor.open(`/${path}`)
      await heading(title)
      await visitor.page.getByText(words).first().waitFor()
      expect(await findViolations(visitor.page)).toEqual([])
      expect(await findCut(visitor.page)).toEqual([])
    },
  )

  test('a pattern is judged while it is typed: how much it would catch, and that it does no harm here', async () => {
    const [resource] = await system.world.store.resources(caller.client)
    await visitor.open(`/resources/${resource?.resource.id}/rules`)
    await visitor.page.getByRole('textbox', { name: 'Pattern' }).fill('/*')
    await visitor.page.getByText('catches 100 % of validation requests').waitFor()
    await visitor.page.getByText('Here it does no harm').waitFor()
    await visitor.page.getByRole('textbox', { name: 'Pattern' }).fill('/(')
    await visitor.page.getByText('not a valid regular expression').waitFor()
  })

  test('a rule and a webhook are deleted after what that means was read, and not before', async () => {
    const { page } = visitor
    const [resource] = await system.world.store.resources(caller.client)
    const id = resource?.resource.id ?? 0
    const confirm = (name: string) => page.getByRole('dialog').getByRole('button', { name }).click()
    const rule = { name: 'one', rule: '/one', ruleType: 0, active: false }
    await caller.call('POST', `/cdn/resources/${id}/rules`, rule)
    await visitor.open(`/resources/${id}/rules`)
    await page.getByRole('button', { name: 'Delete one' }).click()
    await page.getByText('Its pattern and options are gone').waitFor()
    expect([await findViolations(page), await findCut(page)]).toEqual([[], []])
    await confirm('Leave it as it is')
    expect(await system.world.store.rules(id)).toHaveLength(1)
    await page.getByRole('button', { name: 'Delete one' }).click()
    await confirm('Delete rule')
    await page.getByText('No rules yet').waitFor()
    await caller.call('POST', '/cdn/webhooks', { url: 'https://hooks.customer.example/in' })
    await visitor.open('/notifications')
    await page.getByRole('button', { name: 'Delete https://hooks' }).click()
    await page.getByText('Nothing is posted to it any more').waitFor()
    await confirm('Leave it as it is')
    expect((await caller.call('GET', '/cdn/webhooks')).body).toHaveLength(1)
    await page.getByRole('button', { name: 'Delete https://hooks' }).click()
    await confirm('Delete webhook')
    await page.getByText('No webhooks yet').waitFor()
  })

  test('what was told is listed page by page, to the first of it', async () => {
    const { page } = visitor
    const { store, now } = system.world
    for (let number = 1; number <= 60; number++) {
      const told = { client: caller.client, resource: null, type: 'certificate.left', data: {} } as const
      const words = {
        id: `told-${number}`,
        at: now() + number,
        subject: `Message ${number}`,
        text: 'Read it.',
      }
      await store.addNotice({ ...told, ...words, to: 'mail' })
    }
    await visitor.open('/notifications')
    await page.getByText('Message 60').waitFor()
    await page.getByRole('button', { name: 'Page 2' }).click()
    await page.getByText('Message 1', { exact: true }).waitFor()
  })

  test('before a hostname is added the warning says what becomes of the certificate; nothing changes until it is confirmed (P17)', async () => {
    const { page } = visitor
    const [resource] = await system.world.store.resources(caller.client)
    const id = resource?.resource.id ?? 0
    const names = async () => (await system.world.store.load(id))?.resource.secondaryHostnames
    await visitor.open(`/resources/${id}/names`)
    await page.getByRole('button', { name: 'Save hostnames' }).focus()
    await page.getByRole('tooltip', { name: 'Nothing has been changed yet.' }).waitFor()
    await page.getByRole('textbox', { name: 'Secondary hostnames' }).fill(SHOP)
    await page.getByRole('button', { name: 'Save hostnames' }).click()
    await page
      .getByText(/serves until the new one is live, and is retired at most 30 minutes later/)
      .waitFor()
    expect(await names()).toEqual([])
    await page.getByRole('button', { name: 'Change the hostnames' }).click()
    await page.locator('.badge', { hasText: 'Processing' }).first().waitFor()
    expect(await names()).toEqual([SHOP])
    await system.pass(MINUTE)
    await page.locator('.badge', { hasText: 'Success' }).first().waitFor()
  })

  test('to disable HTTPS asks first, says what is kept and the way back, asks again where visitors would be locked out (P24), and is undone without an order', async () => {
    const { page } = visitor
    const [resource] = await system.world.store.resources(caller.client)
    await visitor.open(`/resources/${resource?.resource.id}`)
    const orders = system.ca.orders.length
    await page.getByRole('button', { name: 'Disable HTTPS' }).click()
    await page.getByText('The certificate and its key are kept.').waitFor()
    system.edge.sendHsts(HOST, TEN_DAYS_S)
    await page.getByRole('dialog').getByRole('button', { name: 'Disable HTTPS' }).click()
    // P24: in the reader's words and time, not the API's.
    await page.getByText('tells browsers to come over HTTPS only').waitFor()
    await page.getByText('in 10 days').waitFor()
    expect(await page.getByText('confirm_hsts').count()).toBe(0)
    await page.getByLabel('Turn HTTPS off all the same').check()
    await page.getByRole('dialog').getByRole('button', { name: 'Disable HTTPS' }).click()
    await page.locator('.badge', { hasText: 'Off' }).first().waitFor()
    await page.getByRole('button', { name: 'Enable HTTPS' }).click()
    await system.pass(MINUTE)
    await page.locator('.badge', { hasText: 'Success' }).first().waitFor()
    expect(system.ca.orders.length).toBe(orders)
  })

  playConnection(() => ({ system, caller, portal, visitor }))
  playOperator(() => ({ system, caller, visitor }))
  playLargeList(() => ({ system, portal, file: join(folder, 'wellknown.db') }))

  test('nothing of all that made the browser complain', () => {
    // What the browser says of answers that are none it says itself, as of the wrong token above.
    expect(visitor.complaints.filter((each) => !each.includes('Failed to load resource'))).toEqual([])
  })
})
