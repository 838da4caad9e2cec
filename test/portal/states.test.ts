// Each state of the product page in a browser: its word, its buttons, and nothing that keeps anybody from using it.

import { whyNot, type EventName } from '@wellknown/lifecycle'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openPortal, type Portal, type Visitor } from '../system/browser.ts'
import { findViolations } from '../system/axe.ts'
import { findCut } from '../system/narrow.ts'
import { certificateFor } from '../../edge/src/node/test-certificates.ts'
import { ACTIONS } from '@wellknown/control/actions/list-actions.ts'
import { HOST } from '../system/caller.ts'
import { NAMES, SHOP } from './situations.ts'
import { openStage, type Stage } from './stage.ts'

type Seen = (typeof NAMES)[number]
type Saved = Awaited<ReturnType<Stage['put']>>

const DARK = 'is refused at the handshake, never answered with somebody else’s certificate'
const SERVED = 'are served with a certificate that is valid until'
const OPEN = 'Please leave HTTPS enabled and choose no other certificate'

/** The product page's word, and what visitors see meanwhile. */
const SHOWN: Readonly<Record<Seen, readonly [label: string, ...said: string[]]>> = {
  off: ['Off', DARK],
  'off with a kept certificate': ['Off', DARK],
  checking: ['Processing', DARK, OPEN],
  blocked: ['Pre-validation failed', `Visitors of ${HOST} do not come to us`],
  'blocked for one of two names': ['Pre-validation failed', `Visitors of ${SHOP} do not come to us`, DARK],
  issuing: ['Processing', DARK, OPEN],
  'waiting after a failed attempt': ['Processing', DARK, OPEN],
  'held by a limit of the CA': ['Held', DARK, OPEN],
  'held for an operator': ['Held', DARK, OPEN],
  deploying: ['Processing', DARK, OPEN],
  active: ['Success', SERVED],
  renewing: ['Success', SERVED],
  'active without one name': ['Success', SERVED],
  'own certificate': ['Own certificate', SERVED],
  failed: ['Failed', DARK],
  'failed renewal': ['Failed', SERVED],
  'failed, expired': ['Failed (expired)', DARK],
  'not on every edge': [
    'Processing',
    'Not every edge has the resource yet',
    'The resource is on its way to our edges',
  ],
  'not active, with a certificate': [
    'Success',
    'Not active',
    'the resource is not active',
    'keeps its certificate for that answer',
    'It is renewed once the resource is active again',
  ],
  'suspended by an operator': [
    'Held',
    'Suspended',
    'our operators have suspended the resource (unpaid bills)',
  ],
  suspended: ['Held', 'Not active', '“This site is switched off”: the resource is not active'],
}

/** What the API asks beyond the lifecycle, in its own words; null: nothing stands in the way. */
const BEYOND: Readonly<Partial<Record<string, (at: Saved, name: Seen) => string | null>>> = {
  enable: (at) => (isOn(at) ? 'HTTPS is on already.' : null),
  disable: (at) => (isOn(at) || at.state.is !== 'off' ? null : 'HTTPS is off already.'),
  retry: (at, name) =>
    isOwn(at)
      ? "Force retry is not allowed for non-Let's Encrypt certificates."
      : name === 'held by a limit of the CA'
        ? 'Possible again on '
        : null,
  renew: (at) => (isOwn(at) ? "Certificate doesn't support automatic renewal." : null),
  revoke: ({ state, current }) =>
    (state.is === 'deploying' ? state.candidate : current)?.kind === 'managed'
      ? null
      : "There is no Let's Encrypt certificate to revoke.",
  delete: ({ resource }) =>
    resource.active ? 'Switch the site off first: Hostnames and DNS, Serving.' : null,
}
const isOwn = ({ current }: Saved): boolean => current?.kind === 'own'
const isOn = ({ https, state: { is } }: Saved): boolean =>
  https || ['checking', 'blocked', 'issuing', 'waiting', 'deploying'].includes(is)

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
    '%s: shown under its own word with what visitors see, each button alive just where the lifecycle and the API accept it, a dead one with its own reason, nothing for axe, nothing cut on a narrow screen',
    async (name) => {
      const saved = await stage.put(name)
      const { page } = visitor
      await visitor.open(`/resources/${stage.resource}`)
      const [label, ...said] = SHOWN[name]
      expect(await page.locator('.badge').first().textContent()).toContain(label)
      for (const words of said) await page.getByText(words).first().waitFor()
      const { active, suspended, ...row } = saved.resource
      const selector = page.getByLabel(/^(?:Replace it by|Or use a certificate of your own)/)
      if ((await selector.count()) > 0) await selector.selectOption({ index: 1 })
      const buttons = await readButtons()
      // P20: while a managed one is in place there is no other to choose.
      const managed = row.sslData === stage.objects.managed && isOn(saved) && label !== 'Failed (expired)'
      const listed = ACTIONS.filter((action) => action !== 'own' || !managed)
      expect(buttons.map(({ action }) => action).toSorted()).toEqual(listed.toSorted())
      for (const { action, dead, why } of buttons) {
        const refused = whyNot(saved, action as EventName, { suspended: suspended || !active }) !== null
        const beyond = BEYOND[action]?.(saved, name) ?? null
        expect([name, action, dead]).toEqual([name, action, refused || beyond !== null])
        if (dead) expect([name, action, why]).not.toEqual([name, action, ''])
        if (dead)
          expect([name, action, why]).not.toEqual([name, action, expect.stringContaining('present state')])
        if (beyond !== null && !refused)
          expect([name, action, why.includes(beyond)]).toEqual([name, action, true])
      }
      const hidden = page.locator('[data-action][aria-disabled=true]:not(:visible)')
      expect(await hidden.count()).toBe(0)
      expect(await findViolations(page)).toEqual([])
      expect(await findCut(page)).toEqual([])
      expect(visitor.complaints).toEqual([])
    },
  )

  test('a resource that is being deleted is shown to nobody, with no button; the lifecycle accepts none of them', async () => {
    const saved = await stage.put('deleting')
    await visitor.page.goto(`${portal.base}/resources/${stage.resource}`)
    await visitor.page.getByText('There is nothing here').waitFor()
    expect(await readButtons()).toEqual([])
    for (const action of ACTIONS)
      expect([action, whyNot(saved, action, { suspended: true })]).not.toEqual([action, null])
  })

  test.each([
    ['active', ['renew', 'reissue', 'disable', 'revoke']],
    ['waiting after a failed attempt', ['retry', 'abort']],
    ['blocked', ['anyway']],
    ['suspended', ['delete']],
  ] as const)(
    '%s: before something is taken away or costs, a dialog says what it means for visitors, what is kept and revoked, and whether there is a way back; axe finds nothing in it, nothing is cut, and leaving it changes nothing',
    async (name, asked) => {
      const { version } = await stage.put(name)
      const { page } = visitor
      await visitor.open(`/resources/${stage.resource}`)
      for (const action of asked) {
        await page.locator(`[data-action=${action}]`).click()
        const dialog = page.getByRole('dialog')
        await dialog.getByRole('button', { name: 'Leave it as it is' }).waitFor()
        const terms = await dialog.locator('dt').allTextContents()
        expect([action, terms]).toEqual([action, ['Visitors', 'Kept', 'Revoked', 'A way back']])
        for (const text of await dialog.locator('dd').allTextContents()) expect(text).not.toBe('')
        expect(await findViolations(page)).toEqual([])
        expect(await findCut(page)).toEqual([])
        await dialog.getByRole('button', { name: 'Leave it as it is' }).click()
        await dialog.waitFor({ state: 'detached' })
      }
      expect((await stage.system.world.store.load(stage.resource))?.version).toBe(version)
    },
  )

  test('an own certificate is replaced where it is: by another one, or by a free one, without HTTPS going off', async () => {
    const { page } = visitor
    await stage.put('own certificate')
    await visitor.open(`/resources/${stage.resource}`)
    await page.getByLabel('Replace it by').selectOption({ label: 'spare' })
    await page.getByRole('button', { name: 'Replace', exact: true }).click()
    await page.locator('.badge', { hasText: 'Processing' }).first().waitFor()
    const after = await stage.system.world.store.load(stage.resource)
    expect([after?.https, after?.current?.kind, after?.state.is]).toEqual([true, 'own', 'deploying'])
    expect(after?.resource.sslData).toBe(stage.objects.spare)
    await stage.put('own certificate')
    await visitor.open(`/resources/${stage.resource}`)
    await page.getByLabel('Replace it by').selectOption({ label: 'A free Let’s Encrypt certificate' })
    await page.getByRole('button', { name: 'Replace', exact: true }).click()
    await page.getByText('Free Let’s Encrypt certificate, issued and renewed by us').waitFor()
    const free = await stage.system.world.store.load(stage.resource)
    expect([free?.https, free?.current?.kind, free?.state.is]).toEqual([true, 'own', 'checking'])
  })

  test('a certificate of one’s own is renewed in its place: what is uploaded for it serves the same resource', async () => {
    const { page } = visitor
    await stage.put('own certificate')
    const before = (await stage.system.world.store.load(stage.resource))?.current?.certificate
    const { chain, key } = await certificateFor(HOST, SHOP)
    await visitor.open('/certificates')
    await page.getByRole('button', { name: 'Replace own' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('serves the present certificate until the new one is seen serving').waitFor()
    await dialog.getByLabel('Certificate', { exact: false }).first().fill(chain)
    await dialog.getByLabel('Private key').fill(key)
    await dialog.getByRole('button', { name: 'Replace certificate' }).click()
    await dialog.waitFor({ state: 'detached' })
    const { state, current } = (await stage.system.world.store.load(stage.resource)) ?? {}
    expect([state?.is, current?.certificate]).toEqual(['deploying', before])
  })

  test('who may only read sees no live control: each says so to the pointer, the keyboard and whoever listens, and nothing is sent', async () => {
    await stage.put('active')
    const wish = { name: 'reader', role: 'read' }
    const { token } = (await stage.caller.call('POST', '/cdn/clients/me/tokens', wish)).body
    const reader = await portal.visit(token)
    const { page } = reader
    const sent: string[] = []
    page.on('request', (each) => each.method() !== 'GET' && sent.push(`${each.method()} ${each.url()}`))
    const site = `/resources/${stage.resource}`
    for (const path of [site, `${site}/names`, `${site}/rules`, '/certificates', '/notifications']) {
      await reader.open(path)
      await page.locator('[aria-disabled=true]').first().waitFor()
      const alive = await page.$$eval(
        'main button:not([aria-expanded]), main input[role=switch]',
        (controls) =>
          controls
            .filter((each) => each.getAttribute('aria-disabled') !== 'true')
            .map((each) => each.textContent || each.getAttribute('aria-label') || each.id)
            .filter((text) => !/^Copy|^Earlier|^$/.test(text)),
      )
      expect([path, alive]).toEqual([path, []])
      expect(await findViolations(page)).toEqual([])
    }
    await reader.open('/create')
    await page.locator('[type=button][aria-disabled=true]', { hasText: 'Create resource' }).waitFor()
    await reader.open(site)
    const control = page.getByRole('switch', { name: 'Enable HTTPS' })
    await control.focus()
    await page.getByRole('tooltip', { name: 'Your token only reads.' }).waitFor()
    const told = await control.evaluate((each) =>
      (each.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id: string) => each.ownerDocument.getElementById(id)?.textContent)
        .join(' '),
    )
    expect(told).toContain('Your token only reads.')
    await page.keyboard.press('Space')
    expect(await control.isChecked()).toBe(true)
    expect(sent).toEqual([])
    await reader.close()
  })
})
