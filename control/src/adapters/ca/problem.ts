// A CA's refusal, typed. What it writes is text from outside: bounded, printable, and without links that act.

import { z } from 'zod'
import type { CaProblem } from './port.ts'

const PREFIX = 'urn:ietf:params:acme:error:'
const LONGEST_DETAIL = 600
const LONGEST_NAME = 253
/** Of a page that is no problem document, such as a proxy's. */
const LONGEST_EXCERPT = 200
/** More of a text is not even looked at. */
const LONGEST_READ = 20_000
const YEAR_MS = 366 * 24 * 60 * 60_000

const document = z.object({
  type: z.string().optional().catch(undefined),
  detail: z.string().optional().catch(undefined),
  /** RFC 8555 §7.3.3: where new terms can be read. */
  instance: z
    .url({ protocol: /^https$/ })
    .max(500)
    .optional()
    .catch(undefined),
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
  const { body } = answer
  const page = typeof body === 'string' ? clean(body).slice(0, LONGEST_EXCERPT) : ''
  return {
    ...readProblem(body),
    ...(page !== '' && { detail: `The CA answered with something else than JSON: ${page}` }),
    status: answer.status,
    retryAt: readRetryAfter(answer.retryAfter, now),
    location: answer.location,
  }
}

/** A problem document inside an order or a challenge (RFC 8555 §7.1.3, §8). */
export function readProblem(body: unknown): CaProblem {
  const parsed = document.safeParse(body)
  const { type, detail = '', instance, subproblems = [] } = parsed.success ? parsed.data : {}
  return {
    type: shortType(type),
    status: null,
    detail: clean(instance === undefined ? detail : `${detail} See ${instance}`) || 'The CA gave no reason.',
    retryAt: null,
    subproblems: subproblems.map((sub) => ({
      type: shortType(sub.type) ?? 'unknown',
      detail: clean(sub.detail),
      name: sub.identifier === undefined ? null : clean(sub.identifier.value).slice(0, LONGEST_NAME),
    })),
    location: null,
    secretLink:
      wordsOf(detail)
        .find((word) => isSecret(word) && isLink(word))
        ?.replace(/^[^:]*(?=https?:)/i, '') ?? null,
  }
}

/** No HTTP answer, or one that is no ACME: a connection, TLS, time-out or parsing error. */
export function noAnswer(error: unknown): CaProblem {
  return {
    type: null,
    status: null,
    detail: clean(reasonOf(error)),
    retryAt: null,
    subproblems: [],
    location: null,
    secretLink: null,
  }
}

/** How axios calls a time-out: its own, and that of the signal that bounds the whole. */
const TIMED_OUT: readonly string[] = ['ECONNABORTED', 'ETIMEDOUT', 'ERR_CANCELED']

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The CA gave no answer.'
  const code = 'code' in error ? String(error.code) : null
  if (code !== null && TIMED_OUT.includes(code)) return 'The CA did not answer in time.'
  return code === null ? error.message : `${code}: ${error.message}`
}

/** RFC 9110 §10.2.3: seconds or an HTTP date, as an instant in milliseconds; null when absent or unreadable. */
export function readRetryAfter(value: string | null, now: number): number | null {
  if (value === null) return null
  const at = /^\d{1,12}$/.test(value)
    ? now + Number(value) * 1000
    : HTTP_DATE.test(value)
      ? Date.parse(value)
      : NaN
  return Number.isFinite(at) ? Math.min(Math.max(at, now), now + YEAR_MS) : null
}

/** RFC 9110 §5.6.7. `Date.parse` alone would read a date into any text with a number in it. */
const HTTP_DATE = /^[A-Z][a-z]{2,8}, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} \d{2}:\d{2}:\d{2} GMT$/

// oxlint-disable-next-line no-control-regex -- control characters are exactly what is meant
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g

/** A link that unpauses an account acts for whoever holds it. Word by word, since a pattern over all of a hostile text
 *  takes the square of its length. */
const wordsOf = (text: string): readonly string[] => text.slice(0, LONGEST_READ).split(/(\s+)/)
const isLink = (word: string): boolean => /https?:\/\//i.test(word)
const isSecret = (word: string): boolean => /jwt=/i.test(word) || (/unpause/i.test(word) && isLink(word))

const clean = (text: string): string =>
  wordsOf(text)
    .map((word) => (isSecret(word) ? '[a link for the operator]' : word))
    .join('')
    .replace(UNPRINTABLE, ' ')
    .trim()
    .slice(0, LONGEST_DETAIL)

/** Types are words; anything else is none. */
const shortType = (type: string | undefined): string | null =>
  type?.startsWith(PREFIX) ? (/^[A-Za-z]{1,60}$/.exec(type.slice(PREFIX.length))?.[0] ?? null) : null
