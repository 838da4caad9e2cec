// The TXT values of DNS-01 challenges: saved with the attempt before they are put anywhere, and kept there until they are
// gone again, so that none outlives its attempt.

import { createHash } from 'node:crypto'
import { DnsHostError } from '../adapters/dns/port.ts'
import type { Attempt, Challenge } from '../store/records.ts'
import type { World } from '../world.ts'

/** RFC 8555 §8.4: base64url of the SHA-256 of the key authorization. */
export const textValueOf = (token: string, thumbprint: string): string =>
  createHash('sha256').update(`${token}.${thumbprint}`).digest('base64url')

/** Puts the values of these challenges. Rejects with a DnsHostError. */
export async function presentValues({ dns }: World, challenges: readonly Challenge[]): Promise<void> {
  if (dns === null) throw new DnsHostError('This installation hosts no DNS any more (DNS_PROVIDER).')
  for (const { name, value } of challenges) if (value !== undefined) await dns.present(name, value)
}

/** Takes the values of these challenges away; false: not all are known to be gone. */
export async function withdrawValues(world: World, challenges: readonly Challenge[]): Promise<boolean> {
  const { dns } = world
  let gone = true
  for (const { name, value } of challenges) {
    if (value === undefined) continue
    if (dns === null) {
      world.log({ event: 'dns-value-left', level: 'alarm', name })
      continue
    }
    try {
      await dns.withdraw(name, value)
    } catch (error) {
      if (!(error instanceof DnsHostError)) throw error
      world.log({ event: 'dns-host-failed', call: 'withdraw', name, error: error.message })
      gone = false
    }
  }
  return gone
}

/** Takes away what ended attempts of a resource, or all of them, have left; false: not all is known to be gone. */
export async function tidyValues(world: World, attempts: readonly Attempt[]): Promise<boolean> {
  let gone = true
  for (const attempt of attempts) {
    if (await withdrawValues(world, attempt.challenges)) {
      await world.store.saveAttempt({ ...attempt, challenges: [] })
    } else gone = false
  }
  return gone
}
