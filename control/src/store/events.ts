import { and, asc, count, desc, eq, gt, gte, isNotNull, lt, max, sql } from 'drizzle-orm'
import type { Orm } from './database.ts'
import type { AuditWish, Events } from './events-port.ts'
import { toEntry } from './history.ts'
import { history } from './schema.ts'

export function eventsIn(db: Orm): Events {
  // Asked by every open stream whenever anything happened, so built once.
  const after = db
    .select()
    .from(history)
    .where(and(eq(history.client, sql.placeholder('client')), gt(history.id, sql.placeholder('after'))))
    .orderBy(asc(history.id))
    .limit(sql.placeholder('limit'))
    .prepare()
  const newest = db
    .select({ id: max(history.id) })
    .from(history)
    .prepare()
  return {
    eventsAfter: async (client, from, limit) => after.all({ client, after: from, limit }).map(toEntry),
    newestEvent: async () => newest.get()?.id ?? 0,
    audit: async (wish) => ({
      count: db.select({ count: count() }).from(history).where(matching(wish)).get()?.count ?? 0,
      found: db
        .select()
        .from(history)
        .where(matching(wish))
        .orderBy(wish.oldestFirst ? asc(history.id) : desc(history.id))
        .limit(wish.limit)
        .offset(wish.offset)
        .all()
        .map((row) => ({ ...toEntry(row), sealed: row.chain !== null })),
    }),
    countHistory: async () => ({
      entries: db.select({ count: count() }).from(history).get()?.count ?? 0,
      sealed: db.select({ count: count() }).from(history).where(isNotNull(history.chain)).get()?.count ?? 0,
    }),
  }
}

const matching = ({ client, resource, event, since, until }: AuditWish) =>
  and(
    client === undefined ? undefined : eq(history.client, client),
    resource === undefined ? undefined : eq(history.resource, resource),
    event === undefined ? undefined : eq(history.event, event),
    since === undefined ? undefined : gte(history.at, since),
    until === undefined ? undefined : lt(history.at, until),
  )
