// The ACME account: made once, by an operator who agrees to the CA's terms, never again by itself (RFC 8555 §7.3).

import acme from 'acme-client'
import { createExchange, type Exchange, type ExchangeOptions } from './exchange.ts'
import { caUrl, parseAnswer } from './parse-answer.ts'
import { CaError } from './port.ts'

export type AccountRequest = Omit<ExchangeOptions, 'accountUrl'> & {
  /** The URL of the terms the operator has agreed to; null: to none. */
  readonly termsAgreed: string | null
  /** A mail address for the CA, or null. */
  readonly contact: string | null
  /** The account that is in use; another one is neither made nor taken then. */
  readonly known?: string | null
}

/** The account of this key: found, or made. Throws an Error for the operator when the CA's terms are not those agreed to
 *  or it demands an external account binding; CaError when the CA refuses. Doing it twice gives the same account. */
export async function openAccount(request: AccountRequest): Promise<{ url: string; created: boolean }> {
  const exchange = createExchange({ ...request, accountUrl: null })
  const { meta } = await exchange.directory()
  const found = await findAccount(exchange)
  const { known = null } = request
  if (known !== null && found !== known) {
    throw new Error(
      `The certificates in the database are of the account ${known}, but the key in ACME_ACCOUNT_KEY_FILE is that of ${found ?? 'none'}. Restore the key from your backup. To go on with another account, to which CAA records with accounturi must then be changed, run "npm run init -- --new-account".`,
    )
  }
  if (found !== null) return { url: found, created: false }
  const terms = meta?.termsOfService ?? null
  if (terms !== null && terms !== request.termsAgreed) {
    throw new Error(
      `The CA asks you to agree to its terms. Read ${terms} and set ACME_TERMS_AGREED to that URL.`,
    )
  }
  if (meta?.externalAccountRequired && !request.eab) {
    throw new Error(
      'The CA binds accounts to its customers. Set ACME_EAB_KID and ACME_EAB_HMAC_KEY as it gave them.',
    )
  }
  const answer = await exchange.postTo('newAccount', {
    termsOfServiceAgreed: true,
    ...(request.contact !== null && { contact: [`mailto:${request.contact}`] }),
  })
  return { url: parseAnswer(caUrl, answer.location, ACCOUNT_URL), created: true }
}

const ACCOUNT_URL = 'Location of the account'

/** The URL of the terms the CA asks for now; null where it asks for none. */
export async function readTerms(request: Omit<ExchangeOptions, 'accountUrl'>): Promise<string | null> {
  const { meta } = await createExchange({ ...request, accountUrl: null }).directory()
  return meta?.termsOfService ?? null
}

/** The account this exchange's key has; null: none. */
export async function findAccount(exchange: Exchange): Promise<string | null> {
  try {
    const { location } = await exchange.postTo('newAccount', { onlyReturnExisting: true })
    return parseAnswer(caUrl, location, ACCOUNT_URL)
  } catch (error) {
    if (error instanceof CaError && error.problem.type === 'accountDoesNotExist') return null
    throw error
  }
}

/** A fresh account key, PKCS#8 PEM, EC P-256. Never used for a certificate (RFC 8555 §11.1). */
export async function createAccountKey(): Promise<string> {
  return (await acme.crypto.createPrivateEcdsaKey()).toString()
}
