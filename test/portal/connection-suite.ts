// What becomes of a page and its forms when the network goes; played in a system and a window that are there already.

import { expect, test } from 'vitest'
import type { Portal, Visitor } from '../system/browser.ts'
import type { Caller } from '../system/caller.ts'
import type { MemorySystem } from '../system/memory-system.ts'

type Played = {
  readonly system: MemorySystem
  readonly caller: Caller
  readonly portal: Portal
  readonly visitor: Visitor
}
const LOST = 'lost.customer.example'
const KEPT = 'What you gave is still here'

/** `played`: the window is the caller's. */
export function playConnection(played: () => Played): void {
  const find = async () => {
    const { system, caller } = played()
    const all = await system.world.store.resources(caller.client)
    return all.filter(({ resource }) => resource.cname === LOST)
  }

  test('a form whose answer is lost keeps what was typed; sent again it makes nothing twice', async () => {
    const { page, open } = played().visitor
    await open('/create')
    await page.getByLabel(/^Hostname/).fill(LOST)
    await page.getByLabel('Origin').fill('origin.customer.example')
    await page.getByRole('switch', { name: 'Enable HTTPS' }).click({ force: true })
    let posts = 0
    await page.route('**/cdn/resources', async (route) => {
      if (route.request().method() !== 'POST' || posts++ > 0) return route.continue()
      // It is done, and nobody learns of it.
      await route.fetch()
      return route.abort()
    })
    const send = () => page.getByRole('button', { name: 'Create resource' }).click()
    await send()
    await page.getByText(KEPT).waitFor()
    expect(await page.getByLabel(/^Hostname/).inputValue()).toBe(LOST)
    expect(await find()).toHaveLength(1)
    await send()
    await page.getByRole('heading', { name: LOST }).waitFor()
    expect([posts, (await find()).length]).toEqual([2, 1])
    await page.unroute('**/cdn/resources')
  })

  test('what happens while the stream of events is cut is shown once it is back, from where it was, and what was typed meanwhile stays', async () => {
    const { system, caller, portal, visitor } = played()
    const { page } = visitor
    const [found] = await find()
    const id = found?.resource.id ?? 0
    await visitor.open(`/resources/${id}/names`)
    await page.getByText('Live', { exact: true }).waitFor()
    const before = await system.world.store.newestEvent()
    await page.route('**/cdn/**', (route) => route.abort())
    portal.cut()
    await page.getByText(/^(?:Asking now and then|Not reached since \d+:\d+)$/).waitFor()
    const names = page.getByRole('textbox', { name: 'Secondary hostnames' })
    await names.fill('typed.customer.example')
    await page.getByRole('button', { name: 'Save hostnames' }).click()
    await page.getByText(KEPT).waitFor()
    await page.getByText(/^Not reached since \d+:\d+$/).waitFor()
    await caller.call('PATCH', `/cdn/resources/${id}`, { active: false })

    const again = page.waitForRequest((request) => request.url().endsWith('/cdn/events'))
    await page.unroute('**/cdn/**')
    expect(Number((await again).headers()['last-event-id'])).toBe(before)
    await page.getByText('Live', { exact: true }).waitFor()
    await page.getByRole('switch', { name: 'The resource is active', checked: false }).waitFor()
    expect(await names.inputValue()).toBe('typed.customer.example')
    await page.getByRole('button', { name: 'Save hostnames' }).click()
    await page.getByRole('button', { name: 'Save hostnames', disabled: true }).waitFor()
    await expect
      .poll(async () => (await find())[0]?.resource.secondaryHostnames)
      .toEqual(['typed.customer.example'])
  })

  test('the proof by DNS is turned on where it is explained: refused with the record that is missing, and taken once it is there', async () => {
    const { system, visitor } = played()
    const { page } = visitor
    const [found] = await find()
    await visitor.open(`/resources/${found?.resource.id}/names`)
    await page.getByRole('button', { name: 'Get the certificate before you switch DNS' }).click()
    await page.locator('.badge', { hasText: 'Not there yet' }).waitFor()
    const proof = page.getByRole('switch', { name: 'Prove the hostnames by DNS' })
    await proof.click({ force: true })
    const missing = { hasText: `Set "_acme-challenge.${LOST}. CNAME` }
    await page.locator('.mantine-Switch-error', missing).waitFor()
    expect(await proof.isChecked()).toBe(false)
    for (const name of [LOST, 'typed.customer.example']) system.delegate(name)
    await proof.click({ force: true })
    await page.getByRole('switch', { name: 'Prove the hostnames by DNS', checked: true }).waitFor()
    expect((await find())[0]?.resource.options['use_dns01_le_challenge']).toEqual({
      enabled: true,
      value: true,
    })
  })

  test('what visitors see is said as it is: switched off, then refused at the handshake, and a redirect that waits for its edge (P24)', async () => {
    const { visitor, caller } = played()
    const { page } = visitor
    const [found] = await find()
    const id = found?.resource.id
    await visitor.open(`/resources/${id}`)
    await page.getByText('answered with 403, “This site is switched off”').waitFor()
    expect(await page.getByText('is served.').count()).toBe(0)
    await caller.call('PATCH', `/cdn/resources/${id}`, { active: true })
    await page.getByText('“This site is switched off”').waitFor({ state: 'detached' })
    await page
      .getByText('refused at the handshake, never answered with somebody else’s certificate; http://')
      .waitFor()
    await page.getByRole('switch', { name: 'Redirect http:// to https://' }).click({ force: true })
    await page
      .getByText('The redirect to HTTPS waits until the edge in question serves a certificate')
      .waitFor()
    await page.getByRole('switch', { name: 'Redirect http:// to https://' }).click({ force: true })
    await page.getByText('The redirect to HTTPS waits').waitFor({ state: 'detached' })
  })
}
