import { desc, eq, and, isNotNull } from 'drizzle-orm'
import type { Orm, Transaction } from './database.ts'
import type { NewEntry } from './port.ts'
import { history, resource } from './schema.ts'

/** What is sealed of an entry: all, its client too (migration 15). */
const WHOLE = 2

/** Adds an entry to the history. Whose it is follows from its resource, also when that is gone. */
export function noteIn(tx: Orm | Transaction, entry: NewEntry): void {
  const client = entry.client === undefined ? ownerOf(tx, entry.resource) : entry.client
  tx.insert(history)
    .values({ ...entry, client, form: WHOLE })
    .run()
}

function ownerOf(tx: Orm | Transaction, id: number): number | null {
  const found = tx.select({ client: resource.client }).from(resource).where(eq(resource.id, id)).get()
  if (found) return found.client
  const last = tx
    .select({ client: history.client })
    .from(history)
    .where(and(eq(history.resource, id), isNotNull(history.client)))
    .orderBy(desc(history.id))
    .limit(1)
    .get()
  return last?.client ?? null
}
