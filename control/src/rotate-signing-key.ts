// `wellknown keys rotate signing`: another key signs what edges are told, and no site is refused in between. Each call looks how
// far the change has come and takes the next step, or says what it waits for; nothing is done twice.

import type { SigningKey } from '@wellknown/wire'
import { readSigning } from './actions/read-signing.ts'
import type { Edge } from './adapters/edge/port.ts'
import type { Config } from './config.ts'
import { readSigningKey } from './secrets.ts'
import {
  destroyPreviousSigningKey,
  isSigningKeyPromoted,
  makeNextSigningKey,
  nextSigningKeyFile,
  previousSigningKeyFile,
  promoteNextSigningKey,
} from './signing-key-files.ts'
import { openStore } from './store/open.ts'
import type { Store } from './store/port.ts'
import { SIGNING_KEY } from './store/setting-names.ts'

type Files = Pick<Config, 'databaseFile' | 'signingKeyFile'>
/** Speaks to edges as the control plane does that signs with this key. */
type Connect = (key: SigningKey) => Pick<Edge, 'self'>
type Key = Awaited<ReturnType<typeof readSigningKey>>

/** Takes the next step; gives the lines to be printed. Throws an Error that says what an operator has to do first, and
 *  nothing has changed then. */
export async function rotateSigningKey(config: Files, connect: Connect): Promise<readonly string[]> {
  const store = openStore(config.databaseFile)
  try {
    const present = await readSigningKey(config.signingKeyFile)
    const edge = connect(present.signingKey)
    return isSigningKeyPromoted(config)
      ? await finish(config, store, edge, present)
      : await begin(config, store, edge, present)
  } finally {
    await store.close()
  }
}

/** The next key is made, and once every edge accepts it as well it takes the place of the present one. */
async function begin(
  config: Files,
  store: Store,
  edge: Pick<Edge, 'self'>,
  present: Key,
): Promise<readonly string[]> {
  await makeNextSigningKey(config)
  const next = await readSigningKey(nextSigningKeyFile(config))
  if (next.x === present.x)
    throw new Error('The next key is the present one. Remove the file and run this again.')
  const lacking = (await askAll(store, edge)).flatMap(({ name, accepts, detail }) => {
    if (accepts === null) return [`${name} cannot be reached: ${detail}`]
    const missing = [present, next].filter(({ signingKey }) => !accepts.includes(signingKey.keyid))
    return missing.length === 0 ? [] : [`${name} accepts ${accepts.join(', ')}`]
  })
  if (lacking.length > 0) {
    throw new Error(
      `Every edge must accept both keys first. Set this on each, also on those out of service, and run this again:\n${settingFor(present, next)}\n${asList(lacking)}`,
    )
  }
  promoteNextSigningKey(config)
  return [
    `${config.signingKeyFile} holds the new key now; back it up, and restart the control plane.`,
    'It signs every configuration anew then, by and by. Run this again: it says how many are left.',
    'Until then leave both keys on every edge.',
  ]
}

/** Once nothing at the edges is signed by the previous key, they can do without it; once they do, it is destroyed. */
async function finish(
  config: Files,
  store: Store,
  edge: Pick<Edge, 'self'>,
  present: Key,
): Promise<readonly string[]> {
  const previous = await readSigningKey(previousSigningKeyFile(config))
  if ((await store.setting(SIGNING_KEY)) !== present.signingKey.keyid) {
    throw new Error(
      'The control plane still signs with the old key. Restart it, and run this again. Leave both keys on every edge.',
    )
  }
  const { otherwise, pops } = await readSigning(store, present.signingKey.keyid)
  const behind = pops.filter((pop) => pop.otherwise > 0)
  if (otherwise > 0 || behind.length > 0) {
    const left = behind.map((pop) => `${pop.name} (${pop.membership}) holds ${pop.otherwise}`)
    throw new Error(
      `${otherwise} configurations still wait to be signed by the new key, and edges hold what the old one has signed. Leave both keys on every edge, and run this again.\n${asList(left)}`,
    )
  }
  const trusting = (await askAll(store, edge)).flatMap(({ name, accepts, detail }) => {
    if (accepts === null) return [`${name} cannot be reached: ${detail}`]
    return accepts.includes(previous.signingKey.keyid) ? [`${name} accepts the old key`] : []
  })
  if (trusting.length > 0) {
    return [
      'Everything at the edges is signed by the new key. Set this on each, and run this again:',
      settingFor(present),
      asList(trusting),
    ]
  }
  destroyPreviousSigningKey(config)
  return ['No edge accepts the old key any more, and it is destroyed here. Keep no backup of it.']
}

type Told = { readonly name: string; readonly accepts: readonly string[] | null; readonly detail: string }

/** A PoP out of service comes back with what it accepts now, so it counts as well. */
async function askAll(store: Store, edge: Pick<Edge, 'self'>): Promise<readonly Told[]> {
  return Promise.all(
    (await store.pops()).map(async (pop) => {
      const self = await edge.self(pop)
      const told =
        'is' in self ? { accepts: null, detail: self.detail } : { accepts: self.adminKeys, detail: '' }
      return { name: pop.name, ...told }
    }),
  )
}

function settingFor(...keys: readonly Key[]): string {
  const jwks = { keys: keys.map(({ x }) => ({ kty: 'OKP', crv: 'Ed25519', x })) }
  return `ADMIN_JWKS='${JSON.stringify(jwks)}'`
}

const asList = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n')
