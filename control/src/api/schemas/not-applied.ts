import { z } from '@hono/zod-openapi'
import type { listNotApplied } from '../../actions/not-applied.ts'

type NotApplied = Awaited<ReturnType<typeof listNotApplied>>[number]

export const notApplied = z
  .object({
    not_applied: z.array(
      z.object({
        option: z.string(),
        rule: z
          .int()
          .nullable()
          .openapi({ description: 'The rule whose option it is; null: the resource itself.' }),
        pops: z
          .array(z.string())
          .nullable()
          .openapi({ description: 'The edges that do not apply it; null: none does.' }),
        reason: z.string(),
      }),
    ),
  })
  .openapi('NotApplied')

export const renderNotApplied = ({ option, rule, pops, reason }: NotApplied) => ({
  option,
  rule,
  pops: pops && [...pops],
  reason,
})
