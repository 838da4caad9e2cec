// The CA's directory for rehearsals: Let's Encrypt's staging, say. Our account there is apart from the one in use.

import type { SettingsReader } from '../settings-reader.ts'

export type RehearsalSettings = {
  readonly directoryUrl: string
  /** PEM bundle; null: the system's roots. */
  readonly caPem: string | null
  readonly termsAgreed: string | null
}

/** Null: rehearsals are not offered. */
export function readRehearsal({ text, file, fault }: SettingsReader): RehearsalSettings | null {
  const directoryUrl = text('REHEARSAL_DIRECTORY_URL')
  if (directoryUrl === null) return null
  if (URL.parse(directoryUrl)?.protocol !== 'https:') fault('REHEARSAL_DIRECTORY_URL', 'must be an https URL')
  if (directoryUrl === text('ACME_DIRECTORY_URL')) {
    fault(
      'REHEARSAL_DIRECTORY_URL',
      'must be another directory than ACME_DIRECTORY_URL, such as the staging one of your CA',
    )
  }
  return {
    directoryUrl,
    caPem: file('REHEARSAL_CA_FILE'),
    termsAgreed: text('REHEARSAL_TERMS_AGREED'),
  }
}
