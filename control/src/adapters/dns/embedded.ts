// Our own name server: what is put here is what the responder of this control plane answers.

import { aliasIn } from './alias.ts'
import { DnsHostError, recordOf, type DnsHost } from './port.ts'

/** Where values are kept; the responder reads the same place. */
export type ValueShelf = {
  putChallengeValue(owners: readonly string[], value: string): Promise<void>
  dropChallengeValue(owners: readonly string[], value: string): Promise<void>
}

export type EmbeddedOptions = Pick<DnsHost, 'nameservers' | 'port'> & {
  /** Customers may alias into this zone; null: they delegate by NS only. */
  readonly aliasZone: string | null
}

/** A value stands at the record's own name and at its alias, whichever the customer has chosen. */
export function createEmbeddedDns(
  { nameservers, port, aliasZone }: EmbeddedOptions,
  shelf: ValueShelf,
): DnsHost {
  const aliasOf = (name: string): string | null => (aliasZone === null ? null : aliasIn(aliasZone, name))
  const ownersOf = (name: string): readonly string[] =>
    [recordOf(name), aliasOf(name)].filter((each) => each !== null)
  return {
    nameservers,
    port,
    hostsWholeZones: false,
    aliasOf,
    present: (name, value) => typed(() => shelf.putChallengeValue(ownersOf(name), value)),
    withdraw: (name, value) => typed(() => shelf.dropChallengeValue(ownersOf(name), value)),
  }
}

async function typed(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw new DnsHostError(error instanceof Error ? error.message : 'The values cannot be kept.')
  }
}
