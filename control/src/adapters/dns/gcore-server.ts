// For the tests: Gcore's DNS API as api.md §7 has it, with whatever can go wrong.

import http from 'node:http'
import type { AddressInfo } from 'node:net'

type RecordSet = { ttl: number; resource_records: { content: string[]; enabled: boolean }[] }

/** What becomes of a call. `happened`: done, and then cut off. */
export type Mishap =
  | 'cut'
  | 'happened'
  | 'garbage'
  | { readonly status: number; readonly retryAfter?: string }

export type GcoreServer = {
  readonly url: string
  readonly token: string
  /** Each call, as method and path. */
  readonly calls: readonly string[]
  /** Asked before each call; null: it goes well. */
  plan: ((call: string) => Mishap | null) | null
  /** Done before a call is answered, as another control plane would. */
  meddle: ((call: string) => void) | null
  /** Zones that exist. */
  addZone(name: string): void
  readonly zones: ReadonlyMap<string, Map<string, RecordSet>>
  set(zone: string, name: string, values: readonly string[]): void
  values(name: string): readonly string[]
  close(): Promise<void>
}

const TOKEN = 'secret-token-of-the-dns-api'

export async function startGcoreServer(): Promise<GcoreServer> {
  const zones = new Map<string, Map<string, RecordSet>>()
  const calls: string[] = []
  const state: Pick<GcoreServer, 'plan' | 'meddle'> = { plan: null, meddle: null }

  const server = http.createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => (text += chunk))
    request.on('end', () => {
      const call = `${request.method} ${request.url}`
      calls.push(call)
      const mishap = state.plan?.(call) ?? null
      if (mishap === 'cut') {
        request.socket.destroy()
        return
      }
      if (mishap !== null && typeof mishap === 'object') {
        const later = mishap.retryAfter === undefined ? {} : { 'retry-after': mishap.retryAfter }
        response.writeHead(mishap.status, { 'content-type': 'application/json', ...later })
        response.end(JSON.stringify({ error: 'planned' }))
        return
      }
      state.meddle?.(call)
      const { status, body } =
        request.headers.authorization === `APIKey ${TOKEN}`
          ? answer(request.method ?? '', request.url ?? '', text)
          : { status: 401, body: { error: 'invalid token' } }
      if (mishap === 'happened') request.socket.destroy()
      else if (mishap === 'garbage') response.end('<html>')
      else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })

  function answer(method: string, path: string, text: string): { status: number; body: unknown } {
    const [, zone, name] = /^\/dns\/v2\/zones\/([^/]+)(?:\/([^/]+)\/TXT)?$/.exec(path) ?? []
    if (path === '/dns/v2/zones' && method === 'POST') {
      const made = (JSON.parse(text) as { name: string }).name
      if (zones.has(made)) return { status: 409, body: { error: 'zone is already exists' } }
      zones.set(made, new Map())
      return { status: 200, body: { id: zones.size, warnings: [] } }
    }
    const records = zones.get(zone ?? '')
    if (!records) return { status: 404, body: { error: 'zone is not found' } }
    if (name === undefined) return { status: 200, body: { id: 1, name: zone } }
    const held = records.get(name)
    switch (method) {
      case 'GET':
        return held
          ? { status: 200, body: { name, type: 'TXT', ...held } }
          : { status: 404, body: { error: 'record is not found' } }
      case 'POST':
        if (held) return { status: 409, body: { error: 'rrset is already exists' } }
        records.set(name, JSON.parse(text) as RecordSet)
        return { status: 200, body: {} }
      case 'PUT':
        records.set(name, JSON.parse(text) as RecordSet)
        return { status: 200, body: {} }
      case 'DELETE':
        if (!held) return { status: 404, body: { error: 'record is not found' } }
        records.delete(name)
        return { status: 200, body: {} }
      default:
        return { status: 400, body: { error: 'method' } }
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // The cast: a server that listens on TCP has an address of this form.
  const { port } = server.address() as AddressInfo
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}/dns`,
    token: TOKEN,
    calls,
    zones,
    addZone: (name: string) => void zones.set(name, new Map()),
    set(zone: string, name: string, values: readonly string[]) {
      const resource_records = values.map((value) => ({ content: [value], enabled: true }))
      zones.get(zone)?.set(name, { ttl: 120, resource_records })
    },
    values: (name: string) =>
      [...zones.values()].flatMap(
        (records) => records.get(name)?.resource_records.map(({ content }) => content[0] ?? '') ?? [],
      ),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
