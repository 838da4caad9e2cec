// Carries out a planned fault upon one request.

import type { RequestFault } from './fault-schema.ts'
import type { Answer } from './world.ts'

/** What becomes of a request: an answer, at once or byte by byte, a cut connection, or nothing ever. */
export type Outcome =
  | { readonly kind: 'answer'; readonly answer: Answer; readonly trickleMs: number | null }
  | { readonly kind: 'cut' }
  | { readonly kind: 'silence' }

/** Handles a request as the fault has it. `drop` and the refusals come before anything is done; `dropAfter` does it all
 *  and then cuts the connection. Rejects as `handle` does, but with `dropAfter`. */
export async function suffer(
  fault: RequestFault | null,
  handle: () => Answer | Promise<Answer>,
  wait: (milliseconds: number) => Promise<void>,
): Promise<Outcome> {
  if (fault === null) return { kind: 'answer', answer: await handle(), trickleMs: null }
  if ('drop' in fault) return { kind: 'cut' }
  if ('stall' in fault) return { kind: 'silence' }
  if ('dropAfter' in fault) {
    try {
      await handle()
    } catch {
      // A refusal is not heard either.
    }
    return { kind: 'cut' }
  }
  if ('status' in fault) return { kind: 'answer', answer: refusalOf(fault), trickleMs: null }
  if ('delayMs' in fault) {
    await wait(fault.delayMs)
    return { kind: 'answer', answer: await handle(), trickleMs: null }
  }
  return { kind: 'answer', answer: await handle(), trickleMs: fault.trickleMs }
}

function refusalOf(fault: Extract<RequestFault, { status: number }>): Answer {
  const { status, retryAfter } = fault
  const later = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) }
  if ('body' in fault)
    return { status, headers: { 'Content-Type': fault.contentType, ...later }, body: fault.body }
  const { type, detail, instance, subproblems } = fault
  return {
    status,
    headers: {
      'Content-Type': 'application/problem+json',
      ...later,
      // RFC 8555 §7.3.3: with changed terms, where they are now.
      ...(instance !== undefined && { Link: `<${instance}>;rel="terms-of-service"` }),
    },
    body: {
      type: urn(type),
      detail,
      status,
      ...(instance !== undefined && { instance }),
      ...(subproblems && {
        subproblems: subproblems.map((each) => ({
          type: urn(each.type),
          detail: each.detail,
          identifier: { type: 'dns', value: each.name },
        })),
      }),
    },
  }
}

const urn = (type: string): string => `urn:ietf:params:acme:error:${type}`
