// What is done in the portal from day to day: rules, suspensions, the history, rehearsals.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findViolations } from '../system/axe.ts'
import { hasChromium, openPortal, type Portal, type Visitor } from '../system/browser.ts'
import { createCaller, createResource, type Caller } from '../system/caller.ts'
import { startMemorySystem, type MemorySystem } from '../system/memory-system.ts'
import { findCut } from '../system/narrow.ts'

const SITE = 'www.daily.example'

describe.skipIf(!hasChromium())('the portal from day to day, in chromium', () => {
  let system: MemorySystem
  let caller: Caller
  let portal: Portal
  let visitor: Visitor
  let site: number
  beforeAll(async () => {
    system = await startMemorySystem()
    caller = await createCaller(system.world, 'admin')
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
})
