// What can be done now, and what is to be set in DNS: what a page asks before it draws anything.

import { z } from '@hono/zod-openapi'
import { ACTIONS, type Possible } from '../../actions/list-actions.ts'
import type { RecordsToSet } from '../../actions/list-records.ts'
import { instant, renderInstant, renderInstantOrNull } from './common.ts'

export const actions = z
  .array(
    z.object({
      action: z.enum(ACTIONS),
      accepted: z.boolean(),
      why_not: z.string().nullable().openapi({ description: 'What the call would be refused with.' }),
      not_before: instant.nullable().openapi({ description: 'When it is only too early for it.' }),
    }),
  )
  .openapi('Actions')

/** `only`: why none of them is for whoever asks; null: they are. */
export const renderActions = (possible: readonly Possible[], only: string | null): z.infer<typeof actions> =>
  possible.map(({ action, refusal, at }) => ({
    action,
    accepted: refusal === null && only === null,
    why_not: refusal ? refusal.sentences.join(' ') : only,
    not_before: renderInstantOrNull(at),
  }))

const record = z.object({ name: z.string(), type: z.string(), value: z.string() })
export const recordsToSet = z
  .object({
    name: z.string(),
    apex: z.boolean().openapi({
      description: 'The name is the top of a domain, where no CNAME can stand: ALIAS, ANAME or flattening.',
    }),
    lead: record.openapi({ description: 'Leads the name to this CDN.' }),
    permission: record
      .nullable()
      .openapi({ description: 'Lets nobody but this CA issue, and only for our account (RFC 8657).' }),
    delegation: z
      .array(record)
      .openapi({ description: 'For a certificate before the name leads here; empty: not offered.' }),
    seen: z
      .object({
        at: instant,
        leads: z.enum(['here', 'elsewhere', 'nowhere', 'unknown']),
        evidence: z.string(),
        delegation: z.object({ stands: z.boolean(), evidence: z.string() }).nullable(),
      })
      .nullable()
      .openapi({ description: 'Where the name led when it was looked at just now; null without `look`.' }),
  })
  .openapi('RecordsToSet')

export const renderRecords = ({
  delegation,
  seen,
  ...records
}: RecordsToSet): z.infer<typeof recordsToSet> => ({
  ...records,
  delegation: [...delegation],
  seen: seen && { ...seen, at: renderInstant(seen.at) },
})
