import type { Fields } from './fields.ts'

const lasting = new WeakSet<object>()

/** Headers of answers that are given again and again, which nobody changes: each platform makes its own of them once. */
export function always<record extends Readonly<Record<string, string>>>(headers: record): record {
  lasting.add(headers)
  return headers
}

/** Was this given to `always`? */
export const isLasting = (headers: object): headers is Readonly<Record<string, string>> =>
  lasting.has(headers)

/** What a layer answers. A Response is one; where making one would cost more than all the rest, its parts are enough, and
 *  each entry writes them in its platform's own way. */
export type Answer = {
  readonly status: number
  readonly headers: Headers | Fields | Readonly<Record<string, string>>
  readonly body: string | Body | null
}

/** A body on its way: no layer reads it, and one that is no web stream only the platform it came by can. */
export type Body = ReadableStream | { readonly passing: unknown }

/** A body for what the web's own constructors make. Throws TypeError for one that is no web stream. */
export function webBody(body: Answer['body']): string | ReadableStream | null {
  if (body === null || typeof body === 'string' || body instanceof ReadableStream) return body
  throw new TypeError('This body belongs to another platform.')
}

/** An answer in our own words: never HTML, never a word of the request (RFC 8555 §8.3 on reflecting paths). */
export function plainAnswer(status: number, text: string, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      ...headers,
    },
    body: `${text}\n`,
  }
}

/** The answer of a promise, or a rejection after `milliseconds`. */
export async function within<value>(milliseconds: number, promise: Promise<value>): Promise<value> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('too late')), milliseconds)
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
