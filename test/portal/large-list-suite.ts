// A list that is long: no more of it is sent or drawn than a page. Played in a system and a browser that are there already.

import { expect, test } from 'vitest'
import type { Portal } from '../system/browser.ts'
import { createCaller, createResource } from '../system/caller.ts'
import { copyResource } from '../system/many-resources.ts'
import type { MemorySystem } from '../system/memory-system.ts'

const MANY = 10_000
const PAGE = 50
/** Of one resource as JSON; what it is at most here. */
const LARGEST_ITEM = 4_000

type Played = {
  readonly system: MemorySystem
  readonly portal: Portal
  /** The file of its database. */
  readonly file: string
}

export function playLargeList(played: () => Played): void {
  test('of ten thousand resources no more is sent or drawn than a page, whatever is looked for and wherever one goes on', async () => {
    const { system, portal, file } = played()
    const many = await createCaller(system.world, 'write', 'many')
    copyResource(file, await createResource(many, { cname: 'site-00000.many.example' }), MANY)
    const visitor = await portal.visit(many.token)
    const { page } = visitor
    const answers: Promise<readonly [items: number, bytes: number]>[] = []
    page.on('response', (answer) => {
      if (new URL(answer.url()).pathname !== '/cdn/resources') return
      answers.push(
        answer
          .text()
          .then((text) => [
            (JSON.parse(text) as { readonly results: unknown[] }).results.length,
            text.length,
          ]),
      )
    })
    const rows = () => page.locator('tbody tr').count()
    const first = () => page.locator('tbody tr a').first().textContent()
    await visitor.open('/resources')
    await page.getByText('10,000 resources').waitFor()
    expect([await rows(), await first()]).toEqual([PAGE, 'site-00000.many.example'])

    await page.getByLabel('Search').fill('site-0999')
    await page.getByText('10 resources', { exact: true }).waitFor()
    expect([await rows(), await first()]).toEqual([10, 'site-09990.many.example'])
    await page.getByLabel('Certificate').selectOption('Failed')
    await page.getByText('No resource is like that').waitFor()
    await page.getByRole('button', { name: 'Show all' }).click()
    await page.getByText('10,000 resources').waitFor()
    await page.getByLabel('Sorted by').selectOption('-created')
    await page.getByRole('button', { name: 'Page 200' }).click()
    await page.getByRole('link', { name: 'site-00000.many.example' }).waitFor()
    expect(await rows()).toBe(PAGE)

    const sent = await Promise.all(answers)
    expect(sent.length).toBeGreaterThanOrEqual(5)
    expect(Math.max(...sent.map(([items]) => items))).toBe(PAGE)
    expect(Math.max(...sent.map(([, bytes]) => bytes))).toBeLessThan(PAGE * LARGEST_ITEM)
    await visitor.close()
  })
}
