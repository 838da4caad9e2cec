import { and, eq, gt, isNotNull, isNull, lte, not, or, sql } from 'drizzle-orm'
import { hasValues } from './challenge-values.ts'
import { refusingClash } from './clash.ts'
import type { Orm } from './database.ts'
import type { Store } from './port.ts'
import { toSaved } from './resources.ts'
import { attempt, certificate, resource, sslData, task } from './schema.ts'
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
  const toBeRevoked = sql`${certificate.id} in (select json_extract(${task.effect}, '$.certificate') from ${task}
    where json_extract(${task.effect}, '$.do') = 'revoke')`
  const attached = (id: number) => db.select().from(resource).where(eq(resource.sslData, id)).get()
  return {
    createSslData: async (data) =>
      refusingClash('name', data.name, () => db.insert(sslData).values(data).returning().get()),
    updateSslData: async (client, id, change) =>
      refusingClash(
        'name',
        change.name ?? '',
        () => db.update(sslData).set(change).where(mine(client, id)).returning().get() ?? null,
      ),
    deleteSslData: async (client, id, at) =>
      db.transaction(
        (tx) => {
          const found = tx.select().from(sslData).where(mine(client, id)).get()
          if (!found) return false
          if (tx.select().from(resource).where(eq(resource.sslData, id)).get()) return 'in-use'
          if (found.certificate !== null) {
            tx.update(certificate).set({ retires: at }).where(eq(certificate.id, found.certificate)).run()
          }
          return tx.delete(sslData).where(mine(client, id)).run().changes > 0
        },
        { behavior: 'immediate' },
      ),
    belongsToSslData: async (id) =>
      db.select({ id: sslData.id }).from(sslData).where(eq(sslData.certificate, id)).get() !== undefined,
    sslData: async (client, id) => db.select().from(sslData).where(mine(client, id)).get() ?? null,
    sslDataList: async (client) =>
      db.select().from(sslData).where(eq(sslData.client, client)).orderBy(sslData.id).all(),
    resourceOfSslData: async (id) => {
      const found = attached(id)
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
    destroyRetiredKeys: async (now) =>
      db
        .update(certificate)
        .set({ sealedKey: null })
        .where(
          and(
            isNotNull(certificate.sealedKey),
            // A managed one that has run out serves nobody; a customer's own is theirs to keep.
            or(
              and(lte(certificate.retires, now), not(toBeRevoked)),
              and(eq(certificate.kind, 'managed'), lte(certificate.notAfter, now)),
            ),
          ),
        )
        .returning({ id: certificate.id })
        .all()
        .map(({ id }) => id),
  }
}
