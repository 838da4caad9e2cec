import type { Problem } from '@wellknown/lifecycle'
import { and, asc, count, desc, eq, gt, isNull, lt } from 'drizzle-orm'
import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Orm, Transaction } from './database.ts'
import { noteIn } from './note.ts'
import { queueIn } from './queue.ts'
import type { Begun, Rehearsed, RehearsalBounds, RehearsalResult, Rehearsals } from './rehearsals-port.ts'

export const rehearsal = sqliteTable('rehearsal', {
  id: text('id').primaryKey(),
  client: integer('client').notNull(),
  resource: integer('resource').notNull(),
  names: text('names', { mode: 'json' }).$type<readonly string[]>().notNull(),
  directory: text('directory').notNull(),
  started: integer('started').notNull(),
  ended: integer('ended'),
  result: text('result').$type<RehearsalResult>(),
  problems: text('problems', { mode: 'json' }).$type<readonly Problem[]>().notNull(),
  certificate: text('certificate', { mode: 'json' }).$type<Rehearsed>(),
})

export function rehearsalsIn(db: Orm): Rehearsals {
  return {
    beginRehearsal: async (begun, bounds) =>
      db.transaction(
        (tx): Begun => {
          const running = and(eq(rehearsal.resource, begun.resource), isNull(rehearsal.ended))
          if (tx.select({ id: rehearsal.id }).from(rehearsal).where(running).get()) return { is: 'running' }
          const full = findFull(tx, begun.client, bounds)
          if (full) return full
          tx.insert(rehearsal)
            .values({ ...begun, problems: [] })
            .run()
          queueIn(tx, begun.resource, { do: 'rehearse', rehearsal: begun.id }, begun.started)
          return { is: 'begun' }
        },
        { behavior: 'immediate' },
      ),
    rehearsal: async (id) => db.select().from(rehearsal).where(eq(rehearsal.id, id)).get() ?? null,
    rehearsalsOf: async ({ client, resource, oldestFirst, limit, offset }) => {
      const mine = and(
        eq(rehearsal.client, client),
        resource === undefined ? undefined : eq(rehearsal.resource, resource),
      )
      const by = oldestFirst ? asc : desc
      return {
        count: db.select({ count: count() }).from(rehearsal).where(mine).get()?.count ?? 0,
        found: db
          .select()
          .from(rehearsal)
          .where(mine)
          .orderBy(by(rehearsal.started), by(rehearsal.id))
          .limit(limit)
          .offset(offset)
          .all(),
      }
    },
    endRehearsal: async (id, end, entry) =>
      db.transaction(
        (tx) => {
          const open = and(eq(rehearsal.id, id), isNull(rehearsal.ended))
          if (tx.update(rehearsal).set(end).where(open).run().changes > 0) noteIn(tx, entry)
        },
        { behavior: 'immediate' },
      ),
    dropRehearsals: async (before) => void db.delete(rehearsal).where(lt(rehearsal.started, before)).run(),
  }
}

function findFull(tx: Transaction, client: number, { open, byClient, since }: RehearsalBounds): Begun | null {
  const startsOf = (where: ReturnType<typeof and>): readonly number[] =>
    tx
      .select({ started: rehearsal.started })
      .from(rehearsal)
      .where(where)
      .orderBy(asc(rehearsal.started))
      .all()
      .map(({ started }) => started)
  for (const [of, most, starts] of [
    ['open', open, startsOf(isNull(rehearsal.ended))],
    ['byClient', byClient, startsOf(and(eq(rehearsal.client, client), gt(rehearsal.started, since)))],
  ] as const) {
    const [oldest] = starts
    if (oldest !== undefined && starts.length >= most) return { is: 'full', of, oldest }
  }
  return null
}
