// ARI (RFC 9773): when a certificate is best renewed, and which order replaces it.

import { X509Certificate } from 'node:crypto'
import type { Issued } from './certificates.ts'
import { hasMember } from './fault-schema.ts'
import { Refusal } from './problem.ts'
import type { Answer, World } from './world.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Boulder: six hours. */
const RETRY_AFTER_SECONDS = 6 * 3600
/** Lives below this are renewed at half, others at two thirds. */
const SHORT_LIFE_MS = 10 * DAY_MS

type Window = { readonly start: number; readonly end: number }

/** The suggested window of a certificate; asked without a signature, by its ARI id. A planned fault may script it. */
export function showRenewalInfo(world: World, id: string): Answer {
  const issued = world.certificates.findById(id)
  if (!issued) throw new Refusal('malformed', 'Certificate not found', { status: 404 })
  const scripted = world.faults.take(hasMember('window'), momentOf(issued))
  const { start, end } = scripted ? scriptedWindow(scripted.window, world.now()) : ownWindow(world, issued)
  return {
    status: 200,
    headers: { 'Retry-After': String(scripted?.retryAfter ?? RETRY_AFTER_SECONDS) },
    body: {
      suggestedWindow: { start: time(start), end: time(end) },
      ...(scripted?.window.explanationURL !== undefined && {
        explanationURL: scripted.window.explanationURL,
      }),
    },
  }
}

/** Is it now inside the certificate's window? Then an order that replaces it is spared from limits. */
export function isRenewalTime(world: World, issued: Issued): boolean {
  const scripted = world.faults.peek(hasMember('window'), momentOf(issued))
  const { start, end } = scripted ? scriptedWindow(scripted.window, world.now()) : ownWindow(world, issued)
  return start <= world.now() && world.now() < end
}

const momentOf = ({ names }: Issued) => ({ resource: 'renewalInfo' as const, names })

const scriptedWindow = (
  { startsIn, endsIn }: { readonly startsIn: number; readonly endsIn: number },
  now: number,
): Window => ({ start: now + startsIn * 1000, end: now + endsIn * 1000 })

/** As Boulder: a fiftieth of the life around two thirds of it. What is revoked had better been renewed already. */
function ownWindow(world: World, issued: Issued): Window {
  if (issued.revoked !== null) return { start: world.now() - HOUR_MS, end: world.now() - HOUR_MS / 2 }
  const { validFromDate, validToDate } = new X509Certificate(issued.chain)
  const from = validFromDate.getTime()
  const life = validToDate.getTime() + 1000 - from
  const centre = from + life * (life < SHORT_LIFE_MS ? 1 / 2 : 2 / 3)
  return { start: centre - life / 100, end: centre + life / 100 }
}

/** The certificate that an order says it replaces. Throws a Refusal as Boulder does: unknown, another account's, no name
 *  in common, or (409) replaced already by another order that has not failed. */
export function findReplaced(
  world: World,
  wish: { readonly id: string; readonly account: string; readonly names: readonly string[] },
): Issued {
  const issued = world.certificates.findById(wish.id)
  if (!issued) throw new Refusal('malformed', 'The certificate to be replaced is not known', { status: 404 })
  if (issued.account !== wish.account)
    throw new Refusal('unauthorized', 'The certificate to be replaced is another account’s')
  if (!issued.names.some((name) => wish.names.includes(name)))
    throw new Refusal('malformed', 'The certificate to be replaced shares no identifier with this order')
  if (issued.replaced === true || world.orders.isReplacedByOther(wish))
    throw new Refusal(
      'alreadyReplaced',
      'Cannot indicate an order replaces a certificate which already has a replacement order',
    )
  return issued
}

/** RFC 3339, to the second. */
const time = (milliseconds: number): string => new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z')
