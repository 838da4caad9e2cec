import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Orm } from './database.ts'
import type { Store } from './port.ts'
import { observation, pop, readback, receipt, wanted } from './edge-schema.ts'
import { queueIn } from './queue.ts'
import { revisionsIn } from './revisions.ts'

type Edges = Pick<
  Store,
  | 'want'
  | 'wanted'
  | 'wantAnew'
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
  const revisions = revisionsIn(db)
  return {
    want: async ({ host, kind, resource, body, keyid = null }, now) =>
      db.transaction(
        (tx) => {
          const held = oneWanted.get({ host, kind })
          if (held && held.body === body && held.resource === resource && held.keyid === keyid) return held
          const set = { resource, ...revisions.next(tx, now), body, keyid }
          return tx
            .insert(wanted)
            .values({ host, kind, ...set })
            .onConflictDoUpdate({ target: [wanted.host, wanted.kind], set })
            .returning()
            .get()
        },
        { behavior: 'immediate' },
      ),
    wantAnew: async ({ host, kind, epoch, rev }, now) =>
      db.transaction(
        (tx) => {
          const held = oneWanted.get({ host, kind })
          if (!held || held.epoch !== epoch || held.rev !== rev) return
          if (held.resource !== null) queueIn(tx, held.resource, { do: 'configure' }, now)
          tx.update(wanted)
            .set(revisions.next(tx, now))
            .where(and(eq(wanted.host, host), eq(wanted.kind, kind)))
            .run()
        },
        { behavior: 'immediate' },
      ),
    newest: async () => revisions.newest(),
    stamp: async (now) => db.transaction((tx) => revisions.next(tx, now), { behavior: 'immediate' }),
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
          const epoch = Math.max(revisions.newest().epoch, above + 1)
          revisions.saveEpoch(tx, epoch)
          tx.update(wanted).set({ epoch }).run()
          // Every PoP is given all of it anew before a gate counts it again.
          tx.update(pop).set({ membership: 'catching-up', since: now }).where(eq(pop.membership, 'in')).run()
          return epoch
        },
        { behavior: 'immediate' },
      ),
    saveReceipt: async (held) => {
      const { epoch, rev, at, skew, wire, keyid, sealedTo } = held
      db.insert(receipt)
        .values(held)
        .onConflictDoUpdate({
          target: [receipt.host, receipt.kind, receipt.pop],
          set: { epoch, rev, at, skew, wire, keyid, sealedTo },
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
