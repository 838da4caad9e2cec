// Everything the demo consists of, started in order and closed in the opposite one.

import { existsSync, writeFileSync } from 'node:fs'
import { readTerms } from '@wellknown/control/adapters/ca/account.ts'
import { thumbprintOf } from '@wellknown/control/adapters/ca/thumbprint.ts'
import { readConfig } from '@wellknown/control/config.ts'
import { startControl } from '@wellknown/control/control.ts'
import { initialize } from '@wellknown/control/init.ts'
import { createSecrets, readSecrets } from '@wellknown/control/secrets.ts'
import type { Log } from '@wellknown/control/world.ts'
import { startWorkerEdge } from '@wellknown/edge/miniflare'
import { startNodeEdge } from '@wellknown/edge/node'
import { startPracticeCa, type PracticeCa } from '@wellknown/practice-ca'
import { startDns, type Records } from '@wellknown/practice-dns'
import { listenOn } from '@wellknown/practice-port'
import type { Folder } from './folder.ts'
import { startOrigin, startStranger } from './servers.ts'
import {
  ALIAS_ZONE,
  NAMESERVER,
  NODE_ADDRESS,
  PERSPECTIVES,
  WORKER_ADDRESS,
  ZONE,
  type Ports,
} from './settings.ts'
import { createSwitch } from './switch.ts'
import { createSwitchboard } from './switchboard.ts'

export type Town = {
  readonly apiUrl: string
  /** Was there nothing yet? */
  readonly fresh: boolean
  close(): Promise<void>
}

/** What the parts of the town say while they work. */
export type Listeners = {
  readonly ca: (line: Readonly<Record<string, unknown>>) => void
  readonly control: Log
  /** A name answers something else; null: as all others again. */
  readonly names: (name: string, records: Records | null) => void
  /** A part was stopped or started. */
  readonly parts: (name: string, up: boolean) => void
}

/** What a CA allows that lets people play: enough to go wrong all day, and still a ledger to be read. */
const LIMITS = 'orders=3000/3h,domain=500/168h,set=500/168h,failures=500/1h'

/** Starts everything, or nothing. `retryAfter` is the control plane's RETRY_AFTER. */
export async function startTown(
  ports: Ports,
  folder: Folder,
  retryAfter: string,
  listeners: Listeners,
): Promise<Town> {
  const ending: (() => unknown)[] = []
  const close = async (): Promise<void> => {
    for (const end of ending.splice(0).toReversed()) await end()
  }
  try {
    const fresh = !existsSync(folder.file('wellknown.db'))
    const addresses = [NODE_ADDRESS, WORKER_ADDRESS]
    const responder = `${NODE_ADDRESS}:${ports.responder}`
    const dns = await startDns({
      host: NODE_ADDRESS,
      port: ports.dns,
      zone: ZONE,
      records: { a: addresses },
      outside: { [NAMESERVER]: { a: [NODE_ADDRESS] }, [ALIAS_ZONE]: { ns: [NAMESERVER] } },
      authorities: { [NAMESERVER]: responder },
      manage: { host: NODE_ADDRESS, port: ports.names },
      heard: listeners.names,
    })
    ending.push(() => dns.close())

    const origin = await createSwitch(() => startOrigin(ports))
    ending.push(() => origin.turn(false))
    ending.push(await startStranger(ports))

    const looking = {
      dns: `${NODE_ADDRESS}:${ports.dns}`,
      validationPort: ports.http,
      allowReserved: true,
      perspectiveSources: PERSPECTIVES,
    }
    const ca = await startPracticeCa({
      listen: { host: NODE_ADDRESS, port: ports.ca },
      ...folder.ca,
      ...looking,
      manage: { host: NODE_ADDRESS, port: ports.manage },
      log: listeners.ca,
    })
    folder.saveCa(ca)
    // Kept while we run as well: after a crash the CA must still know its account.
    const saving = setInterval(() => folder.saveCa(ca), 2_000)
    ending.push(async () => {
      clearInterval(saving)
      folder.saveCa(ca)
      await ca.close()
    })

    // A CA of its own, as Let's Encrypt's staging is: it forgets everything, and each start makes the account anew.
    const staging = await startPracticeCa({
      listen: { host: NODE_ADDRESS, port: ports.staging },
      root: null,
      ...looking,
    })
    ending.push(() => staging.close())
    folder.save('staging-root.pem', staging.rootPem)

    const files = {
      signingKeyFile: folder.file('edge-signing-key.jwk'),
      masterKeyFile: folder.file('master-key'),
      accountKeyFile: folder.file('acme-account-key.pem'),
    }
    await createSecrets(files)
    const secrets = await readSecrets(files)
    const originAt = `${NODE_ADDRESS}:${ports.origin}`
    const edgeSettings = (pop: string, address: string) => ({
      POP: pop,
      ADMIN_HOST: address,
      ADMIN_JWKS: JSON.stringify(secrets.adminJwks),
      ACME_THUMBPRINTS: thumbprintOf(secrets.accountKey),
    })
    const node = await createSwitch(async () => {
      const edge = await startNodeEdge({
        settings: edgeSettings('node', NODE_ADDRESS),
        http: { host: NODE_ADDRESS, port: ports.http },
        tls: { host: NODE_ADDRESS, port: ports.tls },
        admin: null,
        shelfFile: folder.file('shelf.db'),
        sealKeyFile: folder.file('seal.jwk'),
        allowPrivateOrigins: [originAt],
      })
      return () => edge.close()
    })
    ending.push(() => node.turn(false))
    const worker = await createSwitch(async () => {
      const edge = await startWorkerEdge({
        settings: edgeSettings('worker', WORKER_ADDRESS),
        listen: { host: WORKER_ADDRESS, port: ports.http },
        persist: folder.file('worker'),
      })
      return () => edge.close()
    })
    ending.push(() => worker.turn(false))

    const switchboard = createSwitchboard(NODE_ADDRESS, { node, worker, origin }, listeners.parts)
    await listenOn(switchboard, { host: NODE_ADDRESS, port: ports.parts })
    ending.push(() => {
      switchboard.closeAllConnections()
      switchboard.close()
    })

    writeFileSync(folder.file('edges.json'), JSON.stringify(edgesAt(ports), null, 2))
    const termsOf = async ({ directoryUrl, rootPem: caPem }: PracticeCa): Promise<string> =>
      (await readTerms({ directoryUrl, caPem, accountKey: secrets.accountKey, eab: null, now: Date.now })) ??
      ''
    const config = readConfig({
      DATABASE_URL: `file:${folder.file('wellknown.db')}`,
      API_LISTEN: `${NODE_ADDRESS}:${ports.api}`,
      METRICS_LISTEN: `${NODE_ADDRESS}:${ports.metrics}`,
      ACME_DIRECTORY_URL: ca.directoryUrl,
      ACME_CA_FILE: folder.file('practice-root.pem'),
      // The demo agrees to the terms of its own CAs.
      ACME_TERMS_AGREED: await termsOf(ca),
      REHEARSAL_DIRECTORY_URL: staging.directoryUrl,
      REHEARSAL_CA_FILE: folder.file('staging-root.pem'),
      REHEARSAL_TERMS_AGREED: await termsOf(staging),
      CNAME_TARGET: 'cl-{client}.cdn.example',
      EDGES_FILE: folder.file('edges.json'),
      EDGE_SIGNING_KEY_FILE: files.signingKeyFile,
      MASTER_KEY_FILE: files.masterKeyFile,
      ACME_ACCOUNT_KEY_FILE: files.accountKeyFile,
      DNS_RESOLVERS: `${NODE_ADDRESS}:${ports.dns}`,
      DNS_PROVIDER: 'embedded',
      DNS_LISTEN: responder,
      DNS_NAMESERVERS: NAMESERVER,
      DNS_ZONE: ALIAS_ZONE,
      DNS_PROBE_PORT: String(ports.responder),
      PROBE_PORT: String(ports.http),
      PROBE_ALLOW_LOOPBACK: 'true',
      RETRY_AFTER: retryAfter,
      ACME_LIMITS: LIMITS,
      // One client is everybody here: the customer, who looks on, and whoever tries things out.
      API_RATE: 'none',
      ALLOW_PRIVATE_ORIGINS: originAt,
      BOOTSTRAP_TOKEN: folder.token,
    })
    await initialize(config)
    const control = await startControl(config, listeners.control)
    ending.push(() => control.close())
    return { apiUrl: `http://${NODE_ADDRESS}:${ports.api}`, fresh, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** EDGES_FILE: one port, two addresses, as PoPs have it. */
function edgesAt({ http: port, tls }: Ports) {
  const at = (address: string) => ({ admin: `http://${address}:${port}`, http: [`${address}:${port}`] })
  return [
    { name: 'node', ...at(NODE_ADDRESS), tls: [`${NODE_ADDRESS}:${tls}`] },
    { name: 'worker', ...at(WORKER_ADDRESS), tls: null },
  ]
}
