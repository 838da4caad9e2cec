// The pictures of the documentation: each is what the portal shows. `npm run images` takes them anew.

import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openPortal, type Portal } from '../system/browser.ts'
import { findViolations } from '../system/axe.ts'
import { findCut } from '../system/narrow.ts'
import { FOLDER, PICTURE_NAMES, take, WORDS_FILE } from './pictures.ts'
import { openTown, type Town } from './town.ts'

const ROOT = join(import.meta.dirname, '..', '..')
/** Set by `npm run images`. */
const writes = process.env['WRITE_IMAGES'] === 'yes'

describe.skipIf(!hasChromium())('the pictures of the portal, in chromium', () => {
  let town: Town
  let portal: Portal
  const words: Record<string, string> = {}
  beforeAll(async () => {
    town = await openTown()
    portal = await openPortal(town.system.world)
  })
  afterAll(async () => {
    await portal?.close()
    await town?.system.close()
    if (writes) writeFileSync(WORDS_FILE, `${JSON.stringify(words, null, 2)}\n`)
  })

  test.each(PICTURE_NAMES)(
    'the picture %s says what the page says now (else: npm run images), of which nothing is cut and axe finds nothing',
    async (name) => {
      const taken = await take(portal, town, name, async (page) => {
        expect(await findViolations(page)).toEqual([])
        expect(await findCut(page)).toEqual([])
      })
      words[name] = taken.words
      if (writes) {
        mkdirSync(FOLDER, { recursive: true })
        writeFileSync(join(FOLDER, `${name}.png`), taken.bytes)
      }
      const kept: unknown = writes ? words : JSON.parse(readFileSync(WORDS_FILE, 'utf8'))
      expect(kept).toMatchObject({ [name]: taken.words })
    },
  )
})

test('every picture that a page shows is there and one of these, and each of them is shown somewhere', () => {
  const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: ROOT })]
  const shown = pages.flatMap((page) =>
    [...readFileSync(join(ROOT, page), 'utf8').matchAll(/!\[[^\]]+\]\(([^)]+\.png)\)/g)].map(
      ([, path = '']) => basename(path, '.png'),
    ),
  )
  const there = globSync('*.png', { cwd: FOLDER }).map((file) => basename(file, '.png'))
  expect([...new Set(shown)].toSorted()).toEqual(PICTURE_NAMES.toSorted())
  expect(there.toSorted()).toEqual(PICTURE_NAMES.toSorted())
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')
  expect(PICTURE_NAMES.filter((name) => readme.includes(`docs/images/${name}.png`)).length).toBeGreaterThan(3)
})
