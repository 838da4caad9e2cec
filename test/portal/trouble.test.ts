// What becomes of a page when a file, an answer or an event does not come.

import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findViolations } from '../system/axe.ts'
import { hasChromium, openPortal, type Portal, type Visitor } from '../system/browser.ts'
import { createCaller, createResource, type Caller } from '../system/caller.ts'
import { findCut } from '../system/narrow.ts'
import { startMemorySystem, type MemorySystem } from '../system/memory-system.ts'

const SITE = 'www.trouble.example'
const NEVER_MS = 24 * 60 * 60_000
/** Beyond the heartbeats of the API, and the patience of the page with an answer. */
const SILENCE_MS = 41_000
const TOO_LONG_MS = 61_000

describe.skipIf(!hasChromium())('the portal in trouble, in chromium', () => {
  let system: MemorySystem
  let caller: Caller
  let portal: Portal
  let visitor: Visitor
  let site: number
  beforeAll(async () => {
    system = await startMemorySystem()
    // No stream says that there is nothing new: to the page each is silent once it stands.
    Object.assign(system.world.policy.events, { heartbeat: NEVER_MS })
    caller = await createCaller(system.world, 'admin')
    site = await createResource(caller, { cname: SITE })
    portal = await openPortal(system.world)
  })
  afterAll(async () => {
    await portal?.close()
    await system?.close()
  })
  beforeEach(async () => void (visitor = await portal.visit(caller.token)))
  afterEach(() => visitor.close())

  const see = (text: string | RegExp, page = visitor.page) => page.getByText(text).first().waitFor()
  const press = (name: string) => visitor.page.getByRole('button', { name, exact: true }).click()
  const goTo = (name: string) => visitor.page.getByRole('link', { name, exact: true }).click()
  const isLive = (page = visitor.page) => page.getByText('Live', { exact: true }).waitFor()
  /** The positions that streams were begun from. */
  const watchStreams = (page: Page): { readonly begun: (string | undefined)[]; ended: number } => {
    const seen = { begun: [] as (string | undefined)[], ended: 0 }
    const isStream = (url: string): boolean => url.endsWith('/cdn/events')
    page.on('request', (each) => isStream(each.url()) && seen.begun.push(each.headers()['last-event-id']))
    page.on('requestfailed', (each) => void (isStream(each.url()) && seen.ended++))
    return seen
  }
  /** What the browser does when another tab is put before this one, or this one before the others. */
  const show = (page: Page, state: 'visible' | 'hidden') =>
    page.evaluate(
      `Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
       document.dispatchEvent(new Event('visibilitychange'))`,
    )

  test('the first page comes in one round: its files are named in the page itself, and the list waits for no other answer', async () => {
    const { page } = visitor
    const files: string[] = []
    let asked = false
    page.on('request', (each) => {
      const { pathname } = new URL(each.url())
      asked ||= pathname === '/cdn/resources'
      if (!asked && pathname.endsWith('.js')) files.push(pathname)
    })
    await page.route('**/cdn/clients/**', () => undefined)
    const html = (await (await page.goto(`${portal.base}/resources`))?.text()) ?? ''
    await see('One resource')
    expect(files.length).toBeGreaterThan(3)
    expect(files.filter((file) => !html.includes(file))).toEqual([])
  })

  test('a page whose file does not come says so and what to do; the others are there, and it comes with a reload', async () => {
    const { page } = visitor
    await page.route('**/assets/certificates-*', (route) => route.abort())
    await visitor.open('/resources')
    await goTo('SSL certificates')
    await see('This page could not be fetched')
    await goTo('Notifications')
    await see('What you were told')
    await goTo('SSL certificates')
    await see('This page could not be fetched')
    await page.unroute('**/assets/certificates-*')
    await press('Reload the page')
    await see('Your own certificates')
  })

  test('a page that stops says so in place of nothing, and the way to the others stays', async () => {
    const { page } = visitor
    await page.route('**/cdn/notifications/settings', (route) => route.fulfill({ json: {} }))
    await visitor.open('/resources')
    await goTo('Notifications')
    await see('This page has stopped')
    expect(await findViolations(page)).toEqual([])
    expect(await findCut(page)).toEqual([])
    await goTo('SSL certificates')
    await see('Your own certificates')
  })

  test('what was typed outlasts a reload, and a token that is refused meanwhile; whoever sits there reads why they have to sign in', async () => {
    const { page } = visitor
    await visitor.open('/create')
    await page.getByLabel(/^Hostname/).fill('half.trouble.example')
    await page.reload()
    expect(await page.getByLabel(/^Hostname/).inputValue()).toBe('half.trouble.example')
    const other = await portal.visit(null)
    await other.open('/')
    const mayfly = await caller.call('POST', '/cdn/clients/me/tokens', { name: 'mayfly', role: 'write' })
    await other.page.getByLabel('API token').first().fill(mayfly.body.token)
    await other.page.getByRole('button', { name: 'Sign in' }).click()
    await other.page.getByRole('link', { name: 'Create resource' }).click()
    await other.page.getByLabel(/^Hostname/).fill('half.trouble.example')
    await caller.call('DELETE', `/cdn/clients/me/tokens/${mayfly.body.id}`)
    await other.page.getByLabel('Origin').fill('origin.trouble.example')
    await other.page.getByRole('button', { name: 'Create resource' }).click()
    await see('You were signed out', other.page)
    await see('There is no such token.', other.page)
    expect(await findViolations(other.page)).toEqual([])
    // Where to find a token is said for every installation, not for the demo's.
    expect(await other.page.getByText('data/demo').count()).toBe(0)
    await other.page.getByLabel('API token').first().fill(caller.token)
    await other.page.getByRole('button', { name: 'Sign in' }).click()
    expect(await other.page.getByLabel('Origin').inputValue()).toBe('origin.trouble.example')
    await other.close()
  })

  test.each([
    ['with the locks of a browser', ''],
    ['without', 'delete Navigator.prototype.locks'],
  ])(
    'a window that nobody sees holds no stream; seen again it shows what happened meanwhile, from where it was (%s)',
    async (_, prepare) => {
      const { page } = visitor
      await page.addInitScript(prepare)
      const streams = watchStreams(page)
      await visitor.open(`/resources/${site}/names`)
      await isLive()
      const before = await system.world.store.newestEvent()
      await show(page, 'hidden')
      await expect.poll(() => streams.ended).toBe(1)
      const { active } = (await caller.call('GET', `/cdn/resources/${site}`)).body
      await caller.call('PATCH', `/cdn/resources/${site}`, { active: !active })
      await show(page, 'visible')
      await page.getByRole('switch', { name: 'The resource is active', checked: !active }).waitFor()
      await isLive()
      expect(streams.begun).toEqual([undefined, String(before)])
    },
  )

  test('a stream that has fallen silent is given up, said not to be live, and begun again from where it was', async () => {
    const { page } = visitor
    await page.clock.install()
    const streams = watchStreams(page)
    await visitor.open(`/resources/${site}/names`)
    await isLive()
    const before = await system.world.store.newestEvent()
    await page.clock.fastForward(SILENCE_MS)
    await see('Asking now and then')
    await page.clock.fastForward(SILENCE_MS / 10)
    await isLive()
    expect(streams.begun).toEqual([undefined, String(before)])
  })

  test('eight windows at once follow by one stream between them, all are answered, and another takes over when that one goes', async () => {
    const context = visitor.page.context()
    await context.addInitScript(`sessionStorage.setItem('wellknown-token', '${caller.token}')`)
    const pages = [visitor.page, ...(await Promise.all(Array.from({ length: 7 }, () => context.newPage())))]
    const streams = pages.map(watchStreams)
    const begun = () => streams.reduce((sum, each) => sum + each.begun.length, 0)
    for (const page of pages) {
      await page.goto(`${portal.base}/resources/${site}/names`)
      await isLive(page)
    }
    expect(begun()).toBe(1)
    const toggle = async (among: readonly Page[]): Promise<void> => {
      const { active } = (await caller.call('GET', `/cdn/resources/${site}`)).body
      await caller.call('PATCH', `/cdn/resources/${site}`, { active: !active })
      const shown = { name: 'The resource is active', checked: !active }
      for (const page of among) await page.getByRole('switch', shown).waitFor()
    }
    await toggle(pages)
    const before = await system.world.store.newestEvent()
    await pages[0]?.close()
    await expect.poll(begun).toBe(2)
    expect(streams.flatMap((each) => each.begun)).toContain(String(before))
    await toggle(pages.slice(1))
  })

  test('a call that is never answered is given up after a minute with what is known of it, and what was given stays', async () => {
    const { page } = visitor
    await page.clock.install()
    await visitor.open('/create')
    await page.getByLabel(/^Hostname/).fill('never.trouble.example')
    await page.getByLabel('Origin').fill('origin.trouble.example')
    await page.getByRole('switch', { name: 'Enable HTTPS' }).click({ force: true })
    let asked = 0
    await page.route('**/cdn/resources', () => void asked++)
    await press('Create resource')
    await expect.poll(() => asked).toBe(1)
    await page.clock.fastForward(TOO_LONG_MS)
    await see('has not answered within a minute. Whether it was done is not known.')
    await see('What you gave is still here: try again.')
    expect(await page.getByLabel(/^Hostname/).inputValue()).toBe('never.trouble.example')
  })
})
