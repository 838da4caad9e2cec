// What a diagnosis links to is a page that anybody can open.

import { PROBLEMS } from '@wellknown/lifecycle'
import { createApi } from '@wellknown/control/api/app.ts'
import { beforeEach, expect, test } from 'vitest'
import { useApi } from '../system/use-api.ts'

const api = useApi()
let app: ReturnType<typeof createApi>
beforeEach(() => {
  app = createApi(api.system.world)
})
const open = (path: string) => app.request(path)
const readPage = async (path: string) => {
  const answer = await open(path)
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}
/** As it stands in HTML. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&#39;').replaceAll('<', '&lt;')

test('every problem has its page, without a token: what it means, who acts and what to do', async () => {
  const index = await readPage('/guide')
  for (const [code, { sentence, fix }] of Object.entries(PROBLEMS)) {
    const { status, text } = await readPage(`/guide/${code}`)
    expect([code, status]).toEqual([code, 200])
    for (const part of [`<title>${escaped(sentence)}</title>`, 'Who acts', escaped(fix)])
      expect(text).toContain(part)
    expect(index.text).toContain(`href="/guide/${code}"`)
  }
})

test('a page loads, runs and sends nothing, and is framed by nobody', async () => {
  const { headers, text } = await readPage('/guide/caa-forbids')
  expect(headers.get('content-type')).toMatch(/^text\/html; charset=utf-8$/i)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  const policy = headers.get('content-security-policy') ?? ''
  for (const part of [
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ])
    expect(policy).toContain(part)
  expect(text).not.toMatch(/<script|https?:|url\(|@import/)
  const [, style = ''] = /<style>([^]*)<\/style>/.exec(text) ?? []
  const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(style))).toString('base64')
  expect(policy).toContain(`style-src 'sha256-${hash}'`)
})

test.each([
  '/guide/nothing',
  '/guide/%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  '/guide/__proto__',
  '/guide/constructor',
])('%s is a page that says so and leads to those there are', async (path) => {
  const { status, headers, text } = await readPage(path)
  expect([status, headers.get('x-content-type-options')]).toEqual([404, 'nosniff'])
  expect(text).toContain('href="/guide"')
  expect(text).not.toContain('script')
})

test('the pages stand in the description as open to all', async () => {
  const { paths } = (await (await open('/openapi.json')).json()) as {
    paths: Record<string, { get: { security: unknown[]; responses: Record<string, { content: object }> } }>
  }
  const described = paths['/guide/{code}']?.get
  expect(described?.security).toEqual([])
  expect(Object.keys(described?.responses['404']?.content ?? {})).toEqual(['text/html'])
})
