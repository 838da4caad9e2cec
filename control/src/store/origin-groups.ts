import { and, eq } from 'drizzle-orm'
import { union } from 'drizzle-orm/sqlite-core'
import { refusingClash } from './clash.ts'
import type { Orm } from './database.ts'
import type { Store } from './port.ts'
import { queueIn } from './queue.ts'
import { originGroup, resource, rule } from './schema.ts'

type OriginGroups = Pick<
  Store,
  | 'createOriginGroup'
  | 'updateOriginGroup'
  | 'deleteOriginGroup'
  | 'originGroup'
  | 'originGroups'
  | 'originGroupUsed'
>

export function originGroupsIn(db: Orm): OriginGroups {
  const mine = (client: number, id: number) => and(eq(originGroup.client, client), eq(originGroup.id, id))
  const used = (id: number): boolean =>
    db.select({ id: resource.id }).from(resource).where(eq(resource.originGroup, id)).get() !== undefined ||
    db.select({ id: rule.id }).from(rule).where(eq(rule.originGroup, id)).get() !== undefined
  return {
    createOriginGroup: async (group) =>
      refusingClash('name', group.name, () => db.insert(originGroup).values(group).returning().get()),
    updateOriginGroup: async (client, id, change, at) =>
      refusingClash('name', change.name ?? '', () =>
        db.transaction(
          (tx) => {
            const changed = tx
              .update(originGroup)
              // With the id: a change of nothing is one too.
              .set({ ...change, id })
              .where(mine(client, id))
              .returning()
              .get()
            if (!changed) return null
            const itself = tx.select({ id: resource.id }).from(resource).where(eq(resource.originGroup, id))
            const byRule = tx.select({ id: rule.resource }).from(rule).where(eq(rule.originGroup, id))
            for (const user of union(itself, byRule).all()) queueIn(tx, user.id, { do: 'configure' }, at)
            return changed
          },
          { behavior: 'immediate' },
        ),
      ),
    deleteOriginGroup: async (client, id) => {
      if (!db.select().from(originGroup).where(mine(client, id)).get()) return false
      return used(id) ? 'in-use' : db.delete(originGroup).where(mine(client, id)).run().changes > 0
    },
    originGroup: async (client, id) => db.select().from(originGroup).where(mine(client, id)).get() ?? null,
    originGroups: async (client) => db.select().from(originGroup).where(eq(originGroup.client, client)).all(),
    originGroupUsed: async (id) => used(id),
  }
}
