// finalize, download and revokeCert (RFC 8555 §7.4, §7.4.2, §7.6).

import { createPublicKey, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import type { Issued } from './certificates.ts'
import { readCsr } from './csr.ts'
import { readJwk, thumbprintOf } from './jws.ts'
import { ownOrder, showOrder } from './order-routes.ts'
import type { Order } from './orders.ts'
import { base64urlBytes, expectEmpty, readPayload } from './payload.ts'
import { problem, Refusal } from './problem.ts'
import type { AccountRequest, Answer, Signed, World } from './world.ts'

const finalization = z.object({ csr: base64urlBytes })
const revocation = z.object({ certificate: base64urlBytes, reason: z.number().int().optional() })

/** RFC 5280 §5.3.1: unspecified, key compromise, superseded, cessation of operation; Let's Encrypt takes no others. */
const REASONS = [0, 1, 4, 5]
const KEY_COMPROMISE = 1
const CESSATION_OF_OPERATION = 5

/** Takes the CSR and answers `processing`; issuing follows. What is wrong with the CSR leaves the order `ready`. */
export async function finalize(world: World, request: AccountRequest): Promise<Answer> {
  const { csr } = readPayload(finalization, request.payload)
  expectReady(world, ownOrder(world, request))
  const { names, key } = await readCsr(csr)
  // Read again: another request may have come first while this one's signature was checked.
  const order = ownOrder(world, request)
  expectReady(world, order)
  if (names.join() !== order.names.join()) {
    // RFC 8555 would have `badCSR`; Boulder says this.
    throw new Refusal('unauthorized', 'CSR does not specify same identifiers as Order')
  }
  if (key.equals(createPublicKey({ key: request.account.jwk, format: 'jwk' }))) {
    throw new Refusal('malformed', 'certificate public key must be different than account key')
  }
  const processing = world.orders.setIssuing(order, 'processing')
  world.later(async () => {
    try {
      const { serial, chainPem } = await world.issuer.issue(order.names, key)
      const { account } = order
      world.certificates.add({
        serial,
        names: order.names,
        order: order.id,
        account,
        chain: chainPem,
        revoked: null,
      })
      world.orders.setIssuing(order, { serial })
      world.log({ event: 'issued', serial, names: order.names, order: order.id })
    } catch (error) {
      world.orders.setIssuing(order, { problem: problem('serverInternal', 'Error finalizing order') })
      throw error
    }
  })
  return showOrder(world, processing)
}

function expectReady(world: World, order: Order): void {
  const status = world.orders.statusOf(order)
  if (status !== 'ready')
    throw new Refusal('orderNotReady', `Order's status ("${status}") is not acceptable for finalization`)
}

/** The chain, leaf first. */
export function download(world: World, { account, id, payload }: AccountRequest): Answer {
  expectEmpty(payload)
  const issued = world.certificates.find(id)
  if (!issued) throw new Refusal('malformed', 'Certificate not found', { status: 404 })
  if (issued.account !== account.thumbprint) {
    throw new Refusal('unauthorized', 'Account in use did not issue specified certificate')
  }
  return { status: 200, headers: { 'Content-Type': 'application/pem-certificate-chain' }, body: issued.chain }
}

/** Revokes, for whoever may: the issuing account, one that holds all the names, or the certificate's own key. */
export function revoke(world: World, { by, payload }: Signed): Answer {
  const wish = readPayload(revocation, payload)
  const issued = world.certificates.recognise(wish.certificate)
  if (!issued)
    throw new Refusal('malformed', 'Certificate from unrecognized issuer, or never issued', { status: 404 })
  const asked = wish.reason ?? 0
  if (!REASONS.includes(asked)) {
    throw new Refusal('badRevocationReason', `Reason ${asked} is not one of ${REASONS.join(', ')}`)
  }
  const reason = grantedReason(world, by, issued, asked)
  if (issued.revoked !== null) throw new Refusal('alreadyRevoked', 'Certificate already revoked')
  world.certificates.revoke(issued, reason)
  world.log({ event: 'revoked', serial: issued.serial, names: issued.names, reason })
  return { status: 200 }
}

/** The reason that stands, which is Boulder's choice for all but the issuing account. Throws a Refusal for strangers. */
function grantedReason(world: World, by: Signed['by'], issued: Issued, asked: number): number {
  if (by.kind === 'key') {
    const { publicKey } = new X509Certificate(issued.chain)
    if (thumbprintOf(readJwk(publicKey.export({ format: 'jwk' }))) === by.thumbprint) return KEY_COMPROMISE
    throw new Refusal(
      'unauthorized',
      'JWK embedded in revocation request must be the same public key as the cert to be revoked',
    )
  }
  const { thumbprint } = by.account
  if (issued.account === thumbprint) return asked
  if (world.orders.holds(thumbprint, issued.names)) return CESSATION_OF_OPERATION
  throw new Refusal('unauthorized', 'The key ID specified is not authorized to revoke this certificate')
}
