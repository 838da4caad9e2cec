// The worker entry run by Miniflare, for development and tests: bundled from source, on a port of its own choice.

import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { Miniflare } from 'miniflare'
import { readCountries, type Countries } from './countries.ts'
import { guardWorkerd } from './guard.ts'
import { plainAnswer } from '../answer.ts'
import { send } from './listener.ts'
import { readTarget } from './request-target.ts'
import { bundleWorker } from './workerd.ts'

export type WorkerEdgeOptions = {
  /** POP, ADMIN_HOST, ADMIN_JWKS, ACME_THUMBPRINTS. */
  readonly settings: Readonly<Record<string, string>>
  readonly listen: { readonly host: string; readonly port: number }
  /** The worker to run, as one module; built from source without it. */
  readonly module?: string
  /** Where Durable Objects are kept; null: in memory. */
  readonly persist: string | null
  /** A table of the countries of addresses; without one, countries are not known. */
  readonly countryFile?: string
}

export type WorkerEdge = { readonly port: number; close(): Promise<void> }

/** Headers Miniflare itself obeys: a client could name another URL with them, or another country. */
const NOT_LET_IN = [
  'mf-original-url',
  'mf-custom-service',
  'mf-disable-pretty-error',
  'mf-cf-blob',
  'cf-connecting-ip',
]

/** Starts the worker behind a small listener that refuses what Miniflare would obey or mistake. */
export async function startWorkerEdge(options: WorkerEdgeOptions): Promise<WorkerEdge> {
  const countryOf = options.countryFile === undefined ? null : readCountries(options.countryFile)
  const signals = keepSignals()
  const miniflare = new Miniflare({
    modules: [{ type: 'ESModule', path: 'worker.mjs', contents: options.module ?? (await bundleWorker()) }],
    compatibilityDate: '2026-07-01',
    host: '127.0.0.1',
    port: 0,
    cf: false,
    kvNamespaces: ['CONFIG'],
    durableObjects: { SHELF: { className: 'HostShelf', useSQLite: true } },
    ...(options.persist === null
      ? {}
      : { durableObjectsPersist: options.persist, kvPersist: join(options.persist, 'kv') }),
    bindings: { ...options.settings, ...(countryOf === null && { COUNTRIES: 'unknown' }) },
  })
  const inner = await miniflare.ready
  const guard = guardWorkerd()
  signals.restore()
  const front = http.createServer({ maxHeaderSize: 16_384 }, (incoming, outgoing) => {
    const target = readTarget(incoming)
    if ('fault' in target) {
      send(plainAnswer(400, target.fault, { connection: 'close' }), incoming, outgoing)
      return
    }
    forward(incoming, outgoing, Number(inner.port), countryOf)
  })
  try {
    await new Promise<void>((resolve, reject) => {
      front.once('error', reject)
      front.listen(options.listen.port, options.listen.host, resolve)
    })
  } catch (error) {
    await miniflare.dispose()
    guard.dismiss()
    throw error
  }
  return {
    port: (front.address() as AddressInfo).port,
    async close() {
      front.closeAllConnections()
      await new Promise((resolve) => front.close(resolve))
      await miniflare.dispose()
      guard.dismiss()
    },
  }
}

/** Miniflare ends the process at the first signal; when to end, and what to close first, is for whoever started us. */
function keepSignals(): { restore(): void } {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const before = new Map(signals.map((signal) => [signal, process.listeners(signal)]))
  return {
    restore() {
      for (const signal of signals) {
        for (const listener of process.listeners(signal)) {
          if (!before.get(signal)?.includes(listener)) process.removeListener(signal, listener)
        }
      }
    },
  }
}

/** What Cloudflare does in front of a worker: tells it the visitor's address, and country where that is known. */
function forward(
  incoming: http.IncomingMessage,
  outgoing: http.ServerResponse,
  port: number,
  countryOf: Countries | null,
): void {
  const headers: string[] = []
  for (let index = 0; index + 1 < incoming.rawHeaders.length; index += 2) {
    const name = incoming.rawHeaders[index] ?? ''
    if (!NOT_LET_IN.includes(name.toLowerCase())) headers.push(name, incoming.rawHeaders[index + 1] ?? '')
  }
  const address = incoming.socket.remoteAddress ?? ''
  headers.push('cf-connecting-ip', address, 'mf-cf-blob', JSON.stringify({ country: countryOf?.(address) }))
  const request = http.request({
    host: '127.0.0.1',
    port,
    method: incoming.method,
    path: incoming.url,
    headers,
    // A connection for each: workerd closes one whose body nobody has read, and the next request would meet that.
    agent: false,
  })
  request.on('response', (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
    answer.pipe(outgoing)
  })
  // A visitor who has left needs no answer.
  outgoing.on('close', () => request.destroy())
  request.on('error', () => {
    if (!outgoing.headersSent) outgoing.writeHead(503, { 'cache-control': 'no-store' })
    outgoing.end()
  })
  // Whether a body is wanted is the worker's to say: headers do not wait for it.
  request.flushHeaders()
  incoming.pipe(request)
}
