import { and, eq, sql } from 'drizzle-orm'
import type { Orm, Transaction } from './database.ts'
import { NameClash } from './faults.ts'
import type { NewOriginGroup, Store } from './port.ts'
import { queueIn } from './queue.ts'
import type { ClientId } from './records.ts'
import { claim, namesOf, refusing, toSaved } from './resources.ts'
import { originGroup, resource } from './schema.ts'
import { transitionIn } from './transition.ts'

/** An id no resource ever had: what was deleted has a history, which is its client's and nobody else's. */
function freshId(tx: Transaction): number {
  const lived = tx.get<{ last: number }>(sql`
    select max(coalesce((select max(id) from resource), 0), coalesce((select max(resource) from history), 0)) as last`)
  return lived.last + 1
}

/** The client's group of that name, or a new one. */
function groupIn(tx: Transaction, client: ClientId, group: NewOriginGroup): number {
  const same = and(eq(originGroup.client, client), eq(originGroup.name, group.name))
  const known = tx.select().from(originGroup).where(same).get()
  return (known ?? tx.insert(originGroup).values(group).returning().get()).id
}

/** Making resources, with all that their making asks for. */
export function newResourcesIn(db: Orm): Pick<Store, 'createResource'> {
  return {
    createResource: async ({ originGroup: group, ...made }, at, begin) =>
      refusing(() =>
        db.transaction(
          (tx) => {
            const saved = tx
              .insert(resource)
              .values({
                id: freshId(tx),
                ...made,
                originGroup: typeof group === 'number' ? group : groupIn(tx, made.client, group),
                suspended: false,
                suspendDate: null,
                suspendReason: null,
                propagated: false,
                created: at,
                updated: at,
                state: { is: 'off' },
                current: null,
                https: false,
                version: 0,
              })
              .returning()
              .get()
            const clash = claim(tx, saved, namesOf(saved), at)
            if (clash) throw new NameClash(clash)
            queueIn(tx, saved.id, { do: 'configure' }, at)
            return begin ? transitionIn(tx, saved.id, begin) : toSaved(saved)
          },
          { behavior: 'immediate' },
        ),
      ),
  }
}
