// `npm run reseal`: brings every sealed key under the present master key, so that the previous one can be thrown away. It
// may run beside the control plane, may be cut short, and doing it twice changes nothing.

import { readConfig, type Config } from './config.ts'
import { readMasterKeys } from './secrets.ts'
import { openStore } from './store/open.ts'
import type { Store } from './store/port.ts'
import { SEALED, type SealedKind } from './store/sealed-keys-port.ts'
import { createSealer, type Sealer } from './store/sealer.ts'

/** Read at once; the writers of a running control plane get in between. */
const BATCH = 500
/** Of many that do not open, these are named. */
const MOST_NAMED = 10

/** How many keys were sealed anew. What no master key opens is left as it is; once all others are done, an Error names
 *  it and quotes nothing. */
export async function resealKeys(store: Store, sealer: Sealer): Promise<number> {
  let count = 0
  const unopened: string[] = []
  for await (const { kind, id, sealed } of allSealed(store)) {
    const anew = tryTo(() => sealer.rewrap(sealed, `${kind} ${id}`))
    if (anew === null) unopened.push(`${kind} ${id}`)
    // One that was destroyed meanwhile is left as it is.
    else if (anew !== sealed && (await store.replaceSealedKey(kind, id, sealed, anew))) count++
  }
  if (unopened.length > 0) {
    throw new Error(
      `${count} keys sealed anew, but ${unopened.length} open with no master key: ${list(unopened)}. Is MASTER_KEY_PREVIOUS_FILE the one they were sealed under?`,
    )
  }
  return count
}

/** Which sealed keys no master key opens. Throws an Error for the operator when none of those in the store opens: then the
 *  master key is another's. */
export async function findUnopened(store: Store, sealer: Sealer): Promise<readonly string[]> {
  let opened = 0
  const unopened: string[] = []
  for await (const { kind, id, sealed } of allSealed(store)) {
    if (tryTo(() => sealer.rewrap(sealed, `${kind} ${id}`)) === null) unopened.push(`${kind} ${id}`)
    else opened++
  }
  if (opened === 0 && unopened.length > 0) {
    throw new Error(
      `The master key opens none of the ${unopened.length} keys in the database. Restore MASTER_KEY_FILE from your backup, or name the key they were sealed under in MASTER_KEY_PREVIOUS_FILE.`,
    )
  }
  return unopened
}

async function* allSealed(store: Store): AsyncGenerator<{ kind: SealedKind; id: string; sealed: string }> {
  for (const kind of SEALED) {
    for (let after = ''; ;) {
      const rows = await store.sealedKeys(kind, after, BATCH)
      for (const row of rows) yield { kind, ...row }
      const last = rows.at(-1)
      if (!last) break
      after = last.id
    }
  }
}

/** The error itself could quote what it failed on. */
function tryTo(work: () => string): string | null {
  try {
    return work()
  } catch {
    return null
  }
}

export const list = (names: readonly string[]): string =>
  names.slice(0, MOST_NAMED).join(', ') + (names.length > MOST_NAMED ? ', …' : '')

/** Re-seals the database of `config`; gives the line to be printed. Throws an Error that an operator can act on. */
export async function reseal(config: Config): Promise<string> {
  const [present, ...previous] = readMasterKeys(config)
  const store = openStore(config.databaseFile)
  try {
    const count = await resealKeys(store, createSealer(present, previous))
    return `${count} keys sealed anew. Once the control plane runs with the present master key, the previous one can go.`
  } finally {
    await store.close()
  }
}

if (import.meta.main) {
  try {
    console.log(await reseal(readConfig(process.env)))
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
