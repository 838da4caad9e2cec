// newAccount, and what an account can do to itself (RFC 8555 §7.3).

import { z } from 'zod'
import type { Account } from './accounts.ts'
import { readBinding } from './external-account.ts'
import type { Jwk } from './jws.ts'
import { deactivation, readPayload } from './payload.ts'
import { Refusal } from './problem.ts'
import type { AccountRequest, Answer, World } from './world.ts'

const newAccount = z.object({
  termsOfServiceAgreed: z.boolean().optional(),
  onlyReturnExisting: z.boolean().optional(),
  contact: z.array(z.string()).max(10).optional(),
  externalAccountBinding: z.unknown().optional(),
})
const update = z.object({ status: z.string().optional(), contact: z.array(z.string()).max(10).optional() })

const accountUrl = (world: World, account: Account): string => `${world.base}/account/${account.id}`

/** RFC 8555 §7.3: 201 for a new account, 200 for the one that this key has already. */
export function openAccount(world: World, jwk: Jwk, thumbprint: string, payload: unknown): Answer {
  const wish = readPayload(newAccount, payload)
  const known = world.accounts.findByKey(thumbprint)
  if (known) {
    if (known.status !== 'valid')
      throw new Refusal('unauthorized', 'An account with this key exists but is deactivated')
    return { status: 200, headers: { Location: accountUrl(world, known) }, body: render(known) }
  }
  if (wish.onlyReturnExisting) {
    throw new Refusal('accountDoesNotExist', 'No account exists with the provided key')
  }
  if (wish.termsOfServiceAgreed !== true) throw new Refusal('malformed', 'must agree to terms of service')
  checkContacts(wish.contact ?? [])
  const account = world.accounts.open(jwk, bindingOf(world, wish.externalAccountBinding, thumbprint))
  world.log({ event: 'account', account: account.id })
  return { status: 201, headers: { Location: accountUrl(world, account) }, body: render(account) }
}

/** Reads, updates or deactivates the account (§7.3.2, §7.3.6). */
export function changeAccount(world: World, { account, id, payload }: AccountRequest): Answer {
  if (id !== account.id) throw new Refusal('unauthorized', 'Request signing key did not match account key')
  if (payload === null) return { status: 200, body: render(account) }
  const wish = readPayload(update, payload)
  if (wish.status !== undefined && wish.status !== 'valid') {
    readPayload(deactivation, payload)
    return { status: 200, body: render(world.accounts.deactivate(account)) }
  }
  checkContacts(wish.contact ?? [])
  return { status: 200, body: render(account) }
}

/** The external account that the new one is bound to, or null. */
function bindingOf(world: World, binding: unknown, thumbprint: string): string | null {
  const { externalAccounts } = world.settings
  if (externalAccounts === null) return null
  if (binding === undefined) {
    if (!externalAccounts.required) return null
    throw new Refusal('externalAccountRequired', 'No externalAccountBinding in the request')
  }
  const kid = readBinding(binding, { url: `${world.base}/new-account`, thumbprint }, externalAccounts)
  if (world.accounts.findByExternalId(kid))
    throw new Refusal('unauthorized', 'The external account is bound to another account')
  return kid
}

/** Contacts are checked and forgotten, as Let's Encrypt does since 2025. */
function checkContacts(contacts: readonly string[]): void {
  for (const contact of contacts) {
    if (!contact.startsWith('mailto:')) {
      throw new Refusal('unsupportedContact', "only contact scheme 'mailto:' is supported")
    }
    if (!/^mailto:[^\s@?,]+@[^\s@?,]+\.[^\s@?,]+$/.test(contact)) {
      throw new Refusal('invalidContact', 'A contact must be exactly one mail address')
    }
  }
}

const render = ({ status, jwk }: Account): object => ({ status, key: jwk })
