// The reader of the API's description in a browser.

import type { AddressInfo } from 'node:net'
import { createApi } from '@wellknown/control/api/app.ts'
import { serveApi } from '@wellknown/control/api/serve.ts'
import { addReader } from '@wellknown/control/portal/serve-reader.ts'
import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { CHROMIUM, hasChromium } from '../system/browser.ts'
import { startMemorySystem } from '../system/memory-system.ts'

test.skipIf(!hasChromium())(
  'the reader at /docs shows the calls, under a policy that lets nothing but us be asked (chromium)',
  async () => {
    const system = await startMemorySystem()
    const app = createApi(system.world)
    addReader(app)
    const server = await serveApi(app, { host: '127.0.0.1', port: 0 })
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    // A container has no user namespaces to build the sandbox of.
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] })
    try {
      const page = await browser.newPage()
      const complaints: string[] = []
      const asked: string[] = []
      page.on('console', (said) => said.type() === 'error' && complaints.push(said.text()))
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('request', (request) => asked.push(request.url()))
      const answer = await page.goto(`${base}/docs`)
      const policy = answer?.headers()['content-security-policy']
      expect(policy).toContain("default-src 'none'; script-src 'self'")
      expect(policy).not.toContain('http')
      await page.getByText('The CDN resources of the client').first().waitFor()
      expect(await page.locator('h1').first().textContent()).toContain('wellknown')
      const outside = asked.filter((url) => !url.startsWith(base) && !url.startsWith('data:'))
      expect([outside, complaints]).toEqual([[], []])
    } finally {
      await browser.close()
      await new Promise((resolve) => server.close(resolve))
      await system.close()
    }
  },
)

test('the reader’s script comes whole, compressed for those who take it', async () => {
  const system = await startMemorySystem()
  const app = createApi(system.world)
  addReader(app)
  const plain = await app.request('/docs/reader.js')
  const zipped = await app.request('/docs/reader.js', { headers: { 'accept-encoding': 'br, gzip' } })
  expect([plain.status, plain.headers.get('content-encoding')]).toEqual([200, null])
  const bytes = await new Response(zipped.body?.pipeThrough(new DecompressionStream('gzip'))).arrayBuffer()
  expect(bytes.byteLength).toBe((await plain.arrayBuffer()).byteLength)
  await system.close()
})
