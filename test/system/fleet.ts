// Several PoPs on this machine, each with a shelf of its own, and control planes that speak to them: for what happens between
// them, without certificates.

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import http from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHttpEdge } from '@wellknown/control/adapters/edge/http.ts'
import { openStore } from '@wellknown/control/store/open.ts'
import type { Pop } from '@wellknown/control/store/records.ts'
import type { World } from '@wellknown/control/world.ts'
import { startWorkerEdge } from '@wellknown/edge/miniflare'
import { startNodeEdge } from '@wellknown/edge/node'
import { generateSigningKey, importSigningKey, type Config, type SigningKey } from '@wellknown/wire'
import { certificateFor } from '../../edge/src/node/test-certificates.ts'
import { startMemorySystem } from './memory-system.ts'
import { bundleNextWorker } from './next-wire.ts'

const DAY = 24 * 60 * 60_000

export type Control = {
  readonly world: World
  readonly log: readonly Readonly<Record<string, unknown>>[]
  /** Wants that `host` answers with this text, from no origin. */
  say(host: string, text: string): Promise<void>
  /** Wants a certificate at `host`, and gives its serial. */
  certify(host: string): Promise<string>
  pop(name: string): Promise<Pop | undefined>
  /** Copies its database as it is now, and gives the file. */
  backUp(): Promise<string>
  close(): Promise<void>
}

export type Fleet = {
  /** What each PoP answers for `host`, PoP by PoP: the body of a 200, else the status. */
  ask(host: string, path?: string): Promise<readonly string[]>
  /** The private JWK that control planes sign with unless they are given another. */
  readonly privateJwk: string
  /** A control plane with a database of its own, or on this file. `between` stands between it and the PoPs. */
  control(file?: string, between?: (edge: World['edge']) => World['edge'], key?: SigningKey): Promise<Control>
  /** Where a PoP keeps what it holds, and its seal key. */
  files(name: string): { readonly shelf: string; readonly sealKey: string }
  /** PoPs that start from now on have this ADMIN_JWKS. */
  trust(adminJwks: string): void
  /** The PoP ends; its shelf stays. */
  stop(name: string): Promise<void>
  start(name: string, shelf?: 'kept' | 'lost'): Promise<void>
  /** A worker starts as an edge of the next wire version; its shelf stays. */
  startNext(name: string): Promise<void>
  close(): Promise<void>
}

/** Starts a PoP of each name; `workers` are the worker entry, the others run on Node, and of those `terminating` with TLS. */
export async function startFleet(
  names: readonly string[],
  workers: readonly string[] = [],
  terminating: readonly string[] = [],
): Promise<Fleet> {
  const folder = mkdtempSync(join(tmpdir(), 'wellknown-fleet-'))
  const base = await startMemorySystem()
  const { privateJwk, publicJwk } = await generateSigningKey()
  const firstKey = await importSigningKey(privateJwk)
  let adminJwks = JSON.stringify({ keys: [publicJwk] })
  const running = new Map<string, { close(): Promise<void> }>()
  const ports = new Map<string, number>()
  const tlsPorts = new Map<string, number>()
  const sealKeyOf = (name: string): string => join(folder, `${name}.jwk`)
  const shelves = new Map<string, string>()
  const controls: Control[] = []
  let files = 0
  const start = async (
    name: string,
    shelf: 'kept' | 'lost' = 'kept',
    module: string | null = null,
  ): Promise<void> => {
    const kept = shelf === 'kept' ? shelves.get(name) : undefined
    const shelfFile = kept ?? join(folder, `${name}-${files++}.db`)
    shelves.set(name, shelfFile)
    const settings = {
      POP: name,
      ADMIN_HOST: '127.0.0.1',
      ADMIN_JWKS: adminJwks,
      ACME_THUMBPRINTS: base.world.ca.thumbprint,
    }
    const listen = { host: '127.0.0.1', port: ports.get(name) ?? 0 }
    if (workers.includes(name)) {
      const worker = await startWorkerEdge({
        settings,
        listen,
        persist: shelfFile,
        ...(module && { module }),
      })
      ports.set(name, worker.port)
      running.set(name, worker)
      return
    }
    const edge = await startNodeEdge({
      settings,
      http: listen,
      tls: terminating.includes(name) ? { ...listen, port: tlsPorts.get(name) ?? 0 } : null,
      admin: null,
      shelfFile,
      sealKeyFile: sealKeyOf(name),
      allowPrivateOrigins: [],
    })
    ports.set(name, edge.httpPort)
    if (edge.tlsPort !== null) tlsPorts.set(name, edge.tlsPort)
    running.set(name, edge)
  }
  const at = (name: string): string => `127.0.0.1:${ports.get(name)}`
  for (const name of names) await start(name)

  return {
    ask: (host, path = '/') => Promise.all(names.map((name) => get(at(name), host, path))),
    privateJwk,
    files: (name) => ({ shelf: shelves.get(name) ?? '', sealKey: sealKeyOf(name) }),
    trust: (trusted) => void (adminJwks = trusted),
    async control(
      file = join(folder, `control-${files++}.db`),
      between = (edge) => edge,
      signingKey = firstKey,
    ) {
      const log: Record<string, unknown>[] = []
      const store = openStore(file)
      const edge = between(createHttpEdge({ key: signingKey, now: Date.now }))
      const write = (line: Record<string, unknown>): void => void log.push(line)
      const world: World = { ...base.world, now: Date.now, store, signingKey, edge, log: write }
      const pops = names.map((name) => ({
        name,
        admin: `http://${at(name)}`,
        adminCa: null,
        http: [at(name)],
        tls: tlsPorts.has(name) ? [`127.0.0.1:${tlsPorts.get(name)}`] : null,
      }))
      await store.seedPops(pops, Date.now())
      const control: Control = {
        world,
        log,
        say: async (host, text) => {
          const body = JSON.stringify(answering(text))
          const { keyid } = signingKey
          await store.want({ host, kind: 'config', resource: null, body, keyid }, Date.now())
        },
        async certify(host) {
          const { chain, key, serial } = await certificateFor(host)
          const id = `${host} ${serial}`
          const row = { id, resource: null, kind: 'managed', chain, serial, names: [host] } as const
          const dates = { notBefore: Date.now(), notAfter: Date.now() + DAY, retires: null }
          const from = { issuerName: '', subjectName: '', directory: null, account: null }
          const sealedKey = world.sealer.seal(key, `certificate ${id}`)
          await store.saveCertificate({ ...row, ...dates, ...from, sealedKey })
          const body = JSON.stringify({ certificate: id, tlsVersions: ['TLSv1.2', 'TLSv1.3'] })
          await store.want({ host, kind: 'certificate', resource: null, body }, Date.now())
          return serial
        },
        pop: async (name) => (await store.pops()).find((pop) => pop.name === name),
        async backUp() {
          const copy = join(folder, `backup-${files++}.db`)
          await store.checkpoint()
          copyFileSync(file, copy)
          return copy
        },
        close: () => store.close(),
      }
      controls.push(control)
      return control
    },
    async stop(name) {
      await running.get(name)?.close()
      running.delete(name)
    },
    start: (name, shelf) => start(name, shelf),
    startNext: async (name) => start(name, 'kept', await bundleNextWorker()),
    async close() {
      for (const control of controls) await control.close()
      for (const edge of running.values()) await edge.close()
      await base.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const answering = (text: string): Config => ({
  resource: 1,
  active: true,
  https: false,
  rules: [],
  options: { force_return: { enabled: true, code: 200, body: text } },
  origin: { protocol: 'HTTP', hostHeader: null, sources: [] },
})

function get(at: string, host: string, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.get(`http://${at}${path}`, { headers: { host }, agent: false }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      answer.on('end', () => resolve(answer.statusCode === 200 ? text : String(answer.statusCode)))
    })
    request.on('error', reject)
  })
}
