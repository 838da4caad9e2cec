// The DNS host of the settings, and the responder where that is ours.

import { createEmbeddedDns } from './adapters/dns/embedded.ts'
import { createGcoreDns } from './adapters/dns/gcore.ts'
import type { DnsHost } from './adapters/dns/port.ts'
import type { Config } from './config.ts'
import { startResponder, type Responder } from './responder/responder.ts'
import type { Store } from './store/port.ts'
import type { Log } from './world.ts'

/** Null: DNS-01 is not offered. */
export function openDnsHost({ dns }: Config, store: Store): DnsHost | null {
  switch (dns?.provider) {
    case undefined:
      return null
    case 'embedded':
      return createEmbeddedDns(dns, store)
    case 'gcore':
      return createGcoreDns({ ...dns, now: Date.now })
  }
}

/** Starts answering for what customers have delegated; null where somebody else does. */
export async function startDnsService(
  { dns }: Pick<Config, 'dns'>,
  store: Store,
  log: Log,
): Promise<Responder | null> {
  if (dns?.provider !== 'embedded') return null
  const values = (owner: string): Promise<readonly string[]> => store.challengeValues(owner)
  return startResponder({ ...dns, values, now: Date.now, log })
}
