import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Orm, Transaction } from './database.ts'
import { task } from './schema.ts'
import type { Work } from './words.ts'

/** Queues work; what waits already and says the same is not queued twice. */
export function queueIn(tx: Transaction | Orm, of: number, effect: Work, at: number): void {
  const runAt = 'at' in effect ? effect.at : at
  const text = JSON.stringify(effect)
  const same = tx
    .select({ id: task.id, runAt: task.runAt })
    .from(task)
    .where(and(eq(task.resource, of), isNull(task.leasedUntil), sql`${task.effect} = ${text}`))
    .get()
  if (same) {
    const sooner = Math.min(same.runAt, runAt)
    tx.update(task).set({ runAt: sooner, tries: 0 }).where(eq(task.id, same.id)).run()
  } else tx.insert(task).values({ resource: of, effect, runAt, lease: 0, tries: 0, since: runAt }).run()
}
