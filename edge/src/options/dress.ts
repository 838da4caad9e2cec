// What the options make of an answer's headers on its way out.

import type { Answer } from '../answer.ts'
import { NOT_HIDDEN, NOT_SETTABLE, type EdgeOptions } from '@wellknown/wire'

/** nginx's add_header and expires, without `always` (Gcore's API). */
const ORDINARY = [200, 201, 204, 206, 301, 302, 303, 304, 307, 308]

/** An answer of ours or the origin's as the visitor gets it: with the headers that the customer adds, which stand over
 *  those of the same name (Gcore's guide "Add or hide response headers"). */
export function addHeaders(answer: Answer, options: EdgeOptions): Answer {
  const added = [options.staticHeaders, options.static_response_headers].flatMap((option) =>
    option?.enabled ? option.headers : [],
  )
  const wanted = added.filter(
    ({ name, always }) =>
      (always || ORDINARY.includes(answer.status)) && !NOT_SETTABLE.includes(name.toLowerCase()),
  )
  if (wanted.length === 0) return answer
  const headers = new Headers(answer.headers)
  for (const { name, values } of wanted) {
    headers.delete(name)
    for (const value of values) headers.append(name, value)
  }
  return { status: answer.status, headers, body: answer.body }
}

/** Of an origin's answer: hides what the customer hides, and tells browsers how long to keep it. The same object where there
 *  is nothing to do. */
export function trimHeaders(given: Headers, status: number, options: EdgeOptions, now: number): Headers {
  const { response_headers_hiding_policy: hiding, browser_cache_settings: keeping } = options
  const isKept = keeping?.enabled === true && ORDINARY.includes(status)
  if (!hiding?.enabled && !isKept) return given
  const headers = new Headers(given)
  if (hiding?.enabled) {
    const listed = new Set(hiding.excepted)
    const hidden = [...headers.keys()].filter(
      (name) => listed.has(name) === (hiding.mode === 'show') && !NOT_HIDDEN.includes(name),
    )
    for (const name of hidden) headers.delete(name)
  }
  if (isKept) {
    headers.set('cache-control', `max-age=${keeping.seconds}`)
    headers.set('expires', new Date(now + keeping.seconds * 1000).toUTCString())
  }
  return headers
}
