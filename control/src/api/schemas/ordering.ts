// How lists are sorted and searched: `ordering=name`, `ordering=-name` for the other way around, `search=text`.

import { z } from '@hono/zod-openapi'

type Key = string | number | boolean | null

/** What `ordering` may be, where items are sorted by one of `names`. */
export const orderingBy = (...names: readonly string[]) =>
  z
    .enum([...names, ...names.map((name) => `-${name}`)], {
      error: `Give one of ${names.join(', ')}, or one of them after a minus for the other way around`,
    })
    .optional()
    .openapi({
      description:
        'By what the list is sorted; after a minus from the end. What has no such value comes last.',
    })

export const search = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .openapi({ description: 'Text that a name holds, whatever its case.' })

/** Does one of `texts` hold what is searched for? Nothing is searched for: yes. */
export const mentions = (sought: string | undefined, ...texts: readonly (string | null)[]): boolean =>
  sought === undefined || texts.some((text) => text?.toLowerCase().includes(sought.toLowerCase()))

/** `items` in the order asked for, by the value that `keys` has for it; as they are where none is. Equals keep their order. */
export function sortBy<item>(
  items: readonly item[],
  ordering: string | undefined,
  keys: Readonly<Record<string, (item: item) => Key>>,
): readonly item[] {
  const key = keys[ordering?.replace(/^-/, '') ?? '']
  if (key === undefined) return items
  const sign = ordering?.startsWith('-') ? -1 : 1
  return items.toSorted((one, other) => compare(key(one), key(other), sign))
}

function compare(one: Key, other: Key, sign: 1 | -1): number {
  if (one === other) return 0
  if (one === null || other === null) return one === null ? 1 : -1
  return one < other ? -sign : sign
}
