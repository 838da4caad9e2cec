// What both entries read from their environment, by the names of design.md §7.

import { hostOf } from '@wellknown/hostname/host'
import { adminJwks, importVerifyingKeys, isThumbprint, type VerifyingKeys } from '@wellknown/wire'

export type Settings = {
  readonly pop: string
  readonly adminHost: string
  readonly keys: VerifyingKeys
  readonly thumbprints: readonly string[]
}

/** Reads POP, ADMIN_HOST, ADMIN_JWKS and ACME_THUMBPRINTS. Throws one Error that lists every fault. */
export async function readSettings(env: Readonly<Record<string, unknown>>): Promise<Settings> {
  const faults: string[] = []
  const text = (name: string): string => {
    const value = env[name]
    if (typeof value === 'string' && value !== '') return value
    faults.push(`${name} is not set`)
    return ''
  }
  const pop = text('POP')
  const named = text('ADMIN_HOST')
  const adminHost = hostOf(named) ?? ''
  if (named !== '' && adminHost === '') faults.push('ADMIN_HOST must be a hostname')
  const thumbprints = text('ACME_THUMBPRINTS')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  if (thumbprints.length > 2 || !thumbprints.every(isThumbprint)) {
    faults.push('ACME_THUMBPRINTS must be one or two JWK thumbprints, separated by a comma')
  }
  const keys = text('ADMIN_JWKS')
  const jwks = adminJwks.safeParse(parseJson(keys))
  if (keys !== '' && !jwks.success) faults.push('ADMIN_JWKS must be a JWK set of Ed25519 public keys')
  if (faults.length > 0 || !jwks.success)
    throw new Error(`This edge cannot start:\n${faults.map((each) => `- ${each}`).join('\n')}`)
  return { pop, adminHost, thumbprints, keys: await importVerifyingKeys(jwks.data) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
