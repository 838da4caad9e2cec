import { and, count, eq, gt, isNotNull, lt, min, or, sql } from 'drizzle-orm'
import type { Orm, Transaction } from './database.ts'
import { pop, receipt, wanted } from './edge-schema.ts'
import { queueIn } from './queue.ts'
import type { Wanted } from './records.ts'
import { revisionsIn } from './revisions.ts'
import type { SigningStore } from './signing-port.ts'

const CONFIGURE = { do: 'configure' } as const

export function signingIn(db: Orm): SigningStore {
  const revisions = revisionsIn(db)
  function sign(tx: Transaction, { host, kind }: Wanted, keyid: string, now: number): Wanted {
    return tx
      .update(wanted)
      .set({ ...revisions.next(tx, now), keyid })
      .where(and(eq(wanted.host, host), eq(wanted.kind, kind)))
      .returning()
      .get()
  }
  const signerOf = (of: string | null) => (of === null ? wanted.keyid : receipt.keyid)
  const heldBy = (of: string | null) => (of === null ? undefined : eq(receipt.pop, of))
  function signersOf(of: string | null): readonly string[] {
    const signer = signerOf(of)
    const found: string[] = []
    // From one to the next, not over all rows in between.
    for (;;) {
      const last = found.at(-1)
      const least = db
        .select({ keyid: min(signer) })
        .from(of === null ? wanted : receipt)
        .where(and(heldBy(of), last === undefined ? isNotNull(signer) : gt(signer, last)))
        .get()?.keyid
      if (typeof least !== 'string') return found
      found.push(least)
    }
  }
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
            .map((other) => {
              if (other.resource !== null) queueIn(tx, other.resource, CONFIGURE, now)
              return sign(tx, other, keyid, now).host
            }),
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
    bringAnew: async (keyid, now, limit) =>
      db.transaction(
        (tx) => {
          const inService = tx.select({ name: pop.name }).from(pop).where(eq(pop.membership, 'in')).all()
          const given = inService.flatMap(({ name }) =>
            signersOf(name)
              .filter((signer) => signer !== keyid)
              .map((signer) => ({ name, signer })),
          )
          let count = 0
          for (const { name, signer } of given) {
            // `cross`: from the few receipts to what is wanted, never the other way.
            const left = tx.all<{ resource: number }>(sql`
              select distinct wanted.resource as resource
              from receipt cross join wanted on wanted.host = receipt.host and wanted.kind = 'config'
              where receipt.pop = ${name} and receipt.keyid = ${signer} and wanted.keyid = ${keyid}
                and wanted.resource is not null
                and not exists (select 1 from task
                                where task.resource = wanted.resource and task.effect = ${JSON.stringify(CONFIGURE)})
              limit ${limit - count}`)
            for (const { resource } of left) queueIn(tx, resource, CONFIGURE, now)
            count += left.length
          }
          return count
        },
        { behavior: 'immediate' },
      ),
    signers: async (of) => signersOf(of),
    countSigned: async (keyid, of) =>
      db
        .select({ count: count() })
        .from(of === null ? wanted : receipt)
        .where(and(heldBy(of), eq(signerOf(of), keyid)))
        .get()?.count ?? 0,
    countReady: async (now, most) =>
      db.get<{ count: number }>(sql`
        select count(*) as count from (
          select 1 from task where run_at <= ${now} and leased_until is null limit ${most})`).count,
  }
}
