// Certificate profiles (draft-ietf-acme-profiles): what an order may ask for by name.

import { quote, Refusal } from './problem.ts'

const HOUR = 3600
const DAY = 24 * HOUR

export type Profile = {
  /** For people; ends up in the directory. */
  readonly description: string
  /** Life of the certificate. */
  readonly lifetimeSeconds: number
  /** How long an order, and an authorization of it, waits for an answer. Default a week. */
  readonly pendingSeconds?: number
  /** How long a validation serves further orders, if any. Default thirty days. */
  readonly reuseSeconds?: number
  /** Default 100. */
  readonly mostNames?: number
}
export type Profiles = Readonly<Record<string, Profile>>

/** Let's Encrypt's, as of August 2026. */
export const LETS_ENCRYPT_PROFILES: Profiles = {
  classic: { description: 'The default: 90 days', lifetimeSeconds: 90 * DAY },
  tlsserver: {
    description: 'For servers only: 45 days',
    lifetimeSeconds: 45 * DAY,
    pendingSeconds: HOUR,
    reuseSeconds: 7 * HOUR,
    mostNames: 25,
  },
  shortlived: {
    description: 'For those who renew often: 160 hours',
    lifetimeSeconds: 160 * HOUR,
    pendingSeconds: HOUR,
    reuseSeconds: 7 * HOUR,
    mostNames: 25,
  },
}

/** The profile that an order asks for, or null for none. Throws a Refusal: `invalidProfile` for one that is not listed,
 *  `malformed` for more names than it takes. */
export function findProfile(
  profiles: Profiles,
  name: string | undefined,
  names: readonly string[],
): Profile | null {
  if (name === undefined) return null
  const found = Object.hasOwn(profiles, name) ? profiles[name] : undefined
  if (!found) {
    const list = Object.keys(profiles).join(', ') || 'none'
    throw new Refusal(
      'invalidProfile',
      `There is no profile ${quote(name.slice(0, 100))}; there are: ${list}`,
    )
  }
  if (names.length > (found.mostNames ?? Infinity))
    throw new Refusal('malformed', `Order cannot contain more than ${found.mostNames} identifiers`)
  return found
}
