// What we add below the CDN API's tree: what happened.

import { z } from '@hono/zod-openapi'
import type { TimelineEntry } from '../../actions/read-timeline.ts'
import { instant, renderInstant } from './common.ts'

const challengeHit = z
  .object({
    pop: z.string(),
    host: z.string(),
    at: instant,
    network: z
      .string()
      .openapi({ description: 'The /24 of an IPv4 address, the /48 of an IPv6 one, or unknown' }),
    agent: z.string().openapi({ description: 'The User-Agent, cleaned and cut to 120 characters' }),
    result: z.enum(['answered', 'unknown', 'unavailable']),
    milliseconds: z.int(),
  })
  .openapi('ChallengeHit')

export const timeline = z
  .array(
    z.object({
      id: z.int(),
      at: instant,
      event: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      detail: z.record(z.string(), z.unknown()),
      /** Requests for an attempt's challenge tokens, as the edges told of them. */
      hits: z.array(challengeHit).optional(),
    }),
  )
  .openapi('Timeline')

export const renderTimeline = (entries: readonly TimelineEntry[]): z.infer<typeof timeline> =>
  entries.map(({ id, at, event, from, to, detail, hits }) => ({
    id,
    at: renderInstant(at),
    event,
    from,
    to,
    detail: { ...detail },
    ...(hits && { hits: hits.map((hit) => ({ ...hit, at: renderInstant(hit.at) })) }),
  }))
