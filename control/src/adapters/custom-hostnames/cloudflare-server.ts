// For the tests: Cloudflare's custom hostnames as its API documents them, with whatever can go wrong.

import { X509Certificate } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

type Row = {
  id: string
  hostname: string
  status: string
  ssl: { id: string; status: string; serial_number?: string; bundle_method: string }
}

/** What becomes of a call. `happened`: done, and then cut off. */
export type Mishap =
  | 'cut'
  | 'happened'
  | 'garbage'
  | { readonly status: number; readonly code?: number; readonly retryAfter?: string }

export type CloudflareServer = {
  readonly url: string
  readonly zone: string
  readonly token: string
  /** Each call, as method and path without the query. */
  readonly calls: readonly string[]
  /** Asked before each call; null: it goes well. */
  plan: ((call: string) => Mishap | null) | null
  /** While it is slow, what it is given is deployed only by `deploy`. */
  slow: boolean
  /** Deploys what waits. */
  deploy(): void
  /** Names that are there already, without a certificate. */
  add(hostname: string): void
  has(hostname: string): boolean
  close(): Promise<void>
}

const TOKEN = 'secret-token-of-the-cloudflare-api'
const ZONE = '023e105f4ecef8ad9ca31a8372d0c353'
const MOST_PER_PAGE = 50

export async function startCloudflareServer(): Promise<CloudflareServer> {
  const rows: Row[] = []
  const waiting = new Map<string, string>()
  const calls: string[] = []
  const state: Pick<CloudflareServer, 'plan' | 'slow'> = { plan: null, slow: false }
  let count = 0

  const server = http.createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => (text += chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://localhost')
      const path = url.pathname.replace(`/client/v4/zones/${ZONE}/custom_hostnames`, '')
      const call = `${request.method} ${path.replace(/^\/.+/, '/id')}`
      calls.push(call)
      const mishap = state.plan?.(call) ?? null
      if (mishap === 'cut') {
        request.socket.destroy()
        return
      }
      const json = { 'content-type': 'application/json' }
      if (mishap !== null && typeof mishap === 'object') {
        const later = mishap.retryAfter === undefined ? {} : { 'retry-after': mishap.retryAfter }
        const said = failed(mishap.status, mishap.code ?? 10_000, `planned, with ${TOKEN}`)
        response.writeHead(mishap.status, { ...json, ...later }).end(JSON.stringify(said.body))
        return
      }
      const { status, body } =
        request.headers.authorization === `Bearer ${TOKEN}`
          ? answer(request.method ?? '', path.slice(1), url.searchParams, text)
          : failed(403, 10_000, 'Authentication error')
      if (mishap === 'happened') request.socket.destroy()
      else if (mishap === 'garbage') response.end('<html>')
      else response.writeHead(status, json).end(JSON.stringify(body))
    })
  })

  function install(row: Row, ssl: unknown): { status: number; body: unknown } | null {
    const { custom_certificate: chain, custom_key: key } = ssl as Record<string, string>
    if (!chain || !key) return failed(400, 1434, 'custom_certificate and custom_key are required together')
    const serial = BigInt(`0x${new X509Certificate(chain).serialNumber}`).toString()
    // What was served goes on until the new one is deployed.
    if (state.slow) waiting.set(row.id, serial)
    row.ssl = state.slow
      ? { ...row.ssl, status: 'pending_deployment' }
      : { ...row.ssl, status: 'active', serial_number: serial }
    return null
  }

  function answer(method: string, id: string, query: URLSearchParams, text: string) {
    const row = rows.find((each) => each.id === id)
    const given = text === '' ? {} : (JSON.parse(text) as { hostname?: string; ssl?: unknown })
    if (id !== '' && !row) return failed(404, 1436, 'The custom hostname was not found.')
    switch (method) {
      case 'GET': {
        if (row) return done(200, row)
        const found = rows.filter(({ hostname }) => hostname.includes(query.get('hostname') ?? ''))
        const size = Math.min(Number(query.get('per_page') ?? 20), MOST_PER_PAGE)
        const page = Number(query.get('page') ?? 1)
        const part = found.slice((page - 1) * size, page * size)
        const total = { total_count: found.length, total_pages: Math.ceil(found.length / size) }
        return done(200, part, { page, per_page: size, count: part.length, ...total })
      }
      case 'POST': {
        const hostname = given.hostname ?? ''
        if (rows.some((each) => each.hostname === hostname))
          return failed(409, 1406, 'Duplicate custom hostname found.')
        const made = fresh(hostname)
        const fault = install(made, given.ssl)
        if (fault) return fault
        rows.push(made)
        return done(201, made)
      }
      case 'PATCH':
        return (row && install(row, given.ssl)) ?? done(202, row)
      case 'DELETE':
        rows.splice(
          rows.findIndex((each) => each.id === id),
          1,
        )
        return { status: 200, body: { id } }
      default:
        return failed(405, 10_000, 'method')
    }
  }

  const fresh = (hostname: string): Row => ({
    id: String(++count).padStart(32, '0'),
    hostname,
    status: 'pending',
    ssl: { id: 'a', status: 'initializing', bundle_method: 'force' },
  })

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // The cast: a server that listens on TCP has an address of this form.
  const { port } = server.address() as AddressInfo
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}/client/v4`,
    zone: ZONE,
    token: TOKEN,
    calls,
    add: (hostname: string) => void rows.push(fresh(hostname)),
    deploy() {
      for (const row of rows) {
        const serial = waiting.get(row.id)
        if (serial !== undefined) row.ssl = { ...row.ssl, status: 'active', serial_number: serial }
      }
      waiting.clear()
    },
    has: (hostname: string) => rows.some((row) => row.hostname === hostname),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

const done = (status: number, result: unknown, info?: object): { status: number; body: unknown } => ({
  status,
  body: { success: true, errors: [], messages: [], result, ...(info && { result_info: info }) },
})
const failed = (status: number, code: number, message: string): { status: number; body: unknown } => ({
  status,
  body: { success: false, errors: [{ code, message }], messages: [], result: null },
})
