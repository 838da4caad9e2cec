// The edge under test as the suites see it: a port, the key that may speak to it, an origin that echoes.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compileCaptures, compilePattern, compileTexts } from '@wellknown/patterns'
import type { Config, EdgeOptions, Self, SigningKey } from '@wellknown/wire'
import { afterAll, beforeAll, expect } from 'vitest'
import { ask, askBytes, configFor, createIdentity, OPEN, preparePush, type Answer } from './driver.ts'

type Started = {
  readonly port: number
  /** Which Host it can ask an origin for. */
  readonly capability: Self['originCapability']
  close(): Promise<void>
}

/** Starts an edge that knows the countries in this file. */
export type Start = (settings: Record<string, string>, countryFile: string) => Promise<Started>

/** Visitors from here are from there; those from elsewhere are from nowhere that is known. */
export const BRITON = '127.0.0.7'
export const GERMAN = '127.0.0.8'

export type Bench = {
  port(): number
  key(): SigningKey
  capability(): Started['capability']
  nextRev(): number
  freshHost(): string
  put(kind: 'tokens' | 'config', host: string, document: unknown, rev?: number): Promise<Answer>
  /** Configures `host`; its origin is the one that echoes, unless `config` says otherwise. */
  configure(host: string, config: Partial<Config>): Promise<void>
  get(host: string, path: string, headers?: Record<string, string>, method?: string): Promise<Answer>
  /** The one that echoes. */
  origin(): Config['origin']
  /** All that is answered, without the instant. */
  bytes(host: string, path: string, method?: string): Promise<string>
  /** The status of a request for `/` by a visitor with this address. */
  visitFrom(address: string, host: string): Promise<number>
}

export const token = (letter: string): string => letter.repeat(43)
export const pathOf = (token: string): string => `/.well-known/acme-challenge/${token}`
export const BLOCK: EdgeOptions = { force_return: { enabled: true, code: 403, body: 'blocked' } }
export const NON_STATIC = '((?!(jpeg|gif|png|pdf|jpg|css|js|woff|woff2|ttf)).)*$'

/** A rule of a configuration, compiled as the control plane does. */
export function rule(
  pattern: string,
  options: EdgeOptions,
  ruleType: 0 | 1 = 0,
  more: { protocol?: Config['origin']['protocol'] } = {},
) {
  const compiled = compilePattern(pattern, ruleType)
  if (!compiled.ok) throw new Error(compiled.reason)
  return { id: 1, table: compiled.table, options, ...more }
}

type RewriteOption = Extract<EdgeOptions['rewrite'], { readonly enabled: true }>

/** What a rewrite becomes in a configuration, beside `enabled`. */
export function rewriteOf(
  pattern: string,
  replacement: RewriteOption['replacement'],
  flag: RewriteOption['flag'],
  absolute = false,
): Omit<RewriteOption, 'enabled'> {
  const compiled = compileCaptures(pattern)
  if (!compiled.ok) throw new Error(compiled.reason)
  return { table: compiled.table, replacement, absolute, flag }
}

/** Tables that look for these in a text, in either case. */
export function textsOf(...sources: string[]): unknown[] {
  const compiled = compileTexts(sources.map((source) => ({ source, ignoreCase: true })))
  if (!compiled.ok) throw new Error(compiled.reason)
  return [...compiled.tables]
}

/** Starts edge and origin before the suites of the enclosing block, and ends them after. */
export function setUpBench(start: Start): Bench {
  let folder: string
  let edge: Started
  let key: SigningKey
  let origin: http.Server
  let source: string
  let rev = 100
  let hosts = 0
  const nextRev = (): number => rev++
  const put: Bench['put'] = async (kind, host, document, at = nextRev()) =>
    ask(edge.port, await preparePush(kind, host, document, key, { rev: at }))

  const echo = (): Config['origin'] => ({ ...OPEN.origin, sources: [{ source, backup: false }] })
  beforeAll(async () => {
    origin = http.createServer((request, response) => {
      response.setHeader('x-seen-host', request.headers.host ?? '')
      response.setHeader('x-seen-path', request.url ?? '')
      const length = request.headers['content-length']
      if (length !== undefined) response.setHeader('x-seen-length', length)
      if (request.headers['x-to-keep']) response.setHeader('cache-control', 'max-age=86400')
      response.setHeader(
        'x-seen-forwarded',
        JSON.stringify([request.headers['forwarded'], request.headers['x-forwarded-host']]),
      )
      response.setHeader('x-seen-loop', request.headers['cdn-loop'] ?? '')
      response.setHeader('x-seen-address', request.headers['x-forwarded-for'] ?? '')
      if (request.url === '/told') response.setHeader('x-told', JSON.stringify(request.headers))
      if (request.url === '/typed') response.setHeader('content-type', 'text/plain')
      response.setHeader('x-seen-custom', request.headers['x-custom'] ?? '')
      response.setHeader('x-origin', 'of the origin')
      response.setHeader('etag', '"1"')
      const [, status] = /^\/status\/(\d+)/.exec(request.url ?? '') ?? []
      response.statusCode = Number(status ?? 200)
      request.pipe(response)
      if (request.method === 'GET') response.write(`origin ${request.url}`)
    })
    await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
    source = `127.0.0.1:${(origin.address() as AddressInfo).port}`
    const identity = await createIdentity('pop-under-test')
    key = identity.key
    folder = mkdtempSync(join(tmpdir(), 'wellknown-countries-'))
    const countryFile = join(folder, 'countries.csv')
    writeFileSync(countryFile, `${BRITON}/32,GB\n${GERMAN}/32,DE\n`)
    edge = await start(identity.settings, countryFile)
  })
  afterAll(async () => {
    await edge.close()
    origin.closeAllConnections()
    await new Promise((resolve) => origin.close(resolve))
    rmSync(folder, { recursive: true, force: true })
  })

  return {
    port: () => edge.port,
    key: () => key,
    capability: () => edge.capability,
    nextRev,
    freshHost: () => `site${hosts++}.customer.test`,
    put,
    async configure(host, config) {
      const at = nextRev()
      const wanted = { ...OPEN, origin: echo(), ...config }
      const answer = await put('config', host, await configFor(host, at, wanted, key), at)
      expect(answer.status).toBe(200)
    },
    get: (host, path, headers = {}, method = 'GET') => ask(edge.port, { host, path, headers, method }),
    origin: echo,
    bytes: (host, path, method) => askBytes(edge.port, host, path, method),
    visitFrom: async (localAddress, host) => (await ask(edge.port, { host, path: '/', localAddress })).status,
  }
}
