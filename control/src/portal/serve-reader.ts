// `/docs`: the description of the API for people. The reader is Scalar's, served by us; it asks nobody but this API.

import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Env } from 'hono'

const SCRIPT = '/docs/reader.js'
/** The whole reader in one file, as its package brings it. */
const FILE = new URL('browser/standalone.js', import.meta.resolve('@scalar/api-reference'))

/** Nothing is loaded from elsewhere or told to anybody, and a token that is typed in is forgotten with the page. */
const CONFIGURATION = {
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  persistAuth: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
  hideClientButton: true,
}

/** The reader makes its styles as it runs, so that they have no hash; scripts are our one file. */
const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
}

const escapeAttribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;')

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>The API</title>
<body>
<noscript>The reader needs a script. The description itself is at <a href="/openapi.json">/openapi.json</a>.</noscript>
<script id="api-reference" data-configuration="${escapeAttribute(JSON.stringify(CONFIGURATION))}"></script>
<script src="${SCRIPT}"></script>
</body>
</html>
`

/** Serves the reader; its script is read and compressed when it is asked for first. */
export function addReader<E extends Env>(app: OpenAPIHono<E>): void {
  let script: Promise<{ readonly plain: Buffer<ArrayBuffer>; readonly zipped: Buffer<ArrayBuffer> }> | null =
    null
  app.get('/docs', (context) => context.html(PAGE, 200, { ...HEADERS, 'cache-control': 'no-cache' }))
  app.get(SCRIPT, async (context) => {
    script ??= readScript()
    const { plain, zipped } = await script
    const zips = /(?:^|,)\s*gzip\s*(?:,|$)/.test(context.req.header('accept-encoding') ?? '')
    return context.body(zips ? zipped : plain, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      // Its name does not tell its version.
      'cache-control': 'public, max-age=3600',
      vary: 'accept-encoding',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      ...(zips && { 'content-encoding': 'gzip' }),
    })
  })
}

async function readScript() {
  const plain = readFileSync(fileURLToPath(FILE))
  return { plain, zipped: await promisify(gzip)(plain) }
}
