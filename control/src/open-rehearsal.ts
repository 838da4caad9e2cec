// The CA's rehearsal directory, and our account there.

import { openAccount } from './adapters/ca/account.ts'
import { createAcmeCa } from './adapters/ca/acme.ts'
import type { Ca } from './adapters/ca/port.ts'
import type { Config } from './config.ts'
import type { Store } from './store/port.ts'
import { accountSetting } from './store/setting-names.ts'
import type { Log } from './world.ts'

type Wanted = Pick<Config, 'acme' | 'rehearsal'>

/** Null: rehearsals are not offered, or `init` has made no account for them: whoever issues must not wait for that. */
export async function openRehearsalCa(
  { acme, rehearsal }: Wanted,
  { store, accountKey, log }: { readonly store: Store; readonly accountKey: string; readonly log: Log },
): Promise<Ca | null> {
  if (rehearsal === null) return null
  const accountUrl = await store.setting(accountSetting(rehearsal.directoryUrl))
  if (accountUrl === null) {
    const detail = 'There is no account at REHEARSAL_DIRECTORY_URL yet. Run "wellknown init" once.'
    log({ event: 'no-rehearsals', level: 'warning', detail })
    return null
  }
  return createAcmeCa({ ...acme, ...rehearsal, accountKey, accountUrl, now: Date.now })
}

/** Finds or makes the account for rehearsals, and remembers it; gives the line to be printed. Throws an Error that an operator
 *  can act on. */
export async function openRehearsalAccount(
  { acme, rehearsal }: Wanted,
  { store, accountKey }: { readonly store: Store; readonly accountKey: string },
): Promise<readonly string[]> {
  if (rehearsal === null) return []
  try {
    const account = await openAccount({ ...acme, ...rehearsal, eab: null, accountKey, now: Date.now })
    await store.saveSetting(accountSetting(rehearsal.directoryUrl), account.url)
    return [`# ${account.created ? 'made' : 'found'} the account for rehearsals ${account.url}`]
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(
      `REHEARSAL_DIRECTORY_URL: ${why.replace('ACME_TERMS_AGREED', 'REHEARSAL_TERMS_AGREED')}`,
      { cause: error },
    )
  }
}
