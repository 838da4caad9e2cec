// A CA's refusal, typed. What it writes is text from outside: bounded, printable, and without links that act.

import { z } from 'zod'
import type { CaProblem } from './port.ts'

const PREFIX = 'urn:ietf:params:acme:error:'
const LONGEST_DETAIL = 600
const YEAR_MS = 366 * 24 * 60 * 60_000

const document = z.object({
  type: z.string().optional().catch(undefined),
  detail: z.string().optional().catch(undefined),
  subproblems: z
    .array(
      z.object({
        type: z.string().catch(''),
        detail: z.string().catch(''),
        identifier: z.object({ value: z.string() }).optional().catch(undefined),
      }),
    )
    .max(100)
    .optional()
    .catch(undefined),
})

/** The problem in an answer that is not 2xx. */
export function problemOf(
  answer: {
    readonly status: number
    readonly location: string | null
    readonly retryAfter: string | null
    readonly body: unknown
  },
  now: number,
): CaProblem {
  return {
    ...readProblem(answer.body),
    status: answer.status,
    retryAt: readRetryAfter(answer.retryAfter, now),
    location: answer.location,
  }
}

/** A problem document inside an order or a challenge (RFC 8555 §7.1.3, §8). */
export function readProblem(body: unknown): CaProblem {
  const parsed = document.safeParse(body)
  const { type, detail = '', subproblems = [] } = parsed.success ? parsed.data : {}
  return {
    type: shortType(type),
    status: null,
    detail: clean(detail) || 'The CA gave no reason.',
    retryAt: null,
    subproblems: subproblems.map((sub) => ({
      type: shortType(sub.type) ?? 'unknown',
      detail: clean(sub.detail),
      name: sub.identifier?.value.slice(0, 253) ?? null,
    })),
    location: null,
    secretLink: LINK.exec(detail)?.[0] ?? null,
  }
}

/** No HTTP answer, or one that is no ACME: a connection, TLS, time-out or parsing error. */
export function noAnswer(error: unknown): CaProblem {
  const code = error instanceof Error && 'code' in error ? `${String(error.code)}: ` : ''
  const detail = clean(code + (error instanceof Error ? error.message : 'The CA gave no answer.'))
  return {
    type: null,
    status: null,
    detail,
    retryAt: null,
    subproblems: [],
    location: null,
    secretLink: null,
  }
}

/** RFC 9110 §10.2.3: seconds or an HTTP date, as an instant in milliseconds; null when absent or unreadable. */
export function readRetryAfter(value: string | null, now: number): number | null {
  if (value === null) return null
  const at = /^\d{1,12}$/.test(value) ? now + Number(value) * 1000 : Date.parse(value)
  return Number.isFinite(at) ? Math.min(Math.max(at, now), now + YEAR_MS) : null
}

/** A link that unpauses an account acts for whoever holds it. */
const LINK = /https:\/\/\S*(?:unpause|[?&]jwt=)\S*/

// oxlint-disable-next-line no-control-regex -- control characters are exactly what is meant
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g

const clean = (text: string): string =>
  text.replace(LINK, '[a link for the operator]').replace(UNPRINTABLE, ' ').trim().slice(0, LONGEST_DETAIL)

const shortType = (type: string | undefined): string | null =>
  type?.startsWith(PREFIX) ? type.slice(PREFIX.length, PREFIX.length + 60) : null
