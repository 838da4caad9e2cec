// The account gets another key; its URL, orders and certificates stay (RFC 8555 §7.3.5).

import { createPublicKey } from 'node:crypto'
import { findAccount } from './account.ts'
import { createExchange, type ExchangeOptions } from './exchange.ts'
import { CaError } from './port.ts'

export type KeyChange = Omit<ExchangeOptions, 'eab' | 'accountUrl'> & {
  readonly accountUrl: string
  /** PEM. */
  readonly nextKey: string
}

/** Has our account this key already? Throws an Error for the operator when the key has another account. */
export async function hasNextKey({ nextKey, accountUrl, ...options }: KeyChange): Promise<boolean> {
  const next = createExchange({ ...options, accountKey: nextKey, accountUrl: null, eab: null })
  const holder = await findAccount(next)
  if (holder !== null && holder !== accountUrl) throw inUse(holder)
  return holder !== null
}

/** Changes the key. Rejects with CaError when the CA refuses, and with an Error for the operator when the new key has an
 *  account already; the old key stays in force then. An answer that was lost is looked for: what happened counts. */
export async function changeAccountKey(change: KeyChange): Promise<void> {
  const { nextKey, accountUrl, ...options } = change
  const present = createExchange({ ...options, accountUrl, eab: null })
  const next = createExchange({ ...options, accountKey: nextKey, accountUrl: null, eab: null })
  const { keyChange } = await present.directory()
  if (keyChange === undefined) throw new Error('This CA does not let accounts change their keys.')
  const oldKey = createPublicKey(options.accountKey).export({ format: 'jwk' })
  try {
    await present.post(keyChange, next.sign(keyChange, { account: accountUrl, oldKey }))
  } catch (error) {
    if (!(error instanceof CaError)) throw error
    const { status, location } = error.problem
    if (status === 409) throw inUse(location ?? 'another account')
    // Also a 500 may mean either (Pebble says so of a key in use).
    if (!(await hasNextKey(change))) throw error
  }
}

const inUse = (holder: string): Error =>
  new Error(`The new key is that of ${holder} already. Nothing was changed; take a fresh key.`)
