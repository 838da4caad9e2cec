// What many calls share: instants, lists, faults, path parameters.

import { z } from '@hono/zod-openapi'

/** RFC 3339, UTC, six digits of a second, as the CDN API writes it. */
export const instant = z.string().openapi({ format: 'date-time', example: '2026-01-01T10:00:00.000000Z' })
export const renderInstant = (at: number): string => new Date(at).toISOString().replace('Z', '000Z')
export const renderInstantOrNull = (at: number | null): string | null =>
  at === null ? null : renderInstant(at)

export const id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)

export const fieldFault = z
  .object({ errors: z.record(z.string(), z.union([z.array(z.string()), z.string()])) })
  .openapi('FieldFault', { example: { errors: { cname: ['Give a hostname, such as www.example.com.'] } } })
export const objectFault = z.object({ errors: z.array(z.string()) }).openapi('ObjectFault')
export const message = z.object({ message: z.string() }).openapi('Message')
/** Why a token is not good, or not good enough. */
const denial = message.extend({ reason: z.string().optional() }).openapi('Denial')

const json = <schema extends z.ZodType>(schema: schema) => ({ 'application/json': { schema } })
export const answer = <schema extends z.ZodType>(description: string, schema: schema) => ({
  description,
  content: json(schema),
})
export const body = <schema extends z.ZodType>(schema: schema) => ({ content: json(schema), required: true })

/** What any authenticated call may answer besides its success. */
export const FAULTS = {
  400: answer(
    'A field or the object is at fault; the answer names it and says what to do.',
    z.union([fieldFault, objectFault, message]),
  ),
  401: answer('No token, or none that is good.', denial),
  403: answer('The token’s role does not allow it.', denial),
  404: answer('It does not exist, or is another client’s.', message),
  409: answer('A request with the same Idempotency-Key is under way, or was cut off.', fieldFault),
  411: answer('The body does not say how long it is.', message),
  413: answer('The body is too long.', message),
  422: answer('The Idempotency-Key was used for another request.', fieldFault),
  429: answer(
    'Too often, or sooner than the CA’s limits allow; Retry-After says when.',
    z.union([fieldFault, message]),
  ),
  500: answer('A fault of ours, with a number for the operator.', message),
} as const
/** By which an operator knows a client beside its id. */
export const clientName = z
  .string()
  .nullable()
  .openapi({ description: 'What the client is called; null: it is of none, or of one that is gone' })

export const EMPTY = { description: 'Done.' } as const

export const page = z.object({
  limit: z.coerce.number().int().min(1).max(1000).optional(),
  offset: z.coerce.number().int().min(0).optional(),
})

/** Without `limit` a bare array; with it a page (reference: lists of the CDN API). */
export const list = <item extends z.ZodType>(item: item) =>
  z.union([
    z.array(item),
    z.object({
      count: z.int(),
      next: z.string().nullable(),
      previous: z.string().nullable(),
      results: z.array(item),
    }),
  ])

/** One page of `items` as asked for in the query of `url`. */
export function renderList<item>(
  items: readonly item[],
  url: string,
  { limit, offset = 0 }: z.infer<typeof page>,
) {
  if (limit === undefined) return items.slice(offset)
  return renderPage(items.slice(offset, offset + limit), items.length, url, limit, offset)
}

/** The same where rendering costs something: only what is on the page is rendered. */
export async function renderListOf<item, rendered>(
  items: readonly item[],
  render: (item: item) => Promise<rendered> | rendered,
  url: string,
  { limit, offset = 0 }: z.infer<typeof page>,
) {
  const end = limit === undefined ? undefined : offset + limit
  const results = await Promise.all(items.slice(offset, end).map(render))
  return limit === undefined ? results : renderPage(results, items.length, url, limit, offset)
}

/** A page that was cut already, of `count` in all. */
export function renderPage<item>(
  results: readonly item[],
  count: number,
  url: string,
  limit: number,
  offset: number,
) {
  const linkTo = (to: number): string => {
    const link = new URL(url)
    link.searchParams.set('limit', String(limit))
    link.searchParams.set('offset', String(to))
    return link.href
  }
  return {
    count,
    next: offset + limit < count ? linkTo(offset + limit) : null,
    previous: offset > 0 ? linkTo(Math.max(0, offset - limit)) : null,
    results: [...results],
  }
}
