// Accounts. The id, and so the URL, is the thumbprint of the first key, so that it outlives a restart of the CA and a
// change of keys.

import { thumbprintOf, type Jwk } from './jws.ts'

/** What is to be kept of an account by whoever starts the CA again. */
export type AccountRecord = {
  readonly jwk: Jwk
  readonly status?: 'valid' | 'deactivated'
  /** Default: the thumbprint of its key. */
  readonly id?: string
  /** The `kid` of the external account it is bound to (RFC 8555 §7.3.4). */
  readonly externalId?: string | null
}

export type Account = Required<AccountRecord> & {
  /** RFC 7638 thumbprint of its present key. */
  readonly thumbprint: string
}

export type Accounts = {
  find(id: string): Account | null
  /** The account that has this key now. */
  findByKey(thumbprint: string): Account | null
  findByExternalId(externalId: string): Account | null
  /** The account of this key, made if there is none. */
  open(jwk: Jwk, externalId?: string | null): Account
  /** For good (RFC 8555 §7.3.6). */
  deactivate(account: Account): Account
  changeKey(account: Account, jwk: Jwk): Account
  all(): readonly Account[]
}

export function createAccounts(known: readonly AccountRecord[]): Accounts {
  const accounts = new Map<string, Account>()
  /** thumbprint → id */
  const byKey = new Map<string, string>()
  const keep = (account: Account): Account => {
    accounts.set(account.id, account)
    byKey.set(account.thumbprint, account.id)
    return account
  }
  const read = ({ jwk, status = 'valid', id, externalId = null }: AccountRecord): Account => {
    const thumbprint = thumbprintOf(jwk)
    return { id: id ?? thumbprint, thumbprint, jwk, status, externalId }
  }
  for (const record of known) keep(read(record))

  const findByKey = (thumbprint: string): Account | null => accounts.get(byKey.get(thumbprint) ?? '') ?? null
  return {
    find: (id) => accounts.get(id) ?? null,
    findByKey,
    findByExternalId: (externalId) =>
      [...accounts.values()].find((each) => each.externalId === externalId) ?? null,
    open(jwk, externalId = null) {
      const found = findByKey(thumbprintOf(jwk))
      if (found) return found
      const fresh = read({ jwk, externalId })
      // The first key of another account that has changed it since: the id is taken.
      return keep(accounts.has(fresh.id) ? { ...fresh, id: `${fresh.id}-${accounts.size}` } : fresh)
    },
    deactivate: (account) => keep({ ...account, status: 'deactivated' }),
    changeKey(account, jwk) {
      byKey.delete(account.thumbprint)
      return keep({ ...account, jwk, thumbprint: thumbprintOf(jwk) })
    },
    all: () => [...accounts.values()],
  }
}
