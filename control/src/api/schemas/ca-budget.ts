// The CA's limits over all clients, and the queue for it.

import { z } from '@hono/zod-openapi'
import { LIMIT_NAMES, type Bucket, type readCaBudget } from '../../actions/read-ca-budget.ts'
import { clientName, instant, page, renderInstant, renderInstantOrNull } from './common.ts'

const limit = z.enum(LIMIT_NAMES, { error: `Give one of ${LIMIT_NAMES.join(', ')}` })
const size = { count: z.int(), period_seconds: z.int() }
const renderSize = ({ count, refill }: Bucket['size']) => ({
  count,
  period_seconds: Math.round((count * refill) / 1000),
})

export const bucketQuery = page.extend({
  of: limit.optional().openapi({ description: 'Which limit; `domain` unless asked otherwise.' }),
  ordering: z
    .enum(['full_at', '-full_at'], { error: 'Give full_at or -full_at' })
    .optional()
    .openapi({ description: 'What is full again last comes first (`-full_at`) unless asked otherwise.' }),
})

export const caBucket = z
  .object({
    limit: z.string(),
    about: z.string().openapi({
      description: 'A registered domain, the digest of a set of names, or a name; empty for the account.',
    }),
    client: z.int().nullable().openapi({ description: 'Whose name it is, where it is a name' }),
    client_name: clientName,
    ...size,
    left: z.int(),
    next_free: instant,
    reserve: z.int().openapi({ description: 'Kept for sites that never had a certificate' }),
    next_free_again: instant.openapi({ description: 'The same for those that had one' }),
  })
  .openapi('CaBucket')

export const renderBucket = ({
  limit: of,
  about,
  size: sized,
  left,
  nextFree,
  reserve,
  nextFreeAgain,
  owner,
}: Bucket): z.infer<typeof caBucket> => ({
  limit: of,
  about,
  client: owner?.client ?? null,
  client_name: owner?.name ?? null,
  ...renderSize(sized),
  left,
  next_free: renderInstant(nextFree),
  reserve,
  next_free_again: renderInstant(nextFreeAgain),
})

export const caBudget = z
  .object({
    orders: z
      .union([caBucket, z.null()])
      .openapi({ description: 'Null: the CA has no limits that we know of' }),
    spent: z
      .array(z.object({ limit: z.string(), ...size, spent: z.int() }))
      .openapi({ description: 'How many domains, sets of names and names have nothing left' }),
    queue: z.object({
      due: z.int().openapi({ description: 'Resources whose time to start at the CA has come' }),
      oldest: instant.nullable().openapi({ description: 'Since when the first of them waits' }),
      phase: z.enum(['open', 'shut', 'rising']).openapi({
        description: '`shut`: one at a time, until the CA has taken an order; `rising`: ever more',
      }),
      next_start: instant.nullable(),
      paused_until: instant.nullable().openapi({ description: 'The CA asks to be left alone until then' }),
    }),
  })
  .openapi('CaBudget')

export const renderCaBudget = ({
  orders,
  spent,
  queue,
}: Awaited<ReturnType<typeof readCaBudget>>): z.infer<typeof caBudget> => ({
  orders: orders && renderBucket(orders),
  spent: spent.map(({ limit: of, size: sized, count }) => ({
    limit: of,
    ...renderSize(sized),
    spent: count,
  })),
  queue: {
    due: queue.due,
    oldest: renderInstantOrNull(queue.oldest),
    phase: queue.phase,
    next_start: renderInstantOrNull(queue.nextStart),
    paused_until: renderInstantOrNull(queue.pausedUntil),
  },
})
