// workerd by itself, without Miniflare's listener: the bare workers, and the edge as wrangler.toml has it.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleWorker, findWorkerd } from '@wellknown/edge/workerd'
import { z } from 'zod'
import { BODY, HEADERS } from './answer.ts'
import { start, type Server } from './processes.ts'

export type Workers = {
  readonly server: Server
  readonly bare: number
  readonly proxy: number
  readonly tellingProxy: number
  readonly edge: number
}

const BARE = `export default { fetch: () => new Response('${BODY}', { headers: ${JSON.stringify(HEADERS)} }) }`
const PROXY = 'export default { fetch: (request, env) => env.ORIGIN.fetch(request) }'
/** What no proxy can do without: it says who asks and for what, and keeps to itself what belongs to a connection. */
const TELLING_PROXY = `export default { async fetch(request, env) {
  const url = new URL(request.url)
  const asked = new Request(url, { method: request.method, headers: request.headers, body: request.body, redirect: 'manual' })
  asked.headers.set('x-forwarded-for', '192.0.2.1')
  asked.headers.set('x-forwarded-proto', url.protocol.slice(0, -1))
  asked.headers.set('x-forwarded-host', url.hostname)
  asked.headers.set('x-origin-host', url.hostname)
  asked.headers.append('cdn-loop', 'proxy')
  const came = await env.ORIGIN.fetch(asked)
  const answer = new Response(came.body, came)
  for (const name of ['connection', 'keep-alive', 'transfer-encoding']) answer.headers.delete(name)
  return answer
} }`
/** What workerd asks for a KV namespace, answered from memory: it is asked seldom, and never waited for while a configuration
 *  is known. */
const KV = `const values = new Map()
export default { async fetch(request) {
  const key = new URL(request.url).pathname
  if (request.method === 'PUT') values.set(key, await request.text())
  if (request.method === 'DELETE') values.delete(key)
  if (request.method !== 'GET') return new Response()
  return values.has(key) ? new Response(values.get(key)) : new Response(null, { status: 404 })
} }`

/** Starts all of them in one workerd. `settings` are the edge's. */
export async function startWorkers(
  folder: string,
  settings: Readonly<Record<string, string>>,
  originPort: number,
): Promise<Workers> {
  mkdirSync(join(folder, 'objects'))
  writeFileSync(join(folder, 'bare.js'), BARE)
  writeFileSync(join(folder, 'proxy.js'), PROXY)
  writeFileSync(join(folder, 'telling.js'), TELLING_PROXY)
  writeFileSync(join(folder, 'kv.js'), KV)
  writeFileSync(join(folder, 'edge.js'), await bundleWorker())
  const bindings = Object.entries(settings).map(
    ([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`,
  )
  const config = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "bare", worker = (modules = [(name = "w", esModule = embed "bare.js")], compatibilityDate = "2026-07-01")),
    (name = "proxy", worker = (modules = [(name = "w", esModule = embed "proxy.js")], compatibilityDate = "2026-07-01",
      bindings = [(name = "ORIGIN", service = "origin")])),
    (name = "telling", worker = (modules = [(name = "w", esModule = embed "telling.js")], compatibilityDate = "2026-07-01",
      bindings = [(name = "ORIGIN", service = "origin")])),
    (name = "kv", worker = (modules = [(name = "w", esModule = embed "kv.js")], compatibilityDate = "2026-07-01")),
    (name = "edge", worker = (modules = [(name = "w", esModule = embed "edge.js")], compatibilityDate = "2026-07-01",
      durableObjectNamespaces = [(className = "HostShelf", uniqueKey = "shelf", enableSql = true)],
      durableObjectStorage = (localDisk = "objects"),
      bindings = [(name = "ORIGIN", service = "origin"), (name = "SHELF", durableObjectNamespace = "HostShelf"),
        (name = "CONFIG", kvNamespace = "kv"),
        ${bindings.join(', ')}])),
    (name = "objects", disk = (path = "objects", writable = true)),
    (name = "origin", external = (address = "127.0.0.1:${originPort}", http = ())),
  ],
  sockets = [
    (name = "bare", address = "127.0.0.1:0", http = (), service = "bare"),
    (name = "proxy", address = "127.0.0.1:0", http = (), service = "proxy"),
    (name = "telling", address = "127.0.0.1:0", http = (), service = "telling"),
    (name = "edge", address = "127.0.0.1:0", http = (), service = "edge"),
  ],
);`
  writeFileSync(join(folder, 'workers.capnp'), config)
  // It tells on this descriptor where each socket listens.
  const args = ['serve', '--control-fd=1', join(folder, 'workers.capnp'), 'config']
  const given = { ready: '"socket":"edge"' }
  const server = await start(findWorkerd(), [...args, `--directory-path=objects=${folder}/objects`], given)
  const portOf = (socket: string): number =>
    Number(new Map(server.output().split('\n').flatMap(readListen)).get(socket))
  return {
    server,
    bare: portOf('bare'),
    proxy: portOf('proxy'),
    tellingProxy: portOf('telling'),
    edge: portOf('edge'),
  }
}

const listening = z.object({ event: z.literal('listen'), socket: z.string(), port: z.int() })

function readListen(line: string): readonly (readonly [socket: string, port: number])[] {
  if (!line.startsWith('{')) return []
  const { socket, port } = listening.parse(JSON.parse(line))
  return [[socket, port]]
}
