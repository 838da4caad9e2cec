import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Orm, Transaction } from './database.ts'
import type { Store } from './port.ts'
import { observation, pop, readback, receipt, wanted } from './edge-schema.ts'
import { setting } from './schema.ts'

type Edges = Pick<
  Store,
  | 'want'
  | 'wanted'
  | 'allWanted'
  | 'wantedAfter'
  | 'raiseEpoch'
  | 'saveReceipt'
  | 'receipts'
  | 'saveObservation'
  | 'observations'
  | 'newest'
  | 'stamp'
  | 'saveReadbacks'
  | 'readbacks'
>

/** The documents PoPs shall hold, and what they said and were seen to hold. */
export function edgesIn(db: Orm): Edges {
  // What every push asks is built once: building a query takes longer than answering it (measured).
  const oneWanted = db
    .select()
    .from(wanted)
    .where(and(eq(wanted.host, sql.placeholder('host')), eq(wanted.kind, sql.placeholder('kind'))))
    .prepare()
  const receiptsOf = db
    .select()
    .from(receipt)
    .where(eq(receipt.host, sql.placeholder('host')))
    .prepare()
  const settingOf = db
    .select()
    .from(setting)
    .where(eq(setting.key, sql.placeholder('key')))
    .prepare()
  const number = (key: string): number => Number(settingOf.get({ key })?.value ?? 0)
  const save = (tx: Transaction, key: string, value: number): void => {
    const text = String(value)
    tx.insert(setting)
      .values({ key, value: text })
      .onConflictDoUpdate({ target: setting.key, set: { value: text } })
      .run()
  }
  /** design.md §5: one global sequence, max(last + 1, microseconds). */
  const nextRev = (tx: Transaction, now: number): number => {
    const rev = Math.max(number('rev') + 1, now * 1000)
    save(tx, 'rev', rev)
    return rev
  }
  return {
    want: async ({ host, kind, resource, body }, now) =>
      db.transaction(
        (tx) => {
          const held = oneWanted.get({ host, kind })
          if (held && held.body === body && held.resource === resource) return held
          const epoch = Math.max(1, number('epoch'))
          const set = { resource, epoch, rev: nextRev(tx, now), body }
          return tx
            .insert(wanted)
            .values({ host, kind, ...set })
            .onConflictDoUpdate({ target: [wanted.host, wanted.kind], set })
            .returning()
            .get()
        },
        { behavior: 'immediate' },
      ),
    newest: async () => ({ epoch: Math.max(1, number('epoch')), rev: number('rev') }),
    stamp: async (now) =>
      db.transaction((tx) => ({ epoch: Math.max(1, number('epoch')), rev: nextRev(tx, now) }), {
        behavior: 'immediate',
      }),
    wanted: async (host, kind) => oneWanted.get({ host, kind }) ?? null,
    allWanted: async (resource) => db.select().from(wanted).where(eq(wanted.resource, resource)).all(),
    wantedAfter: async (host, hosts) => {
      const page = db
        .selectDistinct({ host: wanted.host })
        .from(wanted)
        .where(gt(wanted.host, host))
        .orderBy(asc(wanted.host))
        .limit(hosts)
        .all()
        .map((row) => row.host)
      return page.length === 0
        ? []
        : db.select().from(wanted).where(inArray(wanted.host, page)).orderBy(asc(wanted.host)).all()
    },
    raiseEpoch: async (above, now) =>
      db.transaction(
        (tx) => {
          const epoch = Math.max(number('epoch'), 1, above + 1)
          save(tx, 'epoch', epoch)
          tx.update(wanted).set({ epoch }).run()
          // Every PoP is given all of it anew before a gate counts it again.
          tx.update(pop).set({ membership: 'catching-up', since: now }).where(eq(pop.membership, 'in')).run()
          return epoch
        },
        { behavior: 'immediate' },
      ),
    saveReceipt: async (held) => {
      const { epoch, rev, at, skew, wire } = held
      db.insert(receipt)
        .values(held)
        .onConflictDoUpdate({
          target: [receipt.host, receipt.kind, receipt.pop],
          set: { epoch, rev, at, skew, wire },
          // A late answer to an older push must not take back a newer receipt.
          setWhere: sql`excluded.epoch > receipt.epoch or (excluded.epoch = receipt.epoch and excluded.rev >= receipt.rev)`,
        })
        .run()
    },
    receipts: async (host) => receiptsOf.all({ host }),
    saveObservation: async (observed) => {
      const { serial, seen, at } = observed
      return db
        .insert(observation)
        .values({ ...observed, since: at })
        .onConflictDoUpdate({
          target: [observation.host, observation.pop],
          set: {
            serial,
            seen,
            at,
            since: sql`case when observation.seen is excluded.seen and observation.serial is excluded.serial
              then observation.since else excluded.at end`,
          },
        })
        .returning()
        .get()
    },
    saveReadbacks: async (host, seen) =>
      db.transaction(
        (tx) => {
          tx.delete(readback).where(eq(readback.host, host)).run()
          const rows = seen.map((each) => ({ host, ...each }))
          if (rows.length > 0) tx.insert(readback).values(rows).onConflictDoNothing().run()
        },
        { behavior: 'immediate' },
      ),
    readbacks: async (host) => db.select().from(readback).where(eq(readback.host, host)).all(),
    observations: async (host) => db.select().from(observation).where(eq(observation.host, host)).all(),
  }
}
