// What the store keeps of the PoPs and of what they hold, row by row.

import type { ResourceId } from './records.ts'
import type { EdgeState, Instant } from './words.ts'

export type Membership = 'in' | 'catching-up' | 'out'

export type Pop = {
  readonly name: string
  /** The URL of its admin host. */
  readonly admin: string
  readonly adminCa: string | null
  /** `address:port` of its public HTTP listeners, and of its TLS ones; null where it terminates no TLS. */
  readonly http: readonly string[]
  readonly tls: readonly string[] | null
  readonly membership: Membership
  /** When `membership` became what it is. */
  readonly since: Instant
  /** Since when an operator has it taken out of service; null: it is not. */
  readonly drained: Instant | null
  readonly lastSeen: Instant | null
  /** Its clock less ours, in milliseconds, as it last said. */
  readonly skew: number | null
  /** The wire version it last named. */
  readonly wire: number | null
  /** What is wrong with it, in words; null: nothing. */
  readonly fault: string | null
  /** The shelf it last said it has. */
  readonly shelf: string | null
  readonly sealKey: EdgeState['sealKey']
  /** The key ids of ADMIN_JWKS, and the ACME_THUMBPRINTS, that it last said; null: it has not yet. */
  readonly adminKeys: readonly string[] | null
  readonly thumbprints: readonly string[] | null
}

/** Names the key that what a PoP keeps is sealed to. Null: it keeps nothing that was sealed, as a worker beside custom hostnames,
 *  whose key is our own process's. */
export const sealKeyId = ({ shelf, sealKey }: Pick<Pop, 'shelf' | 'sealKey'>): string | null =>
  shelf === null || sealKey === null ? null : `${sealKey.x}.${sealKey.y}`

/** Was it given for a certificate that the PoP opens no more? */
export const isVoid = ({ sealedTo }: Pick<Held, 'sealedTo'>, pop: Pick<Pop, 'shelf' | 'sealKey'>): boolean =>
  sealedTo !== null && sealedTo !== sealKeyId(pop)

/** Do gates wait for it? */
export const isInService = ({ membership, drained }: Pick<Pop, 'membership' | 'drained'>): boolean =>
  membership === 'in' && drained === null

/** The newest wanted document of one kind for one host: what every PoP shall hold. `body` is null for a delete.
 *  A certificate's body names the certificate; its key is sealed for each PoP when pushed. */
export type Wanted = {
  readonly host: string
  readonly kind: 'tokens' | 'config' | 'certificate'
  readonly resource: ResourceId | null
  readonly epoch: number
  readonly rev: number
  readonly body: string | null
  /** Which of our keys signs a configuration at this revision; '': one that nobody noted. Null: it is not signed. */
  readonly keyid: string | null
}

/** A receipt as kept: this PoP holds this revision. */
export type Held = {
  readonly pop: string
  readonly host: string
  readonly kind: Wanted['kind']
  readonly epoch: number
  readonly rev: number
  readonly at: Instant
  /** The PoP's clock less ours in milliseconds, and the wire version, as the receipt has them; null: it is older than that
   *  we keep them. */
  readonly skew: number | null
  readonly wire: number | null
  /** As in Wanted, of this revision. */
  readonly keyid: string | null
  /** Of a certificate: the `sealKeyId` its key was sealed to. */
  readonly sealedTo: string | null
}

/** What the public path gave for a token of ours at one address of a host. */
export type Readback = {
  readonly host: string
  readonly address: string
  readonly result: 'ours' | 'other' | 'unreachable' | 'reserved' | 'no-route'
  readonly at: Instant
}

/** A serial seen by a fresh TLS session on one PoP; null: none was served. */
export type Observation = {
  readonly pop: string
  readonly host: string
  readonly serial: string | null
  readonly at: Instant
  /** Null: it is older than that we keep it. */
  readonly seen: 'served' | 'none' | 'unreachable' | null
  /** Since when every look found the same. */
  readonly since: Instant | null
}
