import { and, asc, eq, inArray } from 'drizzle-orm'
import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Alarms } from './alarms-port.ts'
import type { Orm } from './database.ts'
import type * as row from './records.ts'

const alarm = sqliteTable(
  'alarm',
  {
    event: text('event').notNull(),
    subject: text('subject').notNull(),
    resource: integer('resource'),
    since: integer('since').notNull(),
    detail: text('detail', { mode: 'json' }).$type<row.Options>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.event, table.subject] })],
)

export function alarmsIn(db: Orm): Alarms {
  return {
    raiseAlarm: async (raised) =>
      db.transaction(
        (tx) => {
          const { event, subject, detail } = raised
          const same = and(eq(alarm.event, event), eq(alarm.subject, subject))
          const stood = tx.update(alarm).set({ detail }).where(same).run().changes > 0
          if (!stood) tx.insert(alarm).values(raised).run()
          return !stood
        },
        { behavior: 'immediate' },
      ),
    clearAlarm: async ({ event, subject }) =>
      db
        .delete(alarm)
        .where(and(eq(alarm.event, event), eq(alarm.subject, subject)))
        .run().changes > 0,
    alarms: async (resources) =>
      db
        .select()
        .from(alarm)
        .where(resources && inArray(alarm.resource, [...resources]))
        .orderBy(asc(alarm.since), asc(alarm.event), asc(alarm.subject))
        .all(),
  }
}
