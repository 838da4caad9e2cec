// The headers of a request on its way to the origin, and those of its answer on the way back.

import {
  HOP_BY_HOP,
  isForwarded,
  NOT_SETTABLE,
  plainName,
  type EdgeOptions,
  type VerifyingKeys,
} from '@wellknown/wire'
import { createBounded } from './bounded.ts'
import type { HeaderFields } from './fields.ts'
import { addTo, trim } from './options/dress.ts'
import type { Visit } from './visit.ts'

/** Clients send the same few names; what is sent once is not kept for long. */
const judged = createBounded<boolean>(1_000)

function endsHere(name: string): boolean {
  const known = judged.get(name)
  if (known !== undefined) return known
  const verdict = !isForwarded(name)
  judged.put(name, verdict)
  return verdict
}

/** Makes of the visitor's headers the origin's: with those that say who asks and how, and those the customer adds. */
export function dressRequest(
  headers: HeaderFields,
  { url, host, address }: Visit,
  options: EdgeOptions,
  keys: VerifyingKeys,
): void {
  dropNamed(headers)
  // A look at each that is there costs less than taking away each that might be.
  dropAll(headers, endsHere)
  const [name] = keys.keys()
  if (name !== undefined) headers.append('cdn-loop', name)
  headers.set('x-forwarded-for', address)
  headers.set('x-forwarded-proto', url.protocol.slice(0, -1))
  if (host) headers.set('x-forwarded-host', host)
  const added = options.staticRequestHeaders
  for (const { name, value } of added?.enabled ? added.headers : []) {
    if (NOT_SETTABLE.includes(name.toLowerCase())) continue
    const plain = plainName(name)
    // A client's `X_Secret` would stand beside the customer's `X-Secret`, and may be read in its place.
    dropAll(headers, (other) => plainName(other) === plain)
    headers.set(name, value)
  }
}

/** Makes of an origin's headers the visitor's: without what the customer hides, and with what the customer adds. */
export function dressAnswer(headers: HeaderFields, status: number, options: EdgeOptions, now: number): void {
  dropNamed(headers)
  for (const name of HOP_BY_HOP) headers.delete(name)
  trim(headers, status, options, now)
  addTo(headers, status, options)
}

/** Takes away those that `Connection` names. What says where a body ends, or who was passed, is nobody's to name there
 *  (RFC 9110 §7.6.1). */
function dropNamed(headers: HeaderFields): void {
  const connection = headers.get('connection')
  if (connection === null) return
  const named = connection.split(',').map((name) => name.trim().toLowerCase())
  // What is no name at all is not asked for: `Headers` throws.
  dropAll(headers, (name) => named.includes(name) && !NOT_SETTABLE.includes(name))
}

function dropAll(headers: HeaderFields, ends: (name: string) => boolean): void {
  for (const name of [...headers.keys()].filter(ends)) headers.delete(name)
}
