// The pictures that the pages of the project show, and what each is of.

import { join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Portal } from '../system/browser.ts'
import { SITES, type Town } from './town.ts'

export const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'images')
/** What can be read on each, as it was when it was taken. */
export const WORDS_FILE = join(FOLDER, 'words.json')
const SIZE = { width: 1200, height: 800 }

type Picture = {
  readonly path: (town: Town) => string
  /** Words that are there once the page is whole. */
  readonly ready: string
  readonly scheme: 'light' | 'dark'
  readonly by: 'customer' | 'operator'
}

const site = (name: string) => (town: Town) => `/resources/${town.site(name)}`

const PICTURES = {
  'pre-validation-failed': {
    path: site(SITES.ELSEWHERE),
    ready: 'Ask the CA anyway',
    scheme: 'light',
    by: 'customer',
  },
  success: { path: site(SITES.SUCCESS), ready: 'Renew certificate', scheme: 'light', by: 'customer' },
  held: { path: site(SITES.HELD), ready: 'In the queue, expected', scheme: 'dark', by: 'customer' },
  resources: { path: () => '/resources', ready: '5 resources', scheme: 'light', by: 'customer' },
  operator: { path: () => '/operator-view', ready: '2 resources fail', scheme: 'light', by: 'operator' },
} as const satisfies Readonly<Record<string, Picture>>
export type PictureName = keyof typeof PICTURES
// The cast: these are the keys of that record.
export const PICTURE_NAMES = Object.keys(PICTURES) as PictureName[]

/** Takes one: the page as a window of its own shows it at the town's time, and what can be read there. `look` is given the page before it is closed. */
export async function take(
  portal: Portal,
  town: Town,
  name: PictureName,
  look: (page: Page) => Promise<void>,
): Promise<{ readonly bytes: Buffer; readonly words: string }> {
  const { path, ready, scheme, by }: Picture = PICTURES[name]
  const visitor = await portal.visit(town[by].token, { viewport: SIZE, colorScheme: scheme })
  const { page } = visitor
  try {
    await page.clock.setFixedTime(town.system.world.now())
    await visitor.open(path(town))
    await page.getByText(ready).first().waitFor()
    await page.getByText('Live', { exact: true }).waitFor()
    await page.mouse.move(0, 0)
    const bytes = await page.screenshot({ fullPage: true, animations: 'disabled' })
    const words = await page.locator('main').innerText()
    await look(page)
    return { bytes, words: words.replaceAll(/\s*\n\s*/g, '\n').trim() }
  } finally {
    await visitor.close()
  }
}
