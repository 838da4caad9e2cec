import { and, asc, count, eq, gt, isNotNull, isNull, ne, notExists, or, sql } from 'drizzle-orm'
import type { Orm, Transaction } from './database.ts'
import type { NewPop, PopTable } from './pops-port.ts'
import { sealKeyId, type Pop } from './records.ts'
import { observation, pop, receipt, removedPop, wanted } from './edge-schema.ts'

/** The PoPs and how they stand. */
export function popsIn(db: Orm): PopTable {
  // What every push asks is built once: building a query takes longer than answering it (measured).
  const allPops = db.select().from(pop).orderBy(pop.name).prepare()
  const rowOf = ({ name, admin, adminCa, http, tls }: NewPop, since: number) =>
    ({ name, admin, adminCa, http, tls, membership: 'catching-up', since }) as const
  const addressesOf = ({ admin, http, tls }: Pick<NewPop, 'admin' | 'http' | 'tls'>): string =>
    JSON.stringify([admin, http, tls])
  const forget = (tx: Transaction, name: string): void => {
    tx.delete(receipt).where(eq(receipt.pop, name)).run()
    tx.delete(observation).where(eq(observation.pop, name)).run()
  }
  return {
    seedPops: async (pops, now) =>
      db.transaction((tx) => {
        const removed = new Set(
          tx
            .select()
            .from(removedPop)
            .all()
            .map(({ name }) => name),
        )
        for (const each of pops.filter(({ name }) => !removed.has(name))) {
          const { admin, adminCa, http, tls } = each
          const known = tx.select().from(pop).where(eq(pop.name, each.name)).get()
          const moved = known !== undefined && addressesOf(known) !== addressesOf(each)
          const anew = moved && ({ membership: 'catching-up', since: now } as const)
          tx.insert(pop)
            .values(rowOf(each, now))
            .onConflictDoUpdate({ target: pop.name, set: { admin, adminCa, http, tls, ...anew } })
            .run()
          if (moved) forget(tx, each.name)
        }
        return pops.map(({ name }) => name).filter((name) => removed.has(name))
      }),
    pops: async () => allPops.all(),
    addPop: async (added, now) =>
      db.transaction(
        (tx) => {
          if (tx.insert(pop).values(rowOf(added, now)).onConflictDoNothing().run().changes === 0) return false
          tx.delete(removedPop).where(eq(removedPop.name, added.name)).run()
          // A push that was under way when it was removed may have left a receipt behind.
          forget(tx, added.name)
          return true
        },
        { behavior: 'immediate' },
      ),
    removePop: async (name, now) =>
      db.transaction(
        (tx) => {
          if (tx.delete(pop).where(eq(pop.name, name)).run().changes === 0) return false
          tx.insert(removedPop)
            .values({ name, at: now })
            .onConflictDoUpdate({ target: removedPop.name, set: { at: now } })
            .run()
          forget(tx, name)
          return true
        },
        { behavior: 'immediate' },
      ),
    updatePop: async (name, change) => void db.update(pop).set(change).where(eq(pop.name, name)).run(),
    movePop: async ({ name, membership, since }, to) =>
      db
        .update(pop)
        .set(to)
        .where(and(eq(pop.name, name), eq(pop.membership, membership), eq(pop.since, since)))
        .run().changes > 0,
    countBehind: async (of, most) => {
      const behind = db
        .select({ host: wanted.host })
        .from(wanted)
        .where(isLackedBy(of))
        .limit(most)
        .as('behind')
      return db.select({ count: count() }).from(behind).get()?.count ?? 0
    },
    countWanted: async ({ tls }) =>
      db.select({ count: count() }).from(wanted).where(isWantedOf(tls)).get()?.count ?? 0,
    findBehind: async (of, host, most) =>
      db
        .selectDistinct({ host: wanted.host })
        .from(wanted)
        .where(and(gt(wanted.host, host), isLackedBy(of)))
        .orderBy(asc(wanted.host))
        .limit(most)
        .all()
        .map((found) => found.host),
  }

  /** A deletion is none that anybody waits for. */
  function isWantedOf(tls: Pop['tls']) {
    return and(isNotNull(wanted.body), tls === null ? ne(wanted.kind, 'certificate') : undefined)
  }

  /** No receipt says that it holds the wanted document. */
  function isLackedBy({ name, tls, shelf, sealKey }: Pick<Pop, 'name' | 'tls' | 'shelf' | 'sealKey'>) {
    const key = sealKeyId({ shelf, sealKey })
    const isOpened = key === null ? undefined : eq(receipt.sealedTo, key)
    const held = db
      .select({ one: sql`1` })
      .from(receipt)
      .where(
        and(
          eq(receipt.host, wanted.host),
          eq(receipt.kind, wanted.kind),
          eq(receipt.pop, name),
          eq(receipt.epoch, wanted.epoch),
          eq(receipt.rev, wanted.rev),
          or(isNull(receipt.sealedTo), isOpened),
        ),
      )
    return and(isWantedOf(tls), notExists(held))
  }
}
