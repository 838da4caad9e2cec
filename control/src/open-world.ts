// Builds the world from the settings: every adapter, once.

import { randomUUID } from 'node:crypto'
import { readAllowance } from '@wellknown/hostname/address'
import { hashOfToken } from './actions/issue-token.ts'
import { createAcmeCa } from './adapters/ca/acme.ts'
import type { Ca } from './adapters/ca/port.ts'
import { createWatchedCa } from './work/watched-ca.ts'
import { createCloudflareHostnames } from './adapters/custom-hostnames/cloudflare.ts'
import { createEdgeWithCustomHostnames } from './adapters/edge/custom-hostnames.ts'
import { createHttpEdge } from './adapters/edge/http.ts'
import type { Edge } from './adapters/edge/port.ts'
import { createSmtpMail } from './adapters/mail/smtp.ts'
import { createNodeProber } from './adapters/prober/node.ts'
import { createHttpWebhooks } from './adapters/webhook/http.ts'
import type { Config } from './config.ts'
import { findUnopened, list } from './reseal.ts'
import { openDnsHost } from './open-dns.ts'
import { openRehearsalCa } from './open-rehearsal.ts'
import { readSecrets } from './secrets.ts'
import { openStore } from './store/open.ts'
import { accountSetting, agreedTermsSetting, SIGNING_KEY } from './store/setting-names.ts'
import type { Store } from './store/port.ts'
import { createSealer } from './store/sealer.ts'
import type { Log, World } from './world.ts'

/** Opens the store and all adapters; what goes to the CA passes `measured`. Throws an Error that an operator can act on; the store is closed again then. */
export async function openWorld(
  config: Config,
  log: Log,
  measured: (ca: Ca) => Ca = (ca) => ca,
): Promise<World> {
  const secrets = await readSecrets(config)
  const [masterKey, ...previous] = secrets.masterKeys
  const store = openStore(config.databaseFile)
  try {
    const accountUrl = await store.setting(accountSetting(config.acme.directoryUrl))
    if (accountUrl === null) {
      throw new Error(`There is no account yet at ${config.acme.directoryUrl}. Run "npm run init" once.`)
    }
    // Agreeing is the operator's word; watch-terms.ts holds the CA's terms against it.
    const { directoryUrl, termsAgreed } = config.acme
    if (termsAgreed !== null) await store.saveSetting(agreedTermsSetting(directoryUrl), termsAgreed)
    const sealer = createSealer(masterKey, previous)
    const unopened = await findUnopened(store, sealer)
    if (unopened.length > 0) log({ event: 'keys-unopened', level: 'alarm', of: list(unopened) })
    for (const pop of await store.seedPops(config.edges, Date.now()))
      log({ event: 'pop-not-seeded', level: 'warning', pop, detail: 'an operator has removed it' })
    if (config.bootstrapToken !== null) await bootstrap(store, config, config.bootstrapToken)
    await store.saveSetting(SIGNING_KEY, secrets.signingKey.keyid)
    const now = Date.now
    return {
      now,
      id: randomUUID,
      store,
      sealer,
      signingKey: secrets.signingKey,
      ca: createWatchedCa(
        measured(createAcmeCa({ ...config.acme, accountKey: secrets.accountKey, accountUrl, now })),
        store,
        now,
      ),
      rehearsalCa: await openRehearsalCa(config, { store, accountKey: secrets.accountKey, log }),
      edge: await openEdge(config, createHttpEdge({ key: secrets.signingKey, now }), now),
      prober: createNodeProber({
        resolvers: config.resolvers,
        port: config.probePort,
        allowLoopback: config.probeAllowLoopback,
        allowPrivateOrigins: config.policy.allowPrivateOrigins,
      }),
      dns: openDnsHost(config, store),
      mail: config.mail && createSmtpMail(config.mail),
      webhooks: createHttpWebhooks({
        allowed: readAllowance(config.policy.allowPrivateOrigins),
        overHttp: config.policy.webhooksOverHttp,
        caPem: null,
      }),
      policy: config.policy,
      log,
    }
  } catch (error) {
    await store.close()
    throw error
  }
}

/** One PoP's TLS may be terminated by Cloudflare. */
async function openEdge({ customHostnames }: Config, edge: Edge, now: () => number): Promise<Edge> {
  if (customHostnames === null) return edge
  const { pop, ...options } = customHostnames
  const hostnames = createCloudflareHostnames({ ...options, now })
  return createEdgeWithCustomHostnames(edge, { pop, hostnames, now })
}

/** The first client, once: a database that has one is left as it is. */
async function bootstrap(store: Store, { policy }: Config, token: string): Promise<void> {
  if ((await store.clients()).length > 0) return
  const now = Date.now()
  const client = await store.createClient({ name: 'first client', cname: policy.cnameTarget }, now)
  const hash = hashOfToken(token)
  await store.createToken(
    { client: client.id, name: 'bootstrap', role: 'operator', expires: null, hash },
    now,
  )
}
