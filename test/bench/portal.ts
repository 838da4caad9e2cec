// `npm run bench:portal [times]`: how soon the portal is of use on the loopback, cold, and how soon a list of ten thousand resources
// answers to what is typed. Prints the lower quartile, the median and the upper one, in milliseconds.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openPortal } from '../system/browser.ts'
import { createCaller, createResource } from '../system/caller.ts'
import { copyResource } from '../system/many-resources.ts'
import { startMemorySystem } from '../system/memory-system.ts'
import { quartiles } from './quartiles.ts'

const times = Number(process.argv[2] ?? 15)
const MANY = 10_000
/** The longest the page's own thread was busy without a break; beyond 50 ms it is called a long task. */
const WATCH = `(() => {
  globalThis.longest = 0
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration)
  }).observe({ type: 'longtask', buffered: true })
})()`

const folder = mkdtempSync(join(tmpdir(), 'wellknown-bench-'))
const databaseFile = join(folder, 'wellknown.db')
const system = await startMemorySystem({ databaseFile })
const portal = await openPortal(system.world)
try {
  const many = await createCaller(system.world, 'write', 'many')
  copyResource(databaseFile, await createResource(many, { cname: 'site-00000.many.example' }), MANY)
  const measured = {
    usable: [] as number[],
    filtered: [] as number[],
    stall: [] as number[],
    server: [] as number[],
  }
  for (let turn = 0; turn <= times; turn++) {
    const visitor = await portal.visit(many.token)
    const { page } = visitor
    await page.addInitScript(WATCH)
    const begun = performance.now()
    await page.goto(`${portal.base}/resources`)
    await page.getByText('10,000 resources').waitFor()
    const usable = performance.now() - begun
    await page.evaluate('globalThis.longest = 0')
    const filtered = await filter(page, `site-0${String(turn).padStart(3, '0')}`)
    const stall = Number(await page.evaluate('globalThis.longest'))
    const asked = performance.now()
    await many.call('GET', '/cdn/resources?limit=50&ordering=cname&search=site-0')
    const server = performance.now() - asked
    // The first warms up what stays warm.
    if (turn > 0) {
      measured.usable.push(usable)
      measured.filtered.push(filtered)
      measured.stall.push(stall)
      measured.server.push(server)
    }
    await visitor.close()
  }
  const print = (what: string, values: readonly number[]): void =>
    console.log(
      `${what}: ${quartiles(values)
        .map((value) => value.toFixed(0))
        .join(' / ')} ms`,
    )
  console.log(`${MANY} resources, ${times} times`)
  print('a cold window shows the list', measured.usable)
  print('the list follows what was typed (200 ms of it are waited for the next letter)', measured.filtered)
  print('the page’s longest stall meanwhile', measured.stall)
  print('the API’s part of it', measured.server)
} finally {
  await portal.close()
  await system.close()
  rmSync(folder, { recursive: true })
}

async function filter(page: Page, text: string): Promise<number> {
  const begun = performance.now()
  await page.getByLabel('Search').fill(text)
  await page.getByText('10 resources', { exact: true }).waitFor()
  return performance.now() - begun
}
