import { and, count, gt, gte, lt, sql } from 'drizzle-orm'
import type { Orm } from './database.ts'
import { LIFE_PARTS, type LifeLeft, type MeasureStore } from './measures-port.ts'
import { budget } from './schema.ts'

type Due = { readonly due: number; readonly oldest: number | null }

export function measuresIn(db: Orm): MeasureStore {
  return {
    measure: async (now) => {
      // From the index resource_life alone: a look at the rows would take a hundred times as long.
      const life = db.all<LifeLeft>(sql`
        select kind, part, count(*) as count, sum(share) as sum from (
          select kind, min(${LIFE_PARTS - 1}, cast(share * ${LIFE_PARTS} as integer)) as part, share from (
            select served_kind as kind,
                   max(0.0, min(1.0, (not_after - ${now}) * 1.0 / max(1, not_after - not_before))) as share
            from resource where served_kind is not null
          )
        ) group by kind, part`)
      const tasks = db.get<Due>(sql`
        select count(*) as due, min(run_at) as oldest from task where leased_until is null and run_at <= ${now}`)
      const deliveries = db.get<Due>(sql`
        select count(*) as due, min(run_at) as oldest from delivery
        where status = 'waiting' and leased_until is null and run_at <= ${now}`)
      const mail = db.get<{ at: number | null }>(sql`
        select at from notice where id = (
          select notice from delivery where status = 'waiting' and channel = 'mail' order by id limit 1)`)
      const fresh = db.get<{ count: number }>(
        sql`select count(*) as count from resource where propagated = 0`,
      )
      return {
        life,
        tasksDue: tasks.due,
        oldestTask: tasks.oldest,
        deliveriesDue: deliveries.due,
        oldestDelivery: deliveries.oldest,
        oldestMail: mail?.at ?? null,
        unpropagated: fresh.count,
      }
    },
    countSpent: async (prefix, spentAfter) =>
      db
        .select({ count: count() })
        .from(budget)
        // A space ends the prefix, and an exclamation mark comes after it.
        .where(
          and(
            gte(budget.bucket, `${prefix} `),
            lt(budget.bucket, `${prefix}!`),
            gt(budget.fullAt, spentAfter),
          ),
        )
        .get()?.count ?? 0,
  }
}
