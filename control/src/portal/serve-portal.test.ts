import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { OpenAPIHono } from '@hono/zod-openapi'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addPortal } from './serve-portal.ts'

let folder: string
let app: OpenAPIHono
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellknown-portal-'))
  app = new OpenAPIHono()
  addPortal(app, folder)
  app.notFound((context) => context.json({ message: 'Not found.' }, 404))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const PAGE =
  '<meta name="style-nonce" content="__NONCE__"><script type="module" src="/assets/index-1.js"></script>'
function build(stamp: string, page = PAGE): void {
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'index.html'), page)
  writeFileSync(join(folder, 'assets', 'index-1.js'), 'plain')
  writeFileSync(join(folder, 'assets', 'index-1.js.br'), 'brotli')
  writeFileSync(join(folder, 'assets', 'index-1.js.gz'), 'gzip')
  writeFileSync(join(folder, 'assets', 'index-1.js.map'), 'map')
  writeFileSync(join(folder, 'built-from'), stamp)
}
const visit = (path: string) => app.request(path, { headers: { accept: 'text/html,*/*' } })
const fetchFile = (path: string, encodings = '') =>
  app.request(path, { headers: { 'accept-encoding': encodings } })

test('before it is built, a page says so and looks again; once built, the next visit has it, and the next build too', async () => {
  const before = await visit('/')
  expect([before.status, before.headers.get('retry-after')]).toEqual([503, '2'])
  expect(await before.text()).toContain('is being built')
  build('one')
  expect(await (await visit('/')).text()).toContain('/assets/index-1.js')
  build('two', 'another page')
  expect(await (await visit('/')).text()).toBe('another page')
})

test('every path of the page is the page; what is the API’s or unknown to it is not', async () => {
  build('one')
  for (const path of ['/', '/resources/1', '/resources/1/rules']) expect((await visit(path)).status).toBe(200)
  for (const path of ['/cdn/nothing', '/operator', '/openapi.json', '/docs', '/guide/expired'])
    expect((await visit(path)).status).toBe(404)
  expect((await app.request('/anything', { headers: { accept: 'application/json' } })).status).toBe(404)
})

test('the page runs nothing but our own files: no inline script, no outside host, a nonce of its own each time', async () => {
  build('one')
  const nonces = new Set<string>()
  for (let time = 0; time < 3; time++) {
    const answer = await visit('/')
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self' 'nonce-")
    expect(policy).toContain("connect-src 'self'")
    expect(policy).not.toMatch(/unsafe|https?:|data:|\*/)
    const [, nonce = ''] = /'nonce-([\w-]{22})'/.exec(policy) ?? []
    expect(await answer.text()).toContain(`content="${nonce}"`)
    nonces.add(nonce)
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  }
  expect(nonces.size).toBe(3)
})

test('files are kept for ever, compressed as the client takes it, and typed', async () => {
  build('one')
  const cases = [
    ['gzip, deflate, br', 'br', 'brotli'],
    ['gzip;q=0.8', 'gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip', 'gzip'],
    ['', null, 'plain'],
  ] as const
  for (const [accepted, encoding, text] of cases) {
    const answer = await fetchFile('/assets/index-1.js', accepted)
    expect([answer.headers.get('content-encoding'), await answer.text()]).toEqual([encoding, text])
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(answer.headers.get('vary')).toBe('accept-encoding')
  }
})

test('nothing but the build’s own files is served, however the path is written', async () => {
  build('one')
  writeFileSync(join(folder, 'secret.js'), 'secret')
  const paths = [
    '/assets/../secret.js',
    '/assets/..%2fsecret.js',
    '/assets/%2e%2e/secret.js',
    '/assets/index-1.js.map',
    '/assets/index-1.js.br',
    '/assets/none.js',
    '/assets/',
  ]
  for (const path of paths) {
    const answer = await fetchFile(path)
    expect([path, answer.status, (await answer.text()).includes('secret')]).toEqual([path, 404, false])
  }
})
