// What an operator does in the portal; played in a system and a window that are there already.

import { expect, test } from 'vitest'
import { findViolations } from '../system/axe.ts'
import type { Visitor } from '../system/browser.ts'
import { createCaller, createResource, type Caller } from '../system/caller.ts'
import type { MemorySystem } from '../system/memory-system.ts'
import { findCut } from '../system/narrow.ts'

type Played = { readonly system: MemorySystem; readonly caller: Caller; readonly visitor: Visitor }

/** `played`: the window is an operator's. */
export function playOperator(played: () => Played): void {
  const press = (name: string | RegExp) => played().visitor.page.getByRole('button', { name }).click()
  const confirm = (name: string) =>
    played().visitor.page.getByRole('dialog').getByRole('button', { name, exact: true }).click()
  const see = (text: string | RegExp) => played().visitor.page.getByText(text).first().waitFor()

  test('an operator takes an edge out of service and back after reading what it means for visitors and certificates', async () => {
    const { system, visitor } = played()
    const far = async () => (await system.world.store.pops()).find(({ name }) => name === 'far')
    await visitor.open('/operator-view/edges')
    await press('Remove far')
    await see('It goes on serving what it has, and learns of nothing new.')
    await press('Leave it as it is')
    await press('Drain far')
    await see('Nothing waits for it any more: a certificate is live without it.')
    expect((await far())?.drained).toBeNull()
    await confirm('Drain')
    await visitor.page.locator('.badge', { hasText: 'Drained' }).waitFor()
    expect((await far())?.drained).not.toBeNull()
    await press('Back in service')
    await visitor.page.locator('.badge', { hasText: 'Catching up' }).waitFor()
    await press('Declare out far')
    await see('By itself: it counts again once it answers, holds everything and was seen answering.')
    await confirm('Declare out')
    await visitor.page.locator('.badge', { hasText: 'Out of service' }).waitFor()
    await system.pass(60_000)
    await visitor.open('/operator-view/edges')
    await visitor.page.locator('.badge', { hasText: 'Out of service' }).waitFor({ state: 'detached' })
  })

  test('an operator holds new orders with a reason, and resumes', async () => {
    const { system, visitor } = played()
    await visitor.open('/operator-view/authority')
    await visitor.page.getByLabel('Reason, shown to customers').fill('the authority is slow')
    await press('Hold…')
    await see('They read “Held” with your reason, and no attempt of theirs is spent.')
    await confirm('Hold')
    await see('the authority is slow')
    expect(await system.world.store.holds()).toMatchObject([
      { scope: 'all', reason: 'the authority is slow' },
    ])
    await press('Resume')
    await see('Nothing is held.')
  })

  test('what waits for an operator at the authority is named with what is to be done, and goes on once it is mended', async () => {
    const { system, caller, visitor } = played()
    const { store, now } = system.world
    const [site] = await store.resources(caller.client)
    const id = site?.resource.id ?? 0
    const run = { id: 'r', why: 'renewal', names: [], failed: 0, started: now(), revokeOld: false } as const
    const problem = { code: 'ca-account', detail: 'deactivated', name: null, retryAt: null } as const
    await store.transition(id, ({ current, https }) => ({
      step: {
        state: { is: 'waiting', run, attempt: null, cause: 'held', problem, until: null },
        current,
        https,
        effects: [],
      },
      event: 'held',
      detail: {},
      at: now(),
      process: [],
    }))
    await visitor.open('/operator-view/authority')
    await see('One resource waits for you.')
    await see('The authority knows our account no more, or has deactivated it: put it in order.')
    await press('It is mended: all go on')
    await see('It goes on.')
    // It has a time again, and waits for nobody.
    expect((await store.load(id))?.state).not.toMatchObject({ until: null })
  })

  test('an operator sees the portal as one client does, under a banner, changes nothing by it, and finds the way out; the client can read that', async () => {
    const { system, visitor } = played()
    const { page } = visitor
    const other = await createCaller(system.world, 'admin', 'other')
    const id = await createResource(other, { cname: 'other.customer.example' })
    await visitor.open('/operator-view/clients')
    await press('View as other')
    await see(`You see what client ${other.client} sees.`)
    await see('other.customer.example')
    await see('One resource')
    expect(await page.getByRole('link', { name: 'Operator' }).count()).toBe(0)
    expect([await findViolations(page), await findCut(page)]).toEqual([[], []])
    await page.getByRole('link', { name: 'other.customer.example' }).click()
    const card = page.getByLabel('Not possible now')
    await card.getByText('You look as a client does: nothing can be changed here.').first().waitFor()
    expect(await page.getByText('This token only reads.').count()).toBe(0)
    expect(await page.locator('[data-action]:not([aria-disabled=true]):not([data-action=own])').count()).toBe(
      0,
    )
    await page.getByRole('navigation', { name: 'About this resource' }).getByText('Hostnames').click()
    await page.getByRole('switch', { name: 'The resource is active' }).click({ force: true })
    await page.getByRole('tooltip', { name: 'You look as a client does' }).waitFor()
    expect((await system.world.store.load(id))?.resource.active).toBe(true)
    const { body } = await other.call('GET', '/cdn/audit?event=viewed&ordering=id')
    expect(body).toMatchObject([
      { resource: null },
      { resource: id, detail: { token: { role: 'operator' } } },
    ])
    await press('Leave the view')
    await page.getByRole('heading', { name: 'Clients' }).waitFor()
    expect(await page.getByText('You see what client').count()).toBe(0)
  })

  test('a token is made with a role and an end, shown once, listed with its last use, and refused from the moment it is revoked', async () => {
    const { visitor, caller } = played()
    const { page } = visitor
    await visitor.open('/tokens')
    await page.getByLabel(/^Name/).fill('deploy script')
    await page.getByLabel(/^Role/).selectOption('read')
    await page.getByLabel('Ends after').selectOption('30')
    await press('Create token')
    await see('shown this once')
    const text = (await page.locator('code').textContent()) ?? ''
    const row = page.getByRole('row', { name: /deploy script/ })
    expect(await row.textContent()).toMatch(/read.*never.*in 30 days/)
    const authorization = `APIKey ${text}`
    const ask = () => caller.call('GET', '/cdn/clients/me', undefined, { authorization })
    expect((await ask()).status).toBe(200)
    await visitor.open('/tokens')
    expect(await page.locator('code').count()).toBe(0)
    expect(await row.textContent()).not.toMatch(/never/)
    await press('Revoke deploy script')
    await see('Every call with it is refused from now on')
    await confirm('Revoke token')
    await row.waitFor({ state: 'detached' })
    expect((await ask()).status).toBe(401)
  })
}
