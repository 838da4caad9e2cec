import { and, eq, gt, isNotNull, isNull, lte, not, or, sql } from 'drizzle-orm'
import { hasValues } from './challenge-values.ts'
import { refusingClash } from './clash.ts'
import type { Orm } from './database.ts'
import { attachedTo, isInUse, isOwned, keepOwn, letGo } from './own-certificates.ts'
import type { Store } from './port.ts'
import { toSaved } from './resources.ts'
import { attempt, certificate, sslData, task } from './schema.ts'
import { keepSealed } from './sealed-keys.ts'

type Certificates = Pick<
  Store,
  | 'createSslData'
  | 'updateSslData'
  | 'deleteSslData'
  | 'belongsToSslData'
  | 'sslData'
  | 'sslDataList'
  | 'resourceOfSslData'
  | 'saveAttempt'
  | 'attempt'
  | 'openAttempts'
  | 'dropAttempts'
  | 'saveCertificate'
  | 'certificate'
  | 'retireOrphans'
  | 'destroyRetiredKeys'
>

/** Certificate objects, certificates with their sealed keys, and the attempts that lead to them. */
export function certificatesIn(db: Orm): Certificates {
  const mine = (client: number, id: number) => and(eq(sslData.client, client), eq(sslData.id, id))
  const attemptsOf = db
    .select()
    .from(attempt)
    .where(
      and(
        eq(attempt.resource, sql.placeholder('of')),
        or(isNull(attempt.ended), gt(attempt.ended, sql.placeholder('endedAfter'))),
      ),
    )
    .orderBy(attempt.started)
    .prepare()
  // Where our account may not revoke, only the certificate's own key can: it is kept until the CA was told.
  const toBeRevoked = sql`select json_extract(${task.effect}, '$.certificate') from ${task}
    where json_extract(${task.effect}, '$.do') = 'revoke'`
  // Two looks into two indexes. A managed one that has run out serves nobody; a customer's own is theirs to keep.
  const ended = (now: number) => sql`${certificate.id} in (
    select ended.id from ${certificate} as ended
      where ended.retires <= ${now} and ended.sealed_key is not null and ended.id not in (${toBeRevoked})
    union all select ended.id from ${certificate} as ended
      where ended.kind = 'managed' and ended.not_after <= ${now} and ended.sealed_key is not null)`
  return {
    createSslData: async (data, own = null) =>
      refusingClash('name', data.name, () =>
        db.transaction(
          (tx) => {
            if (own) tx.insert(certificate).values(own).run()
            return tx.insert(sslData).values(data).returning().get()
          },
          { behavior: 'immediate' },
        ),
      ),
    updateSslData: async (client, id, { name, own }, at) =>
      refusingClash('name', name, () =>
        db.transaction(
          (tx) => {
            if (!tx.select().from(sslData).where(mine(client, id)).get()) return null
            if (own && attachedTo(tx, id)) return 'in-use'
            return keepOwn(tx, { id, name, own }, at)
          },
          { behavior: 'immediate' },
        ),
      ),
    deleteSslData: async (client, id, at) =>
      db.transaction(
        (tx) => {
          const found = tx.select().from(sslData).where(mine(client, id)).get()
          if (!found) return false
          if (attachedTo(tx, id)) return 'in-use'
          const kept = eq(certificate.id, found.certificate ?? '')
          if (tx.select().from(certificate).where(and(kept, isInUse)).get()) return 'served'
          tx.delete(sslData).where(mine(client, id)).run()
          if (found.certificate !== null) letGo(tx, found.certificate, at)
          return true
        },
        { behavior: 'immediate' },
      ),
    belongsToSslData: async (id) =>
      db.select({ id: sslData.id }).from(sslData).where(eq(sslData.certificate, id)).get() !== undefined,
    sslData: async (client, id) => db.select().from(sslData).where(mine(client, id)).get() ?? null,
    sslDataList: async (client) =>
      db.select().from(sslData).where(eq(sslData.client, client)).orderBy(sslData.id).all(),
    resourceOfSslData: async (id) => {
      const found = attachedTo(db, id)
      return found ? toSaved(found) : null
    },
    saveAttempt: async (saved) => {
      const { id: _, ...rest } = saved
      const set = { ...rest, sealedKey: keepSealed(attempt.sealedKey, saved.sealedKey) }
      db.insert(attempt).values(saved).onConflictDoUpdate({ target: attempt.id, set }).run()
    },
    attempt: async (id) => db.select().from(attempt).where(eq(attempt.id, id)).get() ?? null,
    openAttempts: async (of, endedAfter = Number.MAX_SAFE_INTEGER) => attemptsOf.all({ of, endedAfter }),
    dropAttempts: async (before) =>
      void db
        .delete(attempt)
        .where(and(lte(attempt.ended, before), not(hasValues())))
        .run(),
    saveCertificate: async (saved) => {
      const { id: _, ...rest } = saved
      const set = { ...rest, sealedKey: keepSealed(certificate.sealedKey, saved.sealedKey) }
      db.insert(certificate).values(saved).onConflictDoUpdate({ target: certificate.id, set }).run()
    },
    certificate: async (id) => db.select().from(certificate).where(eq(certificate.id, id)).get() ?? null,
    retireOrphans: async (at) =>
      db
        .update(certificate)
        .set({ retires: at })
        .where(
          and(
            sql`${certificate.kind} = 'own'`,
            isNull(certificate.retires),
            isNotNull(certificate.sealedKey),
            not(isInUse),
            not(isOwned),
          ),
        )
        .run().changes,
    destroyRetiredKeys: async (now) =>
      db
        .update(certificate)
        .set({ sealedKey: null })
        .where(and(ended(now), not(isInUse), not(isOwned)))
        .returning({ id: certificate.id })
        .all()
        .map(({ id }) => id),
  }
}
