// The portal in a browser: Debian's chromium, driven over its own protocol, against an API on a real socket.

import { execFileSync } from 'node:child_process'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createApi } from '@wellknown/control/api/app.ts'
import { serveApi } from '@wellknown/control/api/serve.ts'
import { addPortal } from '@wellknown/control/portal/serve-portal.ts'
import type { World } from '@wellknown/control/world.ts'
import { chromium, type Browser, type Page } from 'playwright-core'
import { hasTool } from './tool.ts'

const PORTAL = join(import.meta.dirname, '..', '..', 'packages', 'portal')
export const CHROMIUM = '/usr/bin/chromium'
/** For whatever is waited for; what is there is found at once. */
const PATIENCE_MS = 20_000

export const hasChromium = (): boolean => hasTool('chromium')

export type Visitor = {
  readonly page: Page
  /** What the page wrote to its console as an error, and what it threw. */
  readonly complaints: readonly string[]
  /** Goes to a path of the page, and waits until it shows what it asked for. */
  open(path: string): Promise<void>
  close(): Promise<void>
}

export type Portal = {
  readonly base: string
  readonly browser: Browser
  /** Breaks every connection to the API, as a network does. */
  cut(): void
  /** A fresh window, signed in with `token` unless it is null. */
  visit(token: string | null, options?: Parameters<Browser['newContext']>[0]): Promise<Visitor>
  close(): Promise<void>
}

/** Builds the page unless it is built, serves it with the API, and starts a browser. */
export async function openPortal(world: World): Promise<Portal> {
  execFileSync(process.execPath, [join(PORTAL, 'build', 'main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const app = createApi(world)
  addPortal(app, join(PORTAL, 'dist'))
  const server = await serveApi(app, { host: '127.0.0.1', port: 0 })
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  // A container has no user namespaces to build the sandbox of.
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
  return {
    base,
    browser,
    cut: () => void ('closeAllConnections' in server && server.closeAllConnections()),
    async visit(token, options = {}) {
      const context = await browser.newContext({
        locale: 'en-GB',
        timezoneId: 'Europe/Berlin',
        reducedMotion: 'reduce',
        ...options,
      })
      context.setDefaultTimeout(PATIENCE_MS)
      const complaints: string[] = []
      const page = await context.newPage()
      page.on('console', (said) => said.type() === 'error' && complaints.push(said.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      if (token !== null) {
        await page.addInitScript((text) => sessionStorage.setItem('wellknown-token', text), token)
      }
      return {
        page,
        complaints,
        async open(path) {
          await page.goto(base + path)
          await page.waitForSelector('h1')
          await page.locator('body:not(:has([aria-label=Loading]))').waitFor()
        },
        close: () => context.close(),
      }
    },
    async close() {
      await browser.close()
      // Whoever follows events would stay for ever.
      if ('closeAllConnections' in server) server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
