// Accounts, known by the thumbprint of their key, so that their URLs outlive a restart of the CA.

import { thumbprintOf, type Jwk } from './jws.ts'

/** What is to be kept of an account by whoever starts the CA again. */
export type AccountRecord = {
  readonly jwk: Jwk
  readonly status?: 'valid' | 'deactivated'
}

export type Account = {
  /** RFC 7638 thumbprint of its key; also the last part of its URL. */
  readonly thumbprint: string
  readonly jwk: Jwk
  readonly status: 'valid' | 'deactivated'
}

export type Accounts = {
  find(thumbprint: string): Account | null
  /** The account of this key, made if there is none. */
  open(jwk: Jwk): Account
  /** For good (RFC 8555 §7.3.6). */
  deactivate(account: Account): Account
  all(): readonly Account[]
}

export function createAccounts(known: readonly AccountRecord[]): Accounts {
  const accounts = new Map<string, Account>()
  const keep = (account: Account): Account => {
    accounts.set(account.thumbprint, account)
    return account
  }
  for (const { jwk, status = 'valid' } of known) keep({ thumbprint: thumbprintOf(jwk), jwk, status })
  return {
    find: (thumbprint) => accounts.get(thumbprint) ?? null,
    open(jwk) {
      const thumbprint = thumbprintOf(jwk)
      return accounts.get(thumbprint) ?? keep({ thumbprint, jwk, status: 'valid' })
    },
    deactivate: (account) => keep({ ...account, status: 'deactivated' }),
    all: () => [...accounts.values()],
  }
}
