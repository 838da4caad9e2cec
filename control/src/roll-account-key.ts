// `npm run roll-account-key`: gives the ACME account another key, while its URL, its open orders and its certificates stay.
// Cut short at any point it is run again, and goes on where it stood.

import { answersAt } from './answers-at.ts'
import { changeAccountKey, hasNextKey } from './adapters/ca/account-key.ts'
import { thumbprintOf } from './adapters/ca/thumbprint.ts'
import { createHttpEdge } from './adapters/edge/http.ts'
import type { Edge } from './adapters/edge/port.ts'
import { readConfig, type Config } from './config.ts'
import { makeNextKey, promoteNextKey, readSecrets } from './secrets.ts'
import { openStore } from './store/open.ts'
import type { Store } from './store/port.ts'
import { accountSetting } from './store/setting-names.ts'

type Outside = {
  readonly edge: Pick<Edge, 'self'>
  /** Does a control plane answer at API_LISTEN? */
  readonly isRunning: () => Promise<boolean>
}

/** Changes the key; gives the lines to be printed. Throws an Error that an operator can act on: nothing has changed then,
 *  or the next run goes on. */
export async function rollAccountKey(
  config: Config,
  { edge, isRunning }: Outside,
): Promise<readonly string[]> {
  const store = openStore(config.databaseFile)
  try {
    const accountUrl = await store.setting(accountSetting(config.acme.directoryUrl))
    if (accountUrl === null) throw new Error(`There is no account yet at ${config.acme.directoryUrl}.`)
    const { accountKey } = await readSecrets(config)
    // Saved before the CA hears of it.
    const nextKey = await makeNextKey(config)
    const [present, next] = [thumbprintOf(accountKey), thumbprintOf(nextKey)]
    if (present === next)
      throw new Error('The next key is the present one. Remove the file and run this again.')
    const change = { ...config.acme, accountKey, nextKey, accountUrl, now: Date.now }
    // The CA may have changed it in a run that was cut short; then no edge is asked again.
    if (!(await hasNextKey(change))) {
      await refuseUnpinned(store, edge, [present, next])
      if (await isRunning()) {
        throw new Error(
          'A control plane is running with the present key. Stop it, run this again, and start it.',
        )
      }
      await changeAccountKey(change)
    }
    await reopenConfirmed(store)
    promoteNextKey(config)
    return [
      `The account ${accountUrl} has a new key. Back up ${config.accountKeyFile} and start the control plane.`,
      'Once no order from before is open, every edge can do with:',
      `ACME_THUMBPRINTS=${next}`,
      ...(config.rehearsal === null
        ? []
        : ['Rehearsals have an account of their own: run "wellknown init".']),
    ]
  } finally {
    await store.close()
  }
}

/** A PoP out of service comes back with what it pins now, so it counts as well. */
async function refuseUnpinned(store: Store, edge: Outside['edge'], both: readonly string[]): Promise<void> {
  const pops = await store.pops()
  const selves = await Promise.all(pops.map(async (pop) => ({ name: pop.name, self: await edge.self(pop) })))
  const missing = selves.flatMap(({ name, self }) => {
    if ('is' in self) return [`${name} cannot be reached: ${self.detail}`]
    return both.every((each) => self.thumbprints.includes(each))
      ? []
      : [`${name} pins ${self.thumbprints.join(', ')}`]
  })
  if (missing.length === 0) return
  throw new Error(
    `Every edge must answer for both keys first. Set ACME_THUMBPRINTS=${both.join(',')} on each, and run this again.\n${missing.map((each) => `- ${each}`).join('\n')}`,
  )
}

/** Tokens that were shown with the old key and that the CA was not told of yet are shown anew, with the new one. */
async function reopenConfirmed(store: Store): Promise<void> {
  for (const { resource } of await store.allResources()) {
    for (const attempt of await store.openAttempts(resource.id)) {
      if (attempt.step === 'answer') await store.saveAttempt({ ...attempt, step: 'confirm' })
    }
  }
}

if (import.meta.main) {
  try {
    const config = readConfig(process.env)
    const { signingKey } = await readSecrets(config)
    const edge = createHttpEdge({ key: signingKey, now: Date.now })
    const isRunning = () => answersAt(config.apiListen)
    for (const line of await rollAccountKey(config, { edge, isRunning })) console.log(line)
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
