// A whole installation in one process: both PoPs, an origin, and a control plane on SQLite, at whichever CA is given.

import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readTerms } from '@wellknown/control/adapters/ca/account.ts'
import { thumbprintOf } from '@wellknown/control/adapters/ca/thumbprint.ts'
import { readConfig } from '@wellknown/control/config.ts'
import { initialize } from '@wellknown/control/init.ts'
import { startDnsService } from '@wellknown/control/open-dns.ts'
import { openWorld } from '@wellknown/control/open-world.ts'
import { createSecrets, readSecrets } from '@wellknown/control/secrets.ts'
import { startWork } from '@wellknown/control/work/engine.ts'
import { tendPops } from '@wellknown/control/work/membership.ts'
import type { Log, World } from '@wellknown/control/world.ts'
import { startWorkerEdge } from '@wellknown/edge/miniflare'
import { startNodeEdge } from '@wellknown/edge/node'

export type Authority = {
  readonly directoryUrl: string
  readonly caPem: string
  readonly dns: string
}

export type System = {
  readonly world: World
  /** What a control plane in a process of its own is given. */
  readonly environment: Readonly<Record<string, string>>
  /** Where both PoPs answer HTTP (127.0.0.1 the Node edge, 127.0.0.2 the worker). */
  readonly httpPort: number
  readonly tlsPort: number
  /** `address:port` of an origin that says what it was asked for. */
  readonly originAt: string
  readonly log: readonly Readonly<Record<string, unknown>>[]
  close(): Promise<void>
}

export const NODE_ADDRESS = '127.0.0.1'
export const WORKER_ADDRESS = '127.0.0.2'

type Options = {
  /** False: the store is only looked at; the control plane that works on it is started elsewhere. */
  readonly work?: boolean
  /** Settings beside ours, or instead of them. */
  readonly settings?: Readonly<Record<string, string>>
  /** Holds an account key that was made elsewhere; one is made without it. */
  readonly accountKeyFile?: string
  /** Stands between the control plane and the PoPs. */
  readonly between?: (edge: World['edge']) => World['edge']
}

/** Starts it all. `httpPort` is where the CA validates. */
export async function startSystem(
  authority: Authority,
  httpPort: number,
  { work = true, settings: more = {}, accountKeyFile, between = (edge) => edge }: Options = {},
): Promise<System> {
  const folder = mkdtempSync(join(tmpdir(), 'wellknown-system-'))
  const ending: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })]
  const log: Record<string, unknown>[] = []
  const close = async (): Promise<void> => {
    for (const end of ending.toReversed()) await end()
  }
  try {
    const origin = http.createServer((request, answer) => {
      // A site that tells browsers to come over HTTPS only.
      if (request.headers.host?.startsWith('hsts.')) {
        answer.setHeader('strict-transport-security', 'max-age=31536000; includeSubDomains')
      }
      answer.end(`origin of ${request.headers.host} at ${request.url}`)
    })
    await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve))
    ending.push(() => {
      origin.closeAllConnections()
      origin.close()
    })
    const originAt = `127.0.0.1:${(origin.address() as AddressInfo).port}`

    const files = {
      signingKeyFile: join(folder, 'signing.jwk'),
      masterKeyFile: join(folder, 'master'),
      accountKeyFile: accountKeyFile ?? join(folder, 'account.pem'),
    }
    await createSecrets(files)
    const secrets = await readSecrets(files)
    const settings = (pop: string, address: string) => ({
      POP: pop,
      ADMIN_HOST: address,
      ADMIN_JWKS: JSON.stringify(secrets.adminJwks),
      ACME_THUMBPRINTS: thumbprintOf(secrets.accountKey),
    })
    const node = await startNodeEdge({
      settings: settings('node', NODE_ADDRESS),
      http: { host: NODE_ADDRESS, port: httpPort },
      tls: { host: NODE_ADDRESS, port: 0 },
      admin: null,
      shelfFile: join(folder, 'shelf.db'),
      sealKeyFile: join(folder, 'seal.jwk'),
      allowPrivateOrigins: [originAt],
    })
    ending.push(() => node.close())
    const worker = await startWorkerEdge({
      settings: settings('worker', WORKER_ADDRESS),
      listen: { host: WORKER_ADDRESS, port: httpPort },
      persist: null,
    })
    ending.push(() => worker.close())

    const edges = [
      {
        name: 'node',
        admin: `http://${NODE_ADDRESS}:${httpPort}`,
        http: [`${NODE_ADDRESS}:${httpPort}`],
        tls: [`${NODE_ADDRESS}:${node.tlsPort}`],
      },
      {
        name: 'worker',
        admin: `http://${WORKER_ADDRESS}:${httpPort}`,
        http: [`${WORKER_ADDRESS}:${httpPort}`],
        tls: null,
      },
    ]
    writeFileSync(join(folder, 'edges.json'), JSON.stringify(edges))
    writeFileSync(join(folder, 'ca.pem'), authority.caPem)
    const environment = {
      DATABASE_URL: `file:${join(folder, 'wellknown.db')}`,
      API_LISTEN: '127.0.0.1:0',
      METRICS_LISTEN: '127.0.0.1:0',
      ACME_DIRECTORY_URL: authority.directoryUrl,
      ACME_CA_FILE: join(folder, 'ca.pem'),
      ACME_TERMS_AGREED:
        (await readTerms({ ...authority, accountKey: secrets.accountKey, eab: null, now: Date.now })) ?? '',
      CNAME_TARGET: 'cl-{client}.cdn.example',
      EDGES_FILE: join(folder, 'edges.json'),
      EDGE_SIGNING_KEY_FILE: files.signingKeyFile,
      MASTER_KEY_FILE: files.masterKeyFile,
      ACME_ACCOUNT_KEY_FILE: files.accountKeyFile,
      DNS_RESOLVERS: authority.dns,
      PROBE_PORT: String(httpPort),
      PROBE_ALLOW_LOOPBACK: 'true',
      ALLOW_PRIVATE_ORIGINS: originAt,
      RETRY_AFTER: '1s',
      BOOTSTRAP_TOKEN: `token-${randomUUID()}`,
      ...more,
    }
    const config = readConfig(environment)
    await initialize(config)
    const write: Log = (line) => void log.push(line)
    const opened = await openWorld(config, write)
    const world: World = { ...opened, edge: between(opened.edge) }
    ending.push(() => world.store.close())
    const responder = await startDnsService(config, world.store, write)
    ending.push(() => responder?.close())
    if (work) {
      await tendPops(world)
      const engine = startWork(world)
      ending.push(() => engine.stop())
    }
    return { world, environment, httpPort, tlsPort: node.tlsPort ?? 0, originAt, log, close }
  } catch (error) {
    await close()
    throw error
  }
}
