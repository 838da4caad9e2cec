// Which resources a list holds, and in which order.

import { z } from '@hono/zod-openapi'
import { LABELS, labelOf, TABLE, type StateName } from '@wellknown/lifecycle'
import type { Saved } from '../../store/records.ts'
import { page } from './common.ts'
import { mentions, orderingBy, search, sortBy } from './ordering.ts'
import { isSslEnabled, statusOf } from './resource.ts'

const flag = z.stringbool({ error: 'Give true or false' }).optional()
const number = z.coerce.number().int().optional()
const time = z.iso.datetime({ offset: true, error: 'Give a time such as 2026-01-31T10:00:00Z' }).optional()
// The cast: a table's keys are its states.
const STATES = Object.keys(TABLE) as [StateName, ...StateName[]]

export const resourceQuery = page.extend({
  cname: z.string().optional(),
  name: z.string().optional(),
  search: search.openapi({
    description: 'Text that its name or one of its hostnames holds, whatever its case.',
  }),
  status: z
    .enum(['active', 'suspended', 'processed', 'deleted'], {
      error: 'Give active, suspended, processed or deleted',
    })
    .optional(),
  sslEnabled: flag,
  active: flag,
  deleted: flag,
  sslData: number,
  sslData_in: z
    .string()
    .regex(/^\d{1,15}(?:,\d{1,15})*$/, 'Give ids between commas')
    .optional(),
  originGroup: number,
  certificate_state: z
    .enum(STATES, { error: `Give one of ${STATES.join(', ')}` })
    .optional()
    .openapi({ description: 'Where its certificate stands.' }),
  certificate_label: z
    .enum(LABELS, { error: `Give one of ${LABELS.join(', ')}` })
    .optional()
    .openapi({ description: 'The same as the portal calls it.' }),
  valid_until_gte: time.openapi({ description: 'Its certificate ends at this time or later.' }),
  valid_until_lte: time.openapi({ description: 'Its certificate ends at this time or before.' }),
  ordering: orderingBy('id', 'cname', 'name', 'created', 'updated', 'valid_until'),
})

/** Those of `all` that were asked for, in the order asked for. What is being deleted is gone already. */
export function chooseResources(
  all: readonly Saved[],
  wish: z.infer<typeof resourceQuery>,
): readonly Saved[] {
  const among = wish.sslData_in?.split(',').map(Number)
  const is = <value>(wished: value | undefined, has: value): boolean => wished === undefined || wished === has
  const since = wish.valid_until_gte === undefined ? null : Date.parse(wish.valid_until_gte)
  const until = wish.valid_until_lte === undefined ? null : Date.parse(wish.valid_until_lte)
  const chosen = all.filter((saved) => {
    const { resource, state, current } = saved
    const ends = current?.notAfter ?? null
    return (
      state.is !== 'deleting' &&
      !wish.deleted &&
      is(wish.cname, resource.cname) &&
      is<string | null>(wish.name, resource.name) &&
      mentions(wish.search, resource.name, resource.cname, ...resource.secondaryHostnames) &&
      is<string>(wish.status, statusOf(saved)) &&
      is(wish.sslEnabled, isSslEnabled(saved)) &&
      is(wish.active, resource.active) &&
      is<number | null>(wish.sslData, resource.sslData) &&
      (among === undefined || (resource.sslData !== null && among.includes(resource.sslData))) &&
      is(wish.originGroup, resource.originGroup) &&
      is<string>(wish.certificate_state, state.is) &&
      is<string>(wish.certificate_label, labelOf(saved)) &&
      (since === null || (ends !== null && ends >= since)) &&
      (until === null || (ends !== null && ends <= until))
    )
  })
  return sortBy(chosen, wish.ordering, {
    id: ({ resource }) => resource.id,
    cname: ({ resource }) => resource.cname,
    name: ({ resource }) => resource.name,
    created: ({ resource }) => resource.created,
    updated: ({ resource }) => resource.updated,
    valid_until: ({ current }) => current?.notAfter ?? null,
  })
}
