// What we add below the CDN API's tree: what happened.

import { z } from '@hono/zod-openapi'
import type { HistoryEntry } from '../../store/records.ts'
import { instant, renderInstant } from './common.ts'

export const timeline = z
  .array(
    z.object({
      id: z.int(),
      at: instant,
      event: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      detail: z.record(z.string(), z.unknown()),
    }),
  )
  .openapi('Timeline')

export const renderTimeline = (entries: readonly HistoryEntry[]): z.infer<typeof timeline> =>
  entries.map(({ id, at, event, from, to, detail }) => ({
    id,
    at: renderInstant(at),
    event,
    from,
    to,
    detail: { ...detail },
  }))
