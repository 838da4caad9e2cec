// The edge under test as the suites see it: a port, the key that may speak to it, an origin that echoes.

import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { compilePattern } from '@wellknown/patterns'
import type { Config, EdgeOptions, SigningKey } from '@wellknown/wire'
import { afterAll, beforeAll, expect } from 'vitest'
import { ask, configFor, createIdentity, OPEN, preparePush, type Answer } from './driver.ts'

export type Started = { readonly port: number; close(): Promise<void> }

export type Bench = {
  port(): number
  key(): SigningKey
  nextRev(): number
  freshHost(): string
  put(kind: 'tokens' | 'config', host: string, document: unknown, rev?: number): Promise<Answer>
  /** Configures `host`; its origin is the one that echoes, unless `config` says otherwise. */
  configure(host: string, config: Partial<Config>): Promise<void>
  get(host: string, path: string, headers?: Record<string, string>, method?: string): Promise<Answer>
}

export const token = (letter: string): string => letter.repeat(43)
export const pathOf = (token: string): string => `/.well-known/acme-challenge/${token}`
export const BLOCK: EdgeOptions = { force_return: { enabled: true, code: 403, body: 'blocked' } }
export const NON_STATIC = '((?!(jpeg|gif|png|pdf|jpg|css|js|woff|woff2|ttf)).)*$'

/** A rule of a configuration, compiled as the control plane does. */
export function rule(pattern: string, options: EdgeOptions, ruleType: 0 | 1 = 0) {
  const compiled = compilePattern(pattern, ruleType)
  if (!compiled.ok) throw new Error(compiled.reason)
  return { id: 1, table: compiled.table, options }
}

/** Starts edge and origin before the suites of the enclosing block, and ends them after. */
export function setUpBench(start: (settings: Record<string, string>) => Promise<Started>): Bench {
  let edge: Started
  let key: SigningKey
  let origin: http.Server
  let source: string
  let rev = 100
  let hosts = 0
  const nextRev = (): number => rev++
  const put: Bench['put'] = async (kind, host, document, at = nextRev()) =>
    ask(edge.port, await preparePush(kind, host, document, key, { rev: at }))

  beforeAll(async () => {
    origin = http.createServer((request, response) => {
      response.setHeader('x-seen-host', request.headers.host ?? '')
      response.setHeader('x-seen-path', request.url ?? '')
      response.setHeader(
        'x-seen-forwarded',
        JSON.stringify([request.headers['forwarded'], request.headers['x-forwarded-host']]),
      )
      request.pipe(response)
      if (request.method === 'GET') response.write(`origin ${request.url}`)
    })
    await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
    source = `127.0.0.1:${(origin.address() as AddressInfo).port}`
    const identity = await createIdentity('pop-under-test')
    key = identity.key
    edge = await start(identity.settings)
  })
  afterAll(async () => {
    await edge.close()
    origin.closeAllConnections()
    await new Promise((resolve) => origin.close(resolve))
  })

  return {
    port: () => edge.port,
    key: () => key,
    nextRev,
    freshHost: () => `site${hosts++}.customer.test`,
    put,
    async configure(host, config) {
      const at = nextRev()
      const wanted = { ...OPEN, origin: { ...OPEN.origin, sources: [{ source, backup: false }] }, ...config }
      const answer = await put('config', host, await configFor(host, at, wanted, key), at)
      expect(answer.status).toBe(200)
    },
    get: (host, path, headers = {}, method = 'GET') => ask(edge.port, { host, path, headers, method }),
  }
}
