// The TXT record set of one name at Gcore's DNS API, as its bodies have it, and what becomes of it: pure.

import { z } from 'zod'

/** GET …/{zone}/{name}/TXT. What others have put there is kept as it came. */
export const rrset = z.looseObject({
  ttl: z.number().optional(),
  resource_records: z.array(
    z.looseObject({ content: z.array(z.unknown()), enabled: z.boolean().optional() }),
  ),
})
type Row = z.infer<typeof rrset>['resource_records'][number]
export type Rows = readonly Row[]

/** The free plan's least, in seconds. */
export const TTL_SECONDS = 120

export const holds = (rows: Rows, value: string): boolean =>
  rows.some(({ content, enabled }) => enabled !== false && textOf(content) === value)

/** With `value` among them, once; everything else as it was. */
export const withValue = (rows: Rows, value: string): Rows =>
  holds(rows, value) ? rows : [...withoutValue(rows, value), { content: [value], enabled: true }]

/** Without `value`, on or off; everything else as it was. */
export const withoutValue = (rows: Rows, value: string): Rows =>
  rows.filter(({ content }) => textOf(content) !== value)

/** Values come bare (api.md §7); one that somebody has put into quotes is the same record. */
function textOf([first]: readonly unknown[]): string | null {
  return typeof first === 'string' ? first.replace(/^"(.*)"$/, '$1') : null
}
