// A customer's own certificates: which object each belongs to, and which of them visitors are served.

import { and, eq, not, sql } from 'drizzle-orm'
import type { Orm, Transaction } from './database.ts'
import type { Own } from './transition-port.ts'
import type { SslData } from './records.ts'
import { certificate, resource, sslData } from './schema.ts'

/** Is this row of `certificate` served, kept for when HTTPS is on again, or on its way to the edges? An own one that is kept
 *  while HTTPS is off is the object's alone: it is asked for anew before it is served. The plus takes away the column's affinity:
 *  else SQLite uses no index of an expression. */
export const isInUse = sql`(exists (select 1 from ${resource}
    where json_extract(${resource.current}, '$.certificate') = +${certificate.id}
      and (${resource.https} = 1 or ${certificate.kind} = 'managed'))
  or exists (select 1 from ${resource}
    where ${resource.stateIs} = 'deploying' and json_extract(${resource.state}, '$.candidate.certificate') = +${certificate.id}))`

/** Is this row of `certificate` the one of a certificate object? */
export const isOwned = sql`exists (select 1 from ${sslData} where ${sslData.certificate} = ${certificate.id})`

/** The row of the resource that a certificate object is attached to. */
export const attachedTo = (tx: Orm | Transaction, id: number) =>
  tx.select().from(resource).where(eq(resource.sslData, id)).get()

/** Renames an object of `id` and, with `own`, gives it that certificate; the one before leaves as soon as nobody is served it. */
export function keepOwn(tx: Transaction, { id, name, own }: Own, at: number): SslData | null {
  const before = tx.select().from(sslData).where(eq(sslData.id, id)).get()
  if (!before) return null
  if (own) tx.insert(certificate).values(own).run()
  const after = tx
    .update(sslData)
    .set({ name, ...(own && { certificate: own.id }) })
    .where(eq(sslData.id, id))
    .returning()
    .get()
  if (own && before.certificate !== null) letGo(tx, before.certificate, at)
  return after
}

/** The next housekeeping destroys its key. One that is still served is found by a later one. */
export function letGo(tx: Transaction, id: string, at: number): void {
  tx.update(certificate)
    .set({ retires: at })
    .where(and(eq(certificate.id, id), not(isInUse)))
    .run()
}
