// Which resources a list holds, and in which order.

import { z } from '@hono/zod-openapi'
import { LABELS, TABLE, type StateName } from '@wellknown/lifecycle'
import type { ClientId } from '../../store/records.ts'
import type { ResourceWish } from '../../store/resource-list-port.ts'
import { page } from './common.ts'
import { orderingBy, search } from './ordering.ts'

const flag = z.stringbool({ error: 'Give true or false' }).optional()
const number = z.coerce.number().int().optional()
const time = z.iso.datetime({ offset: true, error: 'Give a time such as 2026-01-31T10:00:00Z' }).optional()
// The cast: a table's keys are its states.
const STATES = Object.keys(TABLE) as [StateName, ...StateName[]]

const ORDERS = ['id', 'cname', 'name', 'created', 'updated', 'valid_until'] as const

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
  ordering: orderingBy(...ORDERS),
})

/** The same as the store takes it; null: nothing can be like that. */
export function readResourceQuery(
  client: ClientId,
  { deleted, limit, offset, ordering, status, sslData, ...wish }: z.infer<typeof resourceQuery>,
): ResourceWish | null {
  // What is being deleted is gone already.
  if (deleted || status === 'deleted') return null
  const among = wish.sslData_in?.split(',').map(Number)
  const one = sslData === undefined ? among : [sslData].filter((id) => among?.includes(id) ?? true)
  const timeOf = (at: string | undefined): number | undefined => (at === undefined ? at : Date.parse(at))
  return {
    client,
    cname: wish.cname,
    name: wish.name,
    search: wish.search,
    status,
    sslEnabled: wish.sslEnabled,
    active: wish.active,
    sslData: one,
    originGroup: wish.originGroup,
    state: wish.certificate_state,
    label: wish.certificate_label,
    endsSince: timeOf(wish.valid_until_gte),
    endsUntil: timeOf(wish.valid_until_lte),
    order: ORDERS.find((each) => each === ordering?.replace(/^-/, '')) ?? 'id',
    backwards: ordering?.startsWith('-') ?? false,
    limit: limit ?? null,
    offset: offset ?? 0,
  }
}
