// What is done in the portal from day to day: rules, suspensions, the history, rehearsals.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findViolations } from '../system/axe.ts'
import { hasChromium, openPortal, type Portal, type Visitor } from '../system/browser.ts'
import { createCaller, createResource, type Caller } from '../system/caller.ts'
import { ADDRESSES, startMemorySystem, type MemorySystem } from '../system/memory-system.ts'
import { findCut } from '../system/narrow.ts'

const MINUTE = 60_000
const SITE = 'www.daily.example'

describe.skipIf(!hasChromium())('the portal from day to day, in chromium', () => {
  let system: MemorySystem
  let caller: Caller
  let operator: Caller
  let portal: Portal
  let visitor: Visitor
  let site: number
  beforeAll(async () => {
    system = await startMemorySystem()
    caller = await createCaller(system.world, 'admin')
    operator = await createCaller(system.world, 'operator', 'the operator')
    site = await createResource(caller, { cname: SITE })
    portal = await openPortal(system.world)
    visitor = await portal.visit(caller.token)
  })
  afterAll(async () => {
    await portal?.close()
    await system?.close()
  })
  const see = (text: string | RegExp) => visitor.page.getByText(text).first().waitFor()
  const press = (name: string) => visitor.page.getByRole('button', { name, exact: true }).click()
  const rules = async () => (await caller.call('GET', `/cdn/resources/${site}/rules`)).body
  const isClean = async () =>
    expect([await findViolations(visitor.page), await findCut(visitor.page)]).toEqual([[], []])

  test('a rule is made with its options, which the API has by its own names, and what it catches of challenges stands in the list', async () => {
    const { page } = visitor
    await visitor.open(`/resources/${site}/rules`)
    await page.getByRole('textbox', { name: 'Pattern' }).fill('/*')
    await page.getByLabel('Name of the rule').fill('everything')
    await page.getByLabel('Answer at once').fill('moved')
    await page.getByLabel('Headers sent to visitors').fill('X-Of-Rule: 1')
    const rest = page.getByLabel('Other options, as JSON')
    await rest.fill('{"country_acl"')
    await press('Add rule')
    await see('Give a code, then a text or where to go')
    await see('This is no JSON')
    expect(await rules()).toEqual([])
    await page.getByLabel('Answer at once').fill('301 not/where')
    await rest.fill('{"referrer_acl": {"enabled": true, "policy_type": "allow", "excepted_values": ["a b"]}}')
    await press('Add rule')
    await see('With a redirecting code, give the URL or path to go to')
    await see('options.referrer_acl.excepted_values[0]: Give a domain')
    await isClean()
    await page.getByLabel('Answer at once').fill('301 https://new.daily.example/')
    await rest.fill(
      '{"referrer_acl": {"enabled": true, "policy_type": "allow", "excepted_values": ["a.example"]}}',
    )
    await press('Add rule')
    const row = page.getByRole('row', { name: /everything/ })
    await row.getByText('100 %').waitFor()
    expect(await row.textContent()).toContain('All')
    expect(await rules()).toMatchObject([
      {
        name: 'everything',
        options: {
          force_return: { enabled: true, code: 301, body: 'https://new.daily.example/' },
          static_response_headers: { value: [{ name: 'X-Of-Rule', value: ['1'] }] },
          referrer_acl: { excepted_values: ['a.example'] },
        },
      },
    ])
    expect(await page.getByRole('textbox', { name: 'Pattern' }).inputValue()).toBe('')
  })

  test('a rule is edited as it stands, judged while it is typed, and keeps what the form has no field for; what was typed outlasts a reload', async () => {
    const { page } = visitor
    const dialog = page.getByRole('dialog')
    await press('Edit everything')
    expect(await dialog.getByLabel('Answer at once').inputValue()).toBe('301 https://new.daily.example/')
    await dialog.getByRole('textbox', { name: 'Pattern' }).fill('^/media')
    await dialog.getByText('catches 0 % of validation requests').waitFor()
    await isClean()
    await page.reload()
    expect(await dialog.getByRole('textbox', { name: 'Pattern' }).inputValue()).toBe('^/media')
    await dialog.getByLabel('Answer at once').fill('')
    await dialog.getByRole('button', { name: 'Save rule' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page
      .getByRole('row', { name: /everything/ })
      .getByText('None')
      .waitFor()
    const [saved] = await rules()
    expect(saved).toMatchObject({ rule: '^/media', options: { referrer_acl: { enabled: true } } })
    expect(saved.options).not.toHaveProperty('force_return')
  })

  test('rules change places by their weights, and the list shows the order in which they are asked', async () => {
    const { page } = visitor
    for (const name of ['second', 'third']) {
      await caller.call('POST', `/cdn/resources/${site}/rules`, { name, rule: `/${name}`, weight: 1 })
    }
    await page.getByRole('row', { name: /third/ }).waitFor()
    await press('Move third up')
    await expect
      .poll(async () => (await rules()).map((each: { readonly name: string }) => each.name))
      .toEqual(['everything', 'third', 'second'])
    await expect
      .poll(async () => (await page.locator('tbody tr').allTextContents()).map((text) => text.slice(0, 5)))
      .toEqual(['every', 'third', 'secon'])
    await isClean()
    await page.getByRole('button', { name: 'Move everything up' }).hover()
    await page.getByRole('tooltip', { name: 'It is the first already.' }).waitFor()
  })
  test('an operator suspends a resource for a reason after reading what it means, and puts it back; the customer reads who, since when, and who moves next', async () => {
    const other = await portal.visit(operator.token)
    const { page } = other
    const dialog = page.getByRole('dialog')
    const isSuspended = async () => (await system.world.store.load(site))?.resource.suspended
    const isWell = async () => expect([await findViolations(page), await findCut(page)]).toEqual([[], []])
    await other.open('/operator-view/certificates')
    const row = page.getByRole('row', { name: new RegExp(SITE) })
    expect(await row.textContent()).toContain('customer')
    await row.getByRole('button', { name: `Suspend ${SITE}` }).click()
    await dialog.getByText('Every edge answers them with 403').waitFor()
    await dialog.getByLabel('Reason, shown to the customer').fill('It sends spam')
    await isWell()
    expect(await isSuspended()).toBe(false)
    await dialog.getByRole('button', { name: 'Suspend', exact: true }).click()
    await row.locator('.badge', { hasText: 'Suspended' }).waitFor()
    await isWell()
    await visitor.open(`/resources/${site}`)
    await see(/our operators have suspended the resource \(It sends spam\), since .+\d/)
    await see('Our operators move next: only they can put it back.')
    await isClean()
    await row.getByRole('button', { name: `Put back ${SITE}` }).click()
    await dialog.getByText('They are served again').waitFor()
    expect(await isSuspended()).toBe(true)
    await dialog.getByRole('button', { name: 'Put back', exact: true }).click()
    await row.getByRole('button', { name: `Suspend ${SITE}` }).waitFor()
    expect(await isSuspended()).toBe(false)
    await other.close()
  })

  test('who did what is listed page by page, what for and with which token, narrowed as it is asked for; an operator reads it with the client’s name', async () => {
    const { page } = visitor
    const rows = () => page.locator('tbody tr')
    const entry = { client: caller.client, resource: site, from: null, to: null, detail: {} } as const
    for (let at = 1; at <= 60; at++) await system.world.store.note({ ...entry, at, event: 'rehearsed' })
    await visitor.open('/audit')
    await press('Page 2')
    await page.getByLabel('What', { exact: true }).selectOption('suspend')
    await rows().getByText('Our operators suspended it: It sends spam').waitFor()
    expect(await rows().count()).toBe(1)
    expect(await rows().first().textContent()).toContain('Our operators')
    await page.getByLabel('What', { exact: true }).selectOption('called')
    await rows().getByText(`POST /cdn/resources/${site}/rules`).first().waitFor()
    expect(await rows().first().textContent()).toContain('Token “test”, admin')
    await page.getByRole('textbox', { name: 'Resource' }).fill('999')
    await see('Nothing is like that')
    await page.getByRole('textbox', { name: 'Resource' }).fill(String(site))
    await rows().first().waitFor()
    await page.getByLabel('Until').fill('2001-01-01T00:00')
    await see('Nothing is like that')
    await page.getByLabel('Until').fill('')
    await rows().first().waitFor()
    await isClean()
    const other = await portal.visit(operator.token)
    await other.open('/operator-view/audit')
    await other.page.getByLabel('Client', { exact: true }).fill(String(caller.client))
    await other.page.locator('tbody tr').first().getByText('customer').waitFor()
    expect([await findViolations(other.page), await findCut(other.page)]).toEqual([[], []])
    await other.close()
  })

  test('what was typed into the forms of rules, webhooks, recipients and tokens outlasts a reload, and a token that is refused', async () => {
    const mayfly = await caller.call('POST', '/cdn/clients/me/tokens', { name: 'mayfly', role: 'admin' })
    const other = await portal.visit(null)
    const { page } = other
    const signIn = async (token: string): Promise<void> => {
      await page.getByLabel('API token').first().fill(token)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('button', { name: 'Account' }).waitFor()
    }
    const FORMS = [
      [`/resources/${site}/rules`, 'Name of the rule', 'half a rule'],
      ['/tokens', /^Name/, 'half a token'],
      ['/notifications', 'Recipients', 'half@customer.example'],
      ['/notifications', 'URL of an endpoint', 'https://half.customer.example/in'],
    ] as const
    const field = (label: string | RegExp) => page.getByRole('textbox', { name: label })
    await other.open('/')
    await signIn(mayfly.body.token)
    for (const [path, label, text] of FORMS) {
      await other.open(path)
      await field(label).fill(text)
    }
    await page.getByLabel('All is well again').click()
    await page.reload()
    await field('Recipients').waitFor()
    expect(await page.getByLabel('All is well again').isChecked()).toBe(false)
    await caller.call('DELETE', `/cdn/clients/me/tokens/${mayfly.body.id}`)
    await page.getByRole('button', { name: 'Add webhook' }).click()
    await page.getByText('You were signed out').waitFor()
    await signIn(caller.token)
    for (const [path, label, text] of FORMS) {
      await other.open(path)
      await field(label).waitFor()
      expect(await field(label).inputValue()).toBe(text)
    }
    await other.close()
  })

  test('a rehearsal is started where the API offers them, and shows what came of it with its evidence', async () => {
    const { page } = visitor
    const tab = page.getByRole('link', { name: 'Rehearsals' })
    system.prober.lead(SITE, ADDRESSES)
    await visitor.open(`/resources/${site}`)
    await tab.click()
    await press('Start a rehearsal')
    await page.locator('.badge', { hasText: 'Under way' }).waitFor()
    await system.pass(MINUTE)
    await page.locator('.badge', { hasText: 'It would be issued' }).waitFor()
    await see('came and was thrown away')
    system.prober.lead(SITE, ['203.0.113.99'])
    await press('Start a rehearsal')
    await page.locator('.badge', { hasText: 'Under way' }).waitFor()
    await system.pass(MINUTE)
    await page.locator('.badge', { hasText: 'Our look failed' }).waitFor()
    await isClean()
    await page.getByLabel(SITE, { exact: true }).uncheck()
    await page.getByRole('button', { name: 'Start a rehearsal' }).hover()
    await page.getByRole('tooltip', { name: 'Choose a hostname first.' }).waitFor()
    Object.assign(system.world, { rehearsalCa: null })
    await visitor.open(`/resources/${site}/rehearsals`)
    await see('Rehearsals are not offered here')
    expect(await tab.count()).toBe(0)
  })
})
