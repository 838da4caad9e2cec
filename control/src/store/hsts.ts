import { and, desc, gt, inArray, lt, lte, sql } from 'drizzle-orm'
import type { Orm } from './database.ts'
import type { HstsMemory } from './hsts-port.ts'
import { hsts } from './schema.ts'

export function hstsIn(db: Orm): HstsMemory {
  return {
    hostsToLookAt: async (hosts, instant) => {
      const rows = db
        .select({ host: hsts.host })
        .from(hsts)
        .where(and(inArray(hsts.host, [...hosts]), gt(hsts.looked, instant)))
        .all()
      const fresh = new Set(rows.map(({ host }) => host))
      return hosts.filter((host) => !fresh.has(host))
    },
    rememberHsts: async (host, until, now) => {
      db.insert(hsts)
        .values({ host, until: until ?? 0, looked: now })
        .onConflictDoUpdate({
          target: hsts.host,
          set: { until: sql`max(${hsts.until}, ${until ?? 0})`, looked: now },
        })
        .run()
    },
    hstsOf: async (hosts, now) =>
      db
        .select({ host: hsts.host, until: hsts.until })
        .from(hsts)
        .where(and(inArray(hsts.host, [...hosts]), gt(hsts.until, now)))
        .orderBy(desc(hsts.until))
        .limit(1)
        .get() ?? null,
    dropHsts: async (now, instant) => {
      db.delete(hsts)
        .where(and(lte(hsts.until, now), lt(hsts.looked, instant)))
        .run()
    },
  }
}
