// The headers of a request on its way to the origin, and those of its answer on the way back.

import { NOT_FORWARDED, NOT_SETTABLE, type EdgeOptions, type VerifyingKeys } from '@wellknown/wire'
import type { HeaderFields } from './fields.ts'
import { addTo, trim } from './options/dress.ts'
import type { Visit } from './visit.ts'

/** Makes of the visitor's headers the origin's: with those that say who asks and how, and those the customer adds. */
export function dressRequest(
  headers: HeaderFields,
  { url, host, address }: Visit,
  options: EdgeOptions,
  keys: VerifyingKeys,
): void {
  endHere(headers)
  const [name] = keys.keys()
  if (name !== undefined) headers.append('cdn-loop', name)
  headers.set('x-forwarded-for', address)
  headers.set('x-forwarded-proto', url.protocol.slice(0, -1))
  if (host) headers.set('x-forwarded-host', host)
  const added = options.staticRequestHeaders
  for (const { name, value } of added?.enabled ? added.headers : []) {
    if (!NOT_SETTABLE.includes(name.toLowerCase())) headers.set(name, value)
  }
}

/** Makes of an origin's headers the visitor's: without what the customer hides, and with what the customer adds. */
export function dressAnswer(headers: HeaderFields, status: number, options: EdgeOptions, now: number): void {
  endHere(headers)
  trim(headers, status, options, now)
  addTo(headers, status, options)
}

/** Takes away hop-by-hop headers, and those that `Connection` names. What says where a body ends, or who was passed, is
 *  nobody's to name there (RFC 9110 §7.6.1). */
function endHere(headers: HeaderFields): void {
  const named = headers.get('connection')
  for (const name of NOT_FORWARDED) headers.delete(name)
  if (named === null) return
  const foreign = named.split(',').map((name) => name.trim().toLowerCase())
  for (const name of foreign.filter((name) => !NOT_SETTABLE.includes(name))) {
    if (headers.has(name)) headers.delete(name)
  }
}
