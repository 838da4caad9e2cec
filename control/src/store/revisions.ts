import { eq, sql } from 'drizzle-orm'
import type { Orm, Transaction } from './database.ts'
import { setting } from './schema.ts'

export type Revisions = {
  /** Our epoch, and the newest revision there is. */
  newest(): { readonly epoch: number; readonly rev: number }
  /** The next revision, in a transaction. */
  next(tx: Transaction, now: number): { readonly epoch: number; readonly rev: number }
  saveEpoch(tx: Transaction, epoch: number): void
}

/** design.md §5: one global sequence of revisions, max(last + 1, microseconds), under an epoch. */
export function revisionsIn(db: Orm): Revisions {
  // What every push asks is built once: building a query takes longer than answering it (measured).
  const settingOf = db
    .select()
    .from(setting)
    .where(eq(setting.key, sql.placeholder('key')))
    .prepare()
  const number = (key: string): number => Number(settingOf.get({ key })?.value ?? 0)
  const save = (tx: Transaction, key: string, value: number): void => {
    const text = String(value)
    tx.insert(setting)
      .values({ key, value: text })
      .onConflictDoUpdate({ target: setting.key, set: { value: text } })
      .run()
  }
  const epoch = (): number => Math.max(1, number('epoch'))
  return {
    newest: () => ({ epoch: epoch(), rev: number('rev') }),
    next: (tx, now) => {
      const rev = Math.max(number('rev') + 1, now * 1000)
      save(tx, 'rev', rev)
      return { epoch: epoch(), rev }
    },
    saveEpoch: (tx, raised) => save(tx, 'epoch', raised),
  }
}
