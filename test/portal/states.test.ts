// Each state of the product page in a browser: its word, its buttons, and nothing that keeps anybody from using it.

import { whyNot, type EventName } from '@wellknown/lifecycle'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openPortal, type Portal, type Visitor } from '../system/browser.ts'
import { findViolations } from '../system/axe.ts'
import { findCut } from '../system/narrow.ts'
import { NAMES, type SituationName } from './situations.ts'
import { openStage, type Stage } from './stage.ts'

/** The product page's words. */
const LABELS: Readonly<Record<SituationName, string>> = {
  off: 'Off',
  'off with a kept certificate': 'Off',
  checking: 'Processing',
  blocked: 'Pre-validation failed',
  'blocked for one of two names': 'Pre-validation failed',
  issuing: 'Processing',
  'waiting after a failed attempt': 'Processing',
  'held by a limit of the CA': 'Held',
  'held for an operator': 'Held',
  deploying: 'Processing',
  active: 'Success',
  renewing: 'Success',
  'active without one name': 'Success',
  'own certificate': 'Own certificate',
  failed: 'Failed',
  'failed renewal': 'Failed',
  'failed, expired': 'Failed (expired)',
  suspended: 'Held',
}

/** What the API asks beyond the lifecycle: a certificate of its kind, something to turn on or off, an inactive resource. */
const BEYOND: Readonly<Partial<Record<SituationName, readonly string[]>>> = {
  'own certificate': ['enable', 'retry', 'renew', 'revoke', 'delete'],
  'held by a limit of the CA': ['enable', 'retry', 'revoke', 'delete'],
}
const USUALLY = ['enable', 'disable', 'revoke', 'delete']

type Button = { readonly action: string; readonly dead: boolean; readonly why: string }

describe.skipIf(!hasChromium())('the portal, in chromium', () => {
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

  const readButtons = (): Promise<Button[]> =>
    visitor.page.$$eval('[data-action]', (buttons) =>
      buttons.map((button) => ({
        action: button.getAttribute('data-action') ?? '',
        dead: button.getAttribute('aria-disabled') === 'true',
        why:
          button.ownerDocument.getElementById(button.getAttribute('aria-describedby') ?? '')?.textContent ??
          '',
      })),
    )

  test.each(NAMES)(
    '%s: shown under its own word, each button as the lifecycle accepts it, a dead one with its reason, nothing for axe, nothing cut on a narrow screen',
    async (name) => {
      const saved = await stage.put(name)
      const path = `/resources/${stage.resource}`
      await visitor.open(path)
      expect(await visitor.page.locator('.badge').first().textContent()).toContain(LABELS[name])
      const { active, suspended } = saved.resource
      const buttons = await readButtons()
      expect(buttons.filter(({ action }) => action !== 'own')).toHaveLength(10)
      for (const { action, dead, why } of buttons) {
        const refused = whyNot(saved, action as EventName, { suspended: suspended || !active }) !== null
        if (!(BEYOND[name] ?? USUALLY).includes(action))
          expect([name, action, dead]).toEqual([name, action, refused])
        if (refused && action !== 'own') expect([name, action, dead]).toEqual([name, action, true])
        if (dead && action !== 'own') expect([name, action, why]).not.toEqual([name, action, ''])
      }
      expect(await findViolations(visitor.page)).toEqual([])
      expect(await findCut(visitor.page)).toEqual([])
      expect(visitor.complaints).toEqual([])
    },
  )
})
