import { and, eq } from 'drizzle-orm'
import type { Orm, Transaction } from './database.ts'
import type { Clash, Store } from './port.ts'
import { queueIn } from './queue.ts'
import { rule } from './schema.ts'

type Rules = Pick<Store, 'createRule' | 'updateRule' | 'deleteRule' | 'rules'>

export function rulesIn(db: Orm): Rules {
  const one = (resource: number, id: number) => and(eq(rule.resource, resource), eq(rule.id, id))
  /** Name and pattern are both unique in a resource; which of the two is taken, if one is. */
  const clashOf = (
    resource: number,
    id: number | null,
    change: { name?: string; rule?: string },
  ): Clash | null => {
    const others = db
      .select()
      .from(rule)
      .where(eq(rule.resource, resource))
      .all()
      .filter((other) => other.id !== id)
    if (others.some(({ rule }) => rule === change.rule)) return { clash: 'rule', value: change.rule ?? '' }
    if (others.some(({ name }) => name === change.name)) return { clash: 'name', value: change.name ?? '' }
    return null
  }
  const rulesOf = (resource: number) =>
    db.select().from(rule).where(eq(rule.resource, resource)).orderBy(rule.weight, rule.id).all()
  const inOneGo = <result>(work: (tx: Transaction) => result): result =>
    db.transaction(work, { behavior: 'immediate' })
  return {
    createRule: async (made, at, check) =>
      inOneGo((tx) => {
        const clash = clashOf(made.resource, null, made)
        if (clash) return clash
        queueIn(tx, made.resource, { do: 'configure' }, at)
        const saved = tx.insert(rule).values(made).returning().get()
        check?.(rulesOf(made.resource))
        return saved
      }),
    updateRule: async (resource, id, change, at, check) =>
      inOneGo((tx) => {
        const clash = clashOf(resource, id, change)
        if (clash) return clash
        queueIn(tx, resource, { do: 'configure' }, at)
        const saved = tx
          .update(rule)
          // With the id: a change of nothing is one too.
          .set({ ...change, id })
          .where(one(resource, id))
          .returning()
          .get()
        check?.(rulesOf(resource))
        return saved ?? null
      }),
    deleteRule: async (resource, id, at) =>
      inOneGo((tx) => {
        queueIn(tx, resource, { do: 'configure' }, at)
        return tx.delete(rule).where(one(resource, id)).run().changes > 0
      }),
    rules: async (resource) => rulesOf(resource),
  }
}
