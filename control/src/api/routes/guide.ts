// The guide for people: what a diagnosis links to. Pages without a token, a script or anything loaded.

import { createHash } from 'node:crypto'
import { createRoute, z } from '@hono/zod-openapi'
import { GUIDE, guidePath, type GuidePart } from '@wellknown/lifecycle'
import type { Context } from 'hono'
import { html, raw } from 'hono/html'
import type { Api, App } from '../context.ts'

const STYLE =
  'body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color-scheme:light dark}dt{font-weight:600;margin-top:1rem}dd{margin:0}'
/** Nothing is loaded, run, framed or sent; the one style is ours, told by its hash (CSP Level 3, §6.7.3.3). */
const HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'public, max-age=300',
}
const PAGE = { 'text/html': { schema: z.string() } }
const tags = ['Guide']
const open = { tags, security: [] }

const index = createRoute({
  ...open,
  method: 'get',
  path: '/guide',
  operationId: 'readGuide',
  summary: 'All problems that a diagnosis can name, as a page for people',
  description: 'Each problem with a link to its page. No token is needed.',
  responses: { 200: { description: 'The page.', content: PAGE } },
})
const one = createRoute({
  ...open,
  method: 'get',
  path: '/guide/{code}',
  operationId: 'readGuidePage',
  summary: 'What a problem means, who must act and what to do, as a page for people',
  description:
    'What the `guide` of a diagnosed problem leads to. No token is needed, and nothing is told of anybody’s site.',
  request: { params: z.object({ code: z.string() }) },
  responses: {
    200: { description: 'The page.', content: PAGE },
    404: { description: 'There is no such problem; the page leads to those there are.', content: PAGE },
  },
})

type Html = ReturnType<typeof html>

const HEAD = "What can stand in a certificate's way"

export function addGuide(app: App): void {
  app.openapi(index, (context) =>
    show(
      context,
      200,
      HEAD,
      html`<ul>
        ${GUIDE.map(tellLink)}
      </ul>`,
    ),
  )
  app.openapi(one, (context) => {
    const { code } = context.req.valid('param')
    const part = GUIDE.find((each) => each.code === code)
    // What was asked for is not repeated: it may be anybody's words.
    return part
      ? show(context, 200, part.sentence, tellPart(part))
      : show(context, 404, 'There is no such problem', LIST)
  })
}

const LIST = html`<p><a href="/guide">All problems</a></p>`
const tellLink = ({ code, sentence }: GuidePart): Html =>
  html`<li><a href="${guidePath(code)}">${code}</a>: ${sentence}</li>`

const tellPart = ({ code, who, fix }: GuidePart): Html =>
  html`<dl>
      <dt>Who acts</dt>
      <dd>${who}</dd>
      <dt>What to do</dt>
      <dd>${fix}</dd>
      <dt>Code</dt>
      <dd>${code}</dd>
    </dl>
    <p>The diagnosis of the resource has the evidence, and the DNS record to set where one mends it.</p>
    ${LIST}`

function show(context: Context<Api>, status: 200 | 404, title: string, content: Html) {
  const head = html`<meta charset="utf-8" /><meta name="viewport" content="width=device-width" />
    <title>${title}</title>`
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        ${head}${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <h1>${title}</h1>
        ${content}
      </body>
    </html>`
  return context.html(page, status, HEADERS)
}
