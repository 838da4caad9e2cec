import { and, eq, isNotNull, sql } from 'drizzle-orm'
import type { Orm, Transaction } from './database.ts'
import { LostLease } from './faults.ts'
import type { Settle, Store, Task } from './port.ts'
import { queueIn } from './queue.ts'
import { task } from './schema.ts'
import { transitionIn } from './transition.ts'

type Tasks = Pick<Store, 'transition' | 'claim' | 'extend' | 'settle' | 'queue'>

/** False: the lease was taken over, and nothing was written. */
function settleIn(tx: Orm | Transaction, settle: Settle): boolean {
  const mine = and(
    eq(task.id, settle.task.id),
    eq(task.lease, settle.task.lease),
    isNotNull(task.leasedUntil),
  )
  if (settle.as === 'done') return tx.delete(task).where(mine).run().changes > 0
  const set = { runAt: settle.at, leasedUntil: null, worker: null, tries: settle.task.tries + 1 }
  return tx.update(task).set(set).where(mine).run().changes > 0
}

const MOST_RANKED = 5_000

export function tasksIn(db: Orm): Tasks {
  return {
    transition: async (id, decide, settle) =>
      db.transaction(
        (tx) => {
          if (settle && !settleIn(tx, settle)) throw new LostLease()
          return transitionIn(tx, id, decide)
        },
        { behavior: 'immediate' },
      ),
    claim: async (worker, now, leaseFor, limit) =>
      db.transaction(
        (tx) => {
          // Each client's first task before any client's second; within a client the soonest expiry first. A resource
          // with a task under way waits. Of more than can be ranked in a few milliseconds the oldest come first.
          const free = tx.all<{ id: number }>(sql`
            with ready as (
              select task.id, row_number() over (partition by task.resource order by task.run_at, task.id) as turn,
                     resource.client as client, coalesce(resource.not_after, 0) as not_after, task.run_at as run_at
              from task left join resource on resource.id = task.resource
              where task.run_at <= ${now} and (task.leased_until is null or task.leased_until <= ${now})
                and not exists (select 1 from task other where other.resource = task.resource and other.id <> task.id
                                and other.leased_until > ${now})
              order by task.run_at limit ${MOST_RANKED}
            ), ranked as (
              select id, row_number() over (partition by client order by not_after, run_at, id) as rank, not_after
              from ready where turn = 1
            )
            select id from ranked order by rank, not_after, id limit ${limit}`)
          return free.map(({ id }): Task => {
            const leased = tx
              .update(task)
              .set({ lease: sql`${task.lease} + 1`, leasedUntil: now + leaseFor, worker })
              .where(eq(task.id, id))
              .returning()
              .get()
            return {
              id,
              resource: leased.resource,
              effect: leased.effect,
              lease: leased.lease,
              tries: leased.tries,
              since: leased.since,
            }
          })
        },
        { behavior: 'immediate' },
      ),
    extend: async ({ id, lease }, until) =>
      db
        .update(task)
        .set({ leasedUntil: until })
        .where(and(eq(task.id, id), eq(task.lease, lease), isNotNull(task.leasedUntil)))
        .run().changes > 0,
    settle: async (settle) => settleIn(db, settle),
    queue: async (of, effect, at) =>
      db.transaction((tx) => queueIn(tx, of, effect, at), { behavior: 'immediate' }),
  }
}
