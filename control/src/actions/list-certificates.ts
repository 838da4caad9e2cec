// The certificates that were issued for a resource, and what became of each.

import type { Instant } from '@wellknown/lifecycle'
import type { Certificate, Saved } from '../store/records.ts'
import type { World } from '../world.ts'

export const FATES = ['serving', 'kept', 'deploying', 'revoked', 'expired', 'replaced'] as const
export type Fate = (typeof FATES)[number]

export type PastCertificate = Certificate & {
  readonly fate: Fate
  /** When the CA had revoked it, and by which reason of RFC 5280 §5.3.1; null: it was not. */
  readonly revoked: { readonly at: Instant; readonly reason: number } | null
}

/** More revocations of one resource nobody reads. */
const MOST_REVOKED = 1000

/** A page of them, newest first unless asked otherwise. Those of the customer's own stand on the client's list of certificates. */
export async function listCertificates(
  { store, now }: Pick<World, 'store' | 'now'>,
  saved: Saved,
  cut: { readonly oldestFirst: boolean; readonly limit: number; readonly offset: number },
): Promise<{ readonly count: number; readonly found: readonly PastCertificate[] }> {
  const resource = saved.resource.id
  const { count, found } = await store.certificatesOf(resource, cut)
  const told = await store.audit({
    resource,
    event: 'revoked',
    oldestFirst: true,
    limit: MOST_REVOKED,
    offset: 0,
  })
  const revocations = new Map(
    told.found.map(({ at, detail }) => [detail['certificate'], { at, reason: Number(detail['reason']) }]),
  )
  return {
    count,
    found: found.map((certificate) => {
      const revoked = revocations.get(certificate.id) ?? null
      return { ...certificate, revoked, fate: fateOf(certificate, saved, revoked !== null, now()) }
    }),
  }
}

function fateOf(
  { id, notAfter }: Certificate,
  { state, current, https }: Saved,
  revoked: boolean,
  now: Instant,
): Fate {
  if (revoked) return 'revoked'
  if (notAfter <= now) return 'expired'
  if (current?.certificate === id) return https ? 'serving' : 'kept'
  return state.is === 'deploying' && state.candidate.certificate === id ? 'deploying' : 'replaced'
}
