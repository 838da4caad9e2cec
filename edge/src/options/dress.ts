// What the options make of an answer's headers on its way out.

import type { Answer } from '../answer.ts'
import { copyHeaders, type HeaderFields } from '../fields.ts'
import { NOT_HIDDEN, NOT_SETTABLE, type EdgeOptions } from '@wellknown/wire'

/** nginx's add_header and expires, without `always` (Gcore's API). */
const ORDINARY = [200, 201, 204, 206, 301, 302, 303, 304, 307, 308]

/** An answer of ours as the visitor gets it. */
export function addHeaders(answer: Answer, options: EdgeOptions): Answer {
  if (wantedFor(answer.status, options).length === 0) return answer
  const headers = copyHeaders(answer.headers)
  addTo(headers, answer.status, options)
  return { status: answer.status, headers, body: answer.body }
}

/** Sets the headers that the customer adds, which stand over those of the same name (Gcore's guide "Add or hide response
 *  headers"). */
export function addTo(headers: HeaderFields, status: number, options: EdgeOptions): void {
  for (const { name, values } of wantedFor(status, options)) {
    headers.delete(name)
    for (const value of values) headers.append(name, value)
  }
}

const wantedFor = (status: number, { staticHeaders, static_response_headers: added }: EdgeOptions) =>
  [staticHeaders, added]
    .flatMap((option) => (option?.enabled ? option.headers : []))
    .filter(
      ({ name, always }) =>
        (always || ORDINARY.includes(status)) && !NOT_SETTABLE.includes(name.toLowerCase()),
    )

/** Of an origin's answer: hides what the customer hides, and tells browsers how long to keep it. */
export function trim(headers: HeaderFields, status: number, options: EdgeOptions, now: number): void {
  const { response_headers_hiding_policy: hiding, browser_cache_settings: keeping } = options
  if (hiding?.enabled) {
    const listed = new Set(hiding.excepted)
    const hidden = [...headers.keys()].filter(
      (name) => listed.has(name) === (hiding.mode === 'show') && !NOT_HIDDEN.includes(name),
    )
    for (const name of hidden) headers.delete(name)
  }
  if (keeping?.enabled && ORDINARY.includes(status)) {
    headers.set('cache-control', `max-age=${keeping.seconds}`)
    headers.set('expires', new Date(now + keeping.seconds * 1000).toUTCString())
  }
}
