import { and, count, eq, gt, isNotNull, lt, min, or, sql } from 'drizzle-orm'
import type { Orm, Transaction } from './database.ts'
import { receipt, wanted } from './edge-schema.ts'
import { queueIn } from './queue.ts'
import type { Wanted } from './records.ts'
import { revisionsIn } from './revisions.ts'
import type { SigningStore } from './signing-port.ts'

export function signingIn(db: Orm): SigningStore {
  const revisions = revisionsIn(db)
  function sign(tx: Transaction, { host, kind, resource }: Wanted, keyid: string, now: number): Wanted {
    if (resource !== null) queueIn(tx, resource, { do: 'configure' }, now)
    return tx
      .update(wanted)
      .set({ ...revisions.next(tx, now), keyid })
      .where(and(eq(wanted.host, host), eq(wanted.kind, kind)))
      .returning()
      .get()
  }
  const signerOf = (pop: string | null) => (pop === null ? wanted.keyid : receipt.keyid)
  const heldBy = (pop: string | null) => (pop === null ? undefined : eq(receipt.pop, pop))
  return {
    signAnew: async (keyid, now, limit) =>
      db.transaction(
        (tx) =>
          tx
            .select()
            .from(wanted)
            // Two ranges of the index: what the present key signs is passed over as a whole.
            .where(or(lt(wanted.keyid, keyid), gt(wanted.keyid, keyid)))
            .limit(limit)
            .all()
            .map((other) => sign(tx, other, keyid, now).host),
        { behavior: 'immediate' },
      ),
    signHostAnew: async (keyid, host, now) =>
      db.transaction(
        (tx) => {
          const found = tx
            .select()
            .from(wanted)
            .where(and(eq(wanted.host, host), eq(wanted.kind, 'config')))
            .get()
          if (!found || found.body === null || found.keyid === keyid) return found ?? null
          return sign(tx, found, keyid, now)
        },
        { behavior: 'immediate' },
      ),
    signers: async (pop) => {
      const signer = signerOf(pop)
      const found: string[] = []
      // From one to the next, not over all rows in between.
      for (;;) {
        const last = found.at(-1)
        const least = db
          .select({ keyid: min(signer) })
          .from(pop === null ? wanted : receipt)
          .where(and(heldBy(pop), last === undefined ? isNotNull(signer) : gt(signer, last)))
          .get()?.keyid
        if (typeof least !== 'string') return found
        found.push(least)
      }
    },
    countSigned: async (keyid, pop) =>
      db
        .select({ count: count() })
        .from(pop === null ? wanted : receipt)
        .where(and(heldBy(pop), eq(signerOf(pop), keyid)))
        .get()?.count ?? 0,
    countReady: async (now, most) =>
      db.get<{ count: number }>(sql`
        select count(*) as count from (
          select 1 from task where run_at <= ${now} and leased_until is null limit ${most})`).count,
  }
}
