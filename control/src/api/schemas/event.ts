// The history as its clients read it.

import { z } from '@hono/zod-openapi'
import type { AuditEntry } from '../../store/events-port.ts'
import type { HistoryEntry } from '../../store/records.ts'
import { clientName, instant, page, renderInstant } from './common.ts'

export const event = z
  .object({
    id: z.int().openapi({ description: 'The position: later events have greater ones.' }),
    at: instant,
    resource: z.int().nullable().openapi({ description: 'Null: it concerns the client as a whole.' }),
    event: z
      .string()
      .openapi({ description: 'Such as `issued`; `called` for a call that changed something.' }),
    from: z.string().nullable(),
    to: z.string().nullable(),
    detail: z.record(z.string(), z.unknown()),
  })
  .openapi('Event')

/** What happened to the client or to the fleet stands under no resource. */
export const renderEvent = ({
  id,
  at,
  resource,
  event: name,
  from,
  to,
  detail,
}: HistoryEntry): z.infer<typeof event> => ({
  id,
  at: renderInstant(at),
  resource: resource === 0 ? null : resource,
  event: name,
  from,
  to,
  detail: { ...detail },
})

const time = z.iso.datetime({ offset: true, error: 'Give a time such as 2026-01-31T10:00:00Z' }).optional()
export const auditQuery = page.extend({
  resource: z.coerce.number().int().positive().optional(),
  event: z.string().min(1).max(60).optional(),
  since: time.openapi({ description: 'Not before this time.' }),
  until: time.openapi({ description: 'Before this time.' }),
  ordering: z
    .enum(['id', '-id'], { error: 'Give id or -id' })
    .optional()
    .openapi({ description: 'Newest first (`-id`) unless asked otherwise.' }),
})

const sealed = z.boolean().openapi({ description: 'Is it sealed into the hash chain? Within a minute.' })
export const auditEntry = event.extend({ sealed }).openapi('AuditEntry')
export const operatorAuditEntry = auditEntry
  .extend({ client: z.int().nullable(), client_name: clientName })
  .openapi('OperatorAuditEntry')

export const renderAudit = (entry: AuditEntry): z.infer<typeof auditEntry> => ({
  ...renderEvent(entry),
  sealed: entry.sealed,
})
/** `names`: of the clients. */
export const renderOperatorAudit = (
  entry: AuditEntry,
  names: ReadonlyMap<number, string>,
): z.infer<typeof operatorAuditEntry> => ({
  ...renderAudit(entry),
  client: entry.client,
  client_name: entry.client === null ? null : (names.get(entry.client) ?? null),
})

export const chainState = z
  .object({
    state: z.enum(['whole', 'broken']),
    broken_at: z.int().nullable().openapi({
      description: 'The first entry that is not as it was when it was sealed, or whose predecessor is gone.',
    }),
    entries: z.int(),
    sealed: z.int(),
  })
  .openapi('ChainState')
