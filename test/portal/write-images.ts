// `npm run images`: the pictures of the README, made of the portal as it is.

import { join } from 'node:path'
import { openPortal, type Visitor } from '../system/browser.ts'
import { openStage } from './stage.ts'
import type { SituationName } from './situations.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'images')
const SIZE = { width: 1200, height: 800 }

const stage = await openStage()
const portal = await openPortal(stage.system.world)
const light = await portal.visit(stage.caller.token, { viewport: SIZE, colorScheme: 'light' })
const dark = await portal.visit(stage.caller.token, { viewport: SIZE, colorScheme: 'dark' })
const site = `/resources/${stage.resource}`

/** `ready`: words that are there once the page is whole. */
async function take(by: Visitor, name: string, path: string, ready: string): Promise<void> {
  await by.open(path)
  await by.page.getByText(ready).first().waitFor()
  await by.page.screenshot({ path: join(FOLDER, `${name}.png`), fullPage: true })
  console.log(`docs/images/${name}.png`)
}
async function takeState(by: Visitor, name: string, situation: SituationName, ready: string): Promise<void> {
  await stage.put(situation)
  await take(by, name, site, ready)
}

await takeState(light, 'success', 'active', 'Renew certificate')
await takeState(light, 'pre-validation-failed', 'blocked', 'Ask the CA anyway')
await takeState(dark, 'held', 'held by a limit of the CA', 'In the queue, expected')
await stage.put('active')
await take(light, 'resources', '/resources', 'One resource')
await stage.put('failed renewal')
await take(light, 'operator', '/operator-view', 'One resource fails')
await portal.close()
await stage.system.close()
