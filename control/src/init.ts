// `npm run init`: makes the keys and the ACME account, and prints what each edge needs. Doing it twice changes nothing.

import { existsSync } from 'node:fs'
import { openAccount } from './adapters/ca/account.ts'
import { thumbprintOf } from './adapters/ca/thumbprint.ts'
import { readConfig, type Config } from './config.ts'
import { openRehearsalAccount } from './open-rehearsal.ts'
import { accountSetting } from './store/setting-names.ts'
import { createSecrets, readSecrets } from './secrets.ts'
import { otherPublicKeys } from './signing-key-files.ts'
import { openStore } from './store/open.ts'
import type { Store } from './store/port.ts'

/** What `init` says above the settings that are missing or wrong. */
export const NOT_MADE =
  'Nothing was made yet. Set these first (docs/settings.md explains each), then run init again'

/** Makes what is missing and gives the lines to be printed. `newAccount`: the operator gives the account up that the
 *  certificates in the store were issued for. Throws an Error that an operator can act on. */
export async function initialize(
  config: Config,
  { newAccount = false }: { readonly newAccount?: boolean } = {},
): Promise<readonly string[]> {
  const store = openStore(config.databaseFile)
  try {
    // Other keys than those in use would open nothing: they are restored, never made again.
    const inUse = await holdsCertificates(store)
    // A master key that has a predecessor is made anew on purpose: `npm run reseal` follows.
    const needed = config.previousMasterKeyFile === null ? [config.masterKeyFile] : []
    if (!newAccount) needed.push(config.accountKeyFile)
    const lost = needed.filter((file) => !existsSync(file))
    if (inUse && lost.length > 0) {
      throw new Error(
        `The database holds certificates, but these key files are missing: ${lost.join(', ')}. Restore them from your backup.`,
      )
    }
    const made = await createSecrets(config)
    const { adminJwks, accountKey } = await readSecrets(config)
    // While the signing key is changed, an edge that lacked the other one would refuse a part of what it holds.
    const others = await otherPublicKeys(config)
    const changing = others.map((x) => ({ kty: 'OKP', crv: 'Ed25519', x }) as const)
    const setting = accountSetting(config.acme.directoryUrl)
    const known = inUse && !newAccount ? await store.setting(setting) : null
    const account = await openAccount({ ...config.acme, accountKey, known, now: Date.now })
    await store.saveSetting(setting, account.url)
    const rehearsals = await openRehearsalAccount(config, { store, accountKey })
    return [
      ...made.map((file) => `# made ${file}`),
      `# ${account.created ? 'made' : 'found'} the account ${account.url}`,
      ...rehearsals,
      '',
      '# Every edge needs in its environment:',
      `ADMIN_JWKS='${JSON.stringify({ keys: [...adminJwks.keys, ...changing] })}'`,
      `ACME_THUMBPRINTS=${thumbprintOf(accountKey)}`,
      '# and of its own:',
      ...describeEdges(config),
      ...(config.edges.length > 0
        ? []
        : ['# EDGES_FILE is not set: name your edges there before you start.']),
    ]
  } finally {
    await store.close()
  }
}

/** Served ones, and those that customers brought: the master key has sealed either kind. */
async function holdsCertificates(store: Store): Promise<boolean> {
  if ((await store.allResources()).some(({ current }) => current !== null)) return true
  const clients = await store.clients()
  const brought = await Promise.all(clients.map(({ id }) => store.sslDataList(id)))
  return brought.flat().some(({ certificate }) => certificate !== null)
}

const describeEdges = ({ edges }: Config): readonly string[] =>
  edges.length === 0
    ? ['# POP=<its name in EDGES_FILE> ADMIN_HOST=<the hostname of its admin URL>']
    : edges.map(({ name, admin }) => `# POP=${name} ADMIN_HOST=${new URL(admin).hostname}`)

if (import.meta.main) {
  try {
    const newAccount = process.argv.includes('--new-account')
    for (const line of await initialize(readConfig(process.env, NOT_MADE), { newAccount })) console.log(line)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
