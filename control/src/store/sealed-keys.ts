import { and, asc, eq, gt, isNotNull, sql, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Orm } from './database.ts'
import { webhookSecret } from './notice-schema.ts'
import { attempt, certificate } from './schema.ts'
import type { SealedKeys } from './sealed-keys-port.ts'

const TABLES = { certificate, attempt, 'webhook-secret': webhookSecret } as const

export function sealedKeysIn(db: Orm): SealedKeys {
  return {
    sealedKeys: async (kind, after, limit) => {
      const { id, sealedKey } = TABLES[kind]
      return db
        .select({ id, sealed: sealedKey })
        .from(TABLES[kind])
        .where(and(gt(id, after), isNotNull(sealedKey)))
        .orderBy(asc(id))
        .limit(limit)
        .all()
        .map((row) => ({ id: row.id, sealed: row.sealed ?? '' }))
    },
    replaceSealedKey: async (kind, id, from, to) => {
      const table = TABLES[kind]
      const same = and(eq(table.id, id), eq(table.sealedKey, from))
      return db.update(table).set({ sealedKey: to }).where(same).run().changes > 0
    },
  }
}

/** What a row that is saved again keeps as its key: a row read before the key was sealed anew must not bring the old
 *  sealing back. Null destroys the key all the same. */
export const keepSealed = (column: SQLiteColumn, saved: string | null): SQL | null =>
  saved === null ? null : sql`coalesce(${column}, ${saved})`
