import { and, asc, count, desc, gt, gte, lt, lte, min } from 'drizzle-orm'
import type { Orm } from './database.ts'
import type { FleetStore } from './fleet-port.ts'
import { budget, resource } from './schema.ts'

export function fleetIn(db: Orm): FleetStore {
  return {
    touchedBuckets: async ({ prefix, now, soonestFirst, limit, offset }) => {
      // A space ends the prefix, and an exclamation mark comes after it.
      const under = and(
        gte(budget.bucket, `${prefix} `),
        lt(budget.bucket, `${prefix}!`),
        gt(budget.fullAt, now),
      )
      return {
        count: db.select({ count: count() }).from(budget).where(under).get()?.count ?? 0,
        found: db
          .select()
          .from(budget)
          .where(under)
          .orderBy(soonestFirst ? asc(budget.fullAt) : desc(budget.fullAt), asc(budget.bucket))
          .limit(limit)
          .offset(offset)
          .all(),
      }
    },
    startQueue: async (now) =>
      db
        .select({ due: count(), oldest: min(resource.startAt) })
        .from(resource)
        .where(lte(resource.startAt, now))
        .get() ?? { due: 0, oldest: null },
  }
}
