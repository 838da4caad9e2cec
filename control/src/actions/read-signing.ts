// How far the edges have come from one signing key to the next: none of them can do without the old key while it signs
// anything they serve.

import type { Membership } from '../store/records.ts'
import type { Store } from '../store/port.ts'

export type Signing = {
  /** The key that everything is signed with from now on. */
  readonly keyid: string
  /** Configurations that are wanted of the edges and that another key still signs. */
  readonly otherwise: number
  readonly pops: readonly PopSigning[]
}

export type PopSigning = {
  readonly name: string
  readonly membership: Membership
  /** The key ids it last said it accepts; null: it was never heard. */
  readonly accepts: readonly string[] | null
  /** Configurations that it last confirmed and that another key has signed. */
  readonly otherwise: number
}

/** `keyid` is the present key. */
export async function readSigning(store: Store, keyid: string): Promise<Signing> {
  const pops = (await store.pops()).map(async ({ name, membership, adminKeys }) => ({
    name,
    membership,
    accepts: adminKeys,
    otherwise: await countOtherwise(store, keyid, name),
  }))
  return { keyid, otherwise: await countOtherwise(store, keyid, null), pops: await Promise.all(pops) }
}

async function countOtherwise(store: Store, keyid: string, pop: string | null): Promise<number> {
  const others = (await store.signers(pop)).filter((signer) => signer !== keyid)
  const counts = await Promise.all(others.map((signer) => store.countSigned(signer, pop)))
  return counts.reduce((sum, count) => sum + count, 0)
}
