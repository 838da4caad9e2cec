// The portal at `/`: a page that holds no data and asks the public API for all it shows.

import { randomBytes } from 'node:crypto'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context, Env } from 'hono'
import { createBuildReader, PLACE, readServed, type Build } from './files.ts'

/** Hashed names: what they hold never changes. */
const FOREVER = 'public, max-age=31536000, immutable'
const LOOK_AGAIN_SECONDS = 2
/** What belongs to others; a path below these that nobody knows is answered by the API. */
const NOT_OURS = /^\/(?:cdn|operator|docs|guide|openapi\.json|healthz)(?:\/|$)/

/** Serves the build in `folder` for whatever no route before has answered. Every path of the page is the page: it finds its
 *  way itself, so that a link in a mail leads to its resource. */
export function addPortal<E extends Env>(app: OpenAPIHono<E>, folder: string): void {
  const read = createBuildReader(folder)
  app.get('*', async (context, next) => {
    const { path } = context.req
    if (NOT_OURS.test(path)) return next()
    const build = read()
    if (path.startsWith('/assets/')) return build ? answerFile(context, build) : next()
    // A program that asks for JSON is told what the API says of unknown paths.
    if (!(context.req.header('accept') ?? '').includes('text/html')) return next()
    return build ? answerPage(context, build.page) : answerPage(context, NOT_BUILT, 503)
  })
}

function answerFile(context: Context, { files }: Build): Response {
  const found = files.get(context.req.path)
  if (!found) return context.json({ message: 'Not found.' }, 404, { 'cache-control': 'no-store' })
  const { bytes, encoding } = readServed(found, context.req.header('accept-encoding') ?? '')
  return context.body(bytes, 200, {
    'content-type': found.type,
    'cache-control': FOREVER,
    vary: 'accept-encoding',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    ...(encoding && { 'content-encoding': encoding }),
  })
}

/** Under a policy that lets nothing but our own files run, and styles only that carry this answer's nonce. */
function answerPage(context: Context, page: string, status: 200 | 503 = 200): Response {
  const nonce = randomBytes(16).toString('base64url')
  return context.html(page.replaceAll(PLACE, nonce), status, {
    'content-security-policy': policyWith(nonce),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(status === 503 && { 'retry-after': String(LOOK_AGAIN_SECONDS) }),
  })
}

const policyWith = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const NOT_BUILT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="${LOOK_AGAIN_SECONDS}">
<title>The portal is being built</title>
<style nonce="${PLACE}">body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem }</style>
<h1>The portal is being built</h1>
<p><code>npm start</code> builds it in the background, once, after the first certificate; elsewhere <code>npm run build:portal</code>
does. This page looks again every ${LOOK_AGAIN_SECONDS} seconds. The API works meanwhile: <a href="/openapi.json">/openapi.json</a>.</p>
</html>
`
