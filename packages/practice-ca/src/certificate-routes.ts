// finalize, download and revokeCert (RFC 8555 §7.4, §7.4.2, §7.6).

import { X509Certificate, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Issued } from './certificates.ts'
import { readCsr } from './csr.ts'
import { hasMember } from './fault-schema.ts'
import { readJwk, thumbprintOf } from './jws.ts'
import { ownOrder, showOrder } from './order-routes.ts'
import type { Order } from './orders.ts'
import { base64urlBytes, expectEmpty, readPayload } from './payload.ts'
import { joinProblems, plannedProblem, problem, Refusal, type Problem } from './problem.ts'
import type { AccountRequest, Answer, Signed, World } from './world.ts'

const finalization = z.object({ csr: base64urlBytes })
const revocation = z.object({ certificate: base64urlBytes, reason: z.number().int().optional() })

/** RFC 5280 §5.3.1: unspecified, key compromise, superseded, cessation of operation; Let's Encrypt takes no others. */
const REASONS = [0, 1, 4, 5]
const KEY_COMPROMISE = 1
const CESSATION_OF_OPERATION = 5
const CAA_RECHECK_MS = 7 * 3_600_000

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
  // By thumbprint: KeyObject.equals leaves an OpenSSL error behind when the keys are of two kinds, and the next TLS
  // connection of the process fails with it.
  if (thumbprintOfKey(key) === request.account.thumbprint) {
    throw new Refusal('malformed', 'certificate public key must be different than account key')
  }
  const processing = world.orders.setIssuing(order, 'processing')
  world.later(async () => {
    try {
      await issue(world, order, key)
    } catch (error) {
      world.orders.setIssuing(order, { problem: problem('serverInternal', 'Error finalizing order') })
      throw error
    }
  })
  return showOrder(world, processing)
}

/** Issues for an order that is processing, unless a planned fault or CAA has it otherwise. */
async function issue(world: World, order: Order, key: KeyObject): Promise<void> {
  const { account, names, profile } = order
  await world.wait(world.settings.finalizeDelayMs)
  const moment = { resource: 'order' as const, names }
  if (world.faults.take(hasMember('stuck'), moment)) return
  const planned = world.faults.take(hasMember('invalid'), moment)
  const refused = planned ? plannedProblem(planned.invalid) : await recheckCaa(world, order)
  if (refused) {
    world.orders.setIssuing(order, { problem: refused })
    world.log({ event: 'not-issued', names, order: order.id, problem: refused.type })
    return
  }
  const lifetimeSeconds =
    world.faults.take(hasMember('lifetimeSeconds'), moment)?.lifetimeSeconds ??
    (profile === null ? undefined : world.settings.profiles[profile]?.lifetimeSeconds)
  const flaw = world.faults.take(hasMember('certificate'), moment)?.certificate
  const { serial, chainPem, alternates } = await world.issuer.issue(names, key, {
    ...(lifetimeSeconds !== undefined && { lifetimeSeconds }),
    ...(flaw !== undefined && { flaw }),
  })
  world.certificates.add({
    serial,
    names,
    order: order.id,
    account,
    chain: chainPem,
    ...(alternates.length > 0 && { alternates }),
    revoked: null,
  })
  const replaced = order.replaces === null ? null : world.certificates.findById(order.replaces)
  if (replaced) world.certificates.markReplaced(replaced.serial)
  world.limiter.countIssued(order)
  world.orders.setIssuing(order, { serial })
  world.log({ event: 'issued', serial, names, order: order.id })
}

/** CAA is not to be older than eight hours (Baseline Requirements §3.2.2.8); Boulder looks again after seven. */
async function recheckCaa(world: World, order: Order): Promise<Problem | null> {
  const old = world.orders.provenBefore(order, world.now() - CAA_RECHECK_MS)
  const accountUrl = `${world.base}/account/${order.account}`
  const problems = await Promise.all(
    old.map(async ({ name, method }) => {
      const found = await world.judgeCaa({ name, accountUrl, method: method ?? 'http-01' })
      return found ? [{ ...found, name }] : []
    }),
  )
  return joinProblems(problems.flat(), 'Rechecking CAA failed for several identifiers')
}

function expectReady(world: World, order: Order): void {
  const status = world.orders.statusOf(order)
  if (status !== 'ready')
    throw new Refusal('orderNotReady', `Order's status ("${status}") is not acceptable for finalization`)
}

/** The chain, leaf first, with links to those under other roots. An id may end in the number of one of these, from 1. */
export function download(world: World, { account, id, payload }: AccountRequest): Answer {
  expectEmpty(payload)
  const [serial = '', number = '0'] = id.split('.')
  const issued = world.certificates.find(serial)
  if (!issued) throw new Refusal('malformed', 'Certificate not found', { status: 404 })
  if (issued.account !== account.id) {
    throw new Refusal('unauthorized', 'Account in use did not issue specified certificate')
  }
  const chains = [issued.chain, ...(issued.alternates ?? [])]
  const body = /^\d+$/.test(number) ? chains[Number(number)] : undefined
  if (body === undefined) throw new Refusal('malformed', 'There is no such chain', { status: 404 })
  const links = chains.flatMap((chain, index) => {
    const end = index === 0 ? '' : `.${index}`
    return chain === body ? [] : [`<${world.base}/certificate/${serial}${end}>;rel="alternate"`]
  })
  return { status: 200, headers: { 'Content-Type': 'application/pem-certificate-chain', Link: links }, body }
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

const thumbprintOfKey = (key: KeyObject): string => thumbprintOf(readJwk(key.export({ format: 'jwk' })))

/** The reason that stands, which is Boulder's choice for all but the issuing account. Throws a Refusal for strangers. */
function grantedReason(world: World, by: Signed['by'], issued: Issued, asked: number): number {
  if (by.kind === 'key') {
    const { publicKey } = new X509Certificate(issued.chain)
    if (thumbprintOfKey(publicKey) === by.thumbprint) return KEY_COMPROMISE
    throw new Refusal(
      'unauthorized',
      'JWK embedded in revocation request must be the same public key as the cert to be revoked',
    )
  }
  const { id } = by.account
  if (issued.account === id) return asked
  if (world.orders.holds(id, issued.names)) return CESSATION_OF_OPERATION
  throw new Refusal('unauthorized', 'The key ID specified is not authorized to revoke this certificate')
}
