// The certificate authority, our account there, and what its certificates shall be like.

import type { SettingsReader } from '../settings-reader.ts'
import { PROFILE_NAME } from '../store/records.ts'
import type { Policy } from '../world.ts'

export type Acme = {
  readonly directoryUrl: string
  /** PEM bundle; null: the system's roots. */
  readonly caPem: string | null
  readonly termsAgreed: string | null
  readonly contact: string | null
  readonly eab: { readonly kid: string; readonly hmacKey: string } | null
}

const LONGEST_ROOT = 64
/** It goes into a header, where brackets and other letters than ASCII's would not do. */
const MAIL_ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}$/

export function readAcme({ text, needed, file, fault }: SettingsReader): {
  readonly acme: Acme
  readonly issuance: Policy['issuance']
} {
  const directoryUrl = needed('ACME_DIRECTORY_URL', "the https URL of your CA's directory")
  if (directoryUrl !== '' && URL.parse(directoryUrl)?.protocol !== 'https:') {
    fault('ACME_DIRECTORY_URL', 'must be an https URL')
  }
  const [kid, hmacKey] = [text('ACME_EAB_KID'), text('ACME_EAB_HMAC_KEY')]
  if ((kid === null) !== (hmacKey === null)) fault('ACME_EAB_KID', 'and ACME_EAB_HMAC_KEY go together')
  const profile = text('ACME_PROFILE')
  if (profile !== null && !PROFILE_NAME.test(profile)) {
    fault('ACME_PROFILE', "must be the name of one of the CA's profiles: letters, digits and hyphens")
  }
  const preferredRoot = text('ACME_PREFERRED_ROOT')
  if (preferredRoot !== null && preferredRoot.length > LONGEST_ROOT) {
    fault('ACME_PREFERRED_ROOT', 'must be the common name of a root, such as ISRG Root X1')
  }
  const contact = text('ACME_CONTACT')
  if (contact !== null && !MAIL_ADDRESS.test(contact)) {
    fault('ACME_CONTACT', 'must be one mail address, such as tls@cdn.example')
  }
  return {
    acme: {
      directoryUrl,
      caPem: file('ACME_CA_FILE'),
      termsAgreed: text('ACME_TERMS_AGREED'),
      contact,
      eab: kid !== null && hmacKey !== null ? { kid, hmacKey } : null,
    },
    issuance: { profile, preferredRoot },
  }
}
