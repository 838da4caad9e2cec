// What holds wherever one goes in the portal.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findViolations } from '../system/axe.ts'
import { hasChromium, openPortal, type Portal, type Visitor } from '../system/browser.ts'
import { HOST } from '../system/caller.ts'
import { openStage, type Stage } from './stage.ts'

/** The narrowest window that all is to be had in (WCAG 1.4.10). */
const NARROWEST = { width: 320, height: 640 }

const LEAVES = {
  '': 'Certificate',
  '/names': 'Hostnames and DNS',
  '/rules': 'Rules',
  '/history': 'History',
  '/timeline': 'Timeline',
  '/rollout': 'Rollout',
  '/rehearsals': 'Rehearsals',
} as const
const ROUTES: readonly (readonly [path: string, title: string])[] = [
  ['/resources', 'Resources'],
  ['/create', 'Create a CDN resource'],
  ['/certificates', 'SSL certificates'],
  ['/notifications', 'Notifications'],
  ['/tokens', 'API tokens'],
  ['/audit', 'Audit log'],
  ['/operator-view', 'Now · Operator'],
  ['/operator-view/certificates', 'Certificates · Operator'],
  ['/operator-view/edges', 'Edges · Operator'],
  ['/operator-view/authority', 'Certificate authority · Operator'],
  ['/operator-view/clients', 'Clients · Operator'],
  ['/operator-view/audit', 'Audit log · Operator'],
  ...Object.entries(LEAVES).map(([leaf, name]) => [`/resources/SITE${leaf}`, `${HOST} · ${name}`] as const),
]

describe.skipIf(!hasChromium())('the routes of the portal, in chromium', () => {
  let stage: Stage
  let portal: Portal
  let visitor: Visitor
  beforeAll(async () => {
    stage = await openStage()
    portal = await openPortal(stage.system.world)
    visitor = await portal.visit(stage.caller.token)
  })
  afterAll(async () => {
    await portal?.close()
    await stage?.system.close()
  })
  const titled = (title: string) =>
    expect.poll(() => visitor.page.title(), { timeout: 5000 }).toBe(`${title} · wellknown`)
  const focused = (): Promise<string> => visitor.page.evaluate('document.activeElement.id')

  test.each(ROUTES)(
    '%s has the title “%s” and does not scroll sideways at 320 pixels',
    async (path, title) => {
      const { page, open } = visitor
      await page.setViewportSize(NARROWEST)
      await open(path.replace('SITE', String(stage.resource)))
      await titled(title)
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    },
  )

  test('whoever goes to another page is taken to what is on it, and is left where they are when one is opened', async () => {
    const { page, open } = visitor
    await page.setViewportSize({ width: 1300, height: 800 })
    await open('/resources')
    expect(await focused()).toBe('')
    await page.getByRole('link', { name: HOST }).click()
    await titled(`${HOST} · Certificate`)
    expect(await focused()).toBe('main')
    await page.getByRole('link', { name: 'Timeline' }).focus()
    await page.keyboard.press('Enter')
    await titled(`${HOST} · Timeline`)
    expect(await focused()).toBe('main')
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByRole('columnheader', { name: 'Valid from' }).waitFor()
  })

  test('a hostname that cannot be is told at its field, and there is nothing to try again', async () => {
    const { page, open } = visitor
    await open('/create')
    const field = page.getByLabel(/^Hostname/)
    await field.fill('bad_name.-x.example')
    await page.locator('[aria-invalid=true]').waitFor()
    expect(await page.getByText('This could not be loaded').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
    await field.fill('good.customer.example')
    await page.getByText('What to set in DNS').waitFor()
    expect(await page.locator('[aria-invalid=true]').count()).toBe(0)
  })

  test('who is no operator reads so once in the operator’s place, with their role', async () => {
    const wish = { name: 'reader', role: 'read' }
    const { token } = (await stage.caller.call('POST', '/cdn/clients/me/tokens', wish)).body
    const reader = await portal.visit(token)
    await reader.open('/operator-view')
    await reader.page.getByText('You are signed in with a token of the role read.').waitFor()
    expect(await reader.page.getByRole('alert').count()).toBe(0)
    expect(await findViolations(reader.page)).toEqual([])
    expect(reader.complaints).toEqual([])
    await reader.close()
  })
})
