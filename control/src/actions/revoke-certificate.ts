import type { Event } from '@wellknown/lifecycle'
import type { Saved } from '../store/records.ts'
import type { World } from '../world.ts'
import { findResource } from './change-resource.ts'
import { demandHstsConfirmation } from './confirm-hsts.ts'
import { refuseField, type Refusal } from './refusal.ts'
import { tellLifecycle } from './tell-lifecycle.ts'

type Reason = Extract<Event, { type: 'revoke' }>['reason']

/** RFC 5280 §5.3.1, as far as a CA takes them from a subscriber. */
const REASONS: readonly Reason[] = [0, 1, 4, 5]
/** cessationOfOperation. */
const CEASED: Reason = 5

/** P18: HTTPS goes off, the certificate object is let go, and the CA is told with this reason. Throws a Refusal where there
 *  is nothing to revoke, and for a reason the CA would refuse; and under HSTS without a confirmation (P24). */
export async function revokeCertificate(
  world: World,
  client: number,
  id: number,
  {
    reason: wished = CEASED,
    confirmHsts = false,
  }: { readonly reason?: number | undefined; readonly confirmHsts?: boolean | undefined },
): Promise<void> {
  const reason = REASONS.find((each) => each === wished)
  if (reason === undefined) {
    throw refuseField(
      'reason',
      'Give 0 (unspecified), 1 (keyCompromise), 4 (superseded) or 5 (cessationOfOperation): the CA takes no other reason.',
    )
  }
  const saved = await findResource(world, client, id)
  const { resource } = saved
  const refusal = whyNotRevoke(saved)
  if (refusal) throw refusal
  await demandHstsConfirmation(world, saved, confirmHsts)
  await tellLifecycle(world, resource.id, { type: 'revoke', reason }, { resource: { sslData: null } })
}

/** Null: there is a certificate of the CA's to revoke, served or on its way. */
export function whyNotRevoke({ current, state }: Pick<Saved, 'current' | 'state'>): Refusal | null {
  const shown = state.is === 'deploying' ? state.candidate : current
  return shown?.kind === 'managed' || current?.kind === 'managed'
    ? null
    : refuseField('certificate', "There is no Let's Encrypt certificate to revoke.")
}
