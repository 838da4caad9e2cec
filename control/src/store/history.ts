import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { and, asc, desc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Orm } from './database.ts'
import { noteIn } from './note.ts'
import type { Store } from './port.ts'
import type { HistoryEntry } from './records.ts'
import { history, issueProcess, processOutcome, setting } from './schema.ts'

type History = Pick<
  Store,
  'note' | 'history' | 'lastEntry' | 'sealHistory' | 'verifyHistory' | 'process' | 'setting' | 'saveSetting'
>

const LARGEST_BATCH = 1000
const LARGEST_PAGE = 1000

type Row = typeof history.$inferSelect

const link = (before: string, { id, resource, at, event, from, to, detail, client, form }: Row): string =>
  createHash('sha256')
    // An entry of the first form was sealed before it was said whose it is.
    .update(
      JSON.stringify([before, id, resource, at, event, from, to, detail, ...(form === 1 ? [] : [client])]),
    )
    .digest('hex')

/** A row as the ports speak of it. */
export function toEntry(row: Row): HistoryEntry {
  const { chain: _, form: _1, ...entry } = row
  return entry
}

/** What happened, sealed into a chain in batches, and what the API says of issuing. */
export function historyIn(db: Orm): History {
  const sealed = db
    .select()
    .from(history)
    .where(isNotNull(history.chain))
    .orderBy(desc(history.id))
    .limit(1)
    .prepare()
  const unsealed = db
    .select()
    .from(history)
    .where(isNull(history.chain))
    .orderBy(asc(history.id))
    .limit(LARGEST_BATCH)
    .prepare()
  const seal = db
    .update(history)
    .set({ chain: sql`${sql.placeholder('chain')}` })
    .where(eq(history.id, sql.placeholder('id')))
    .prepare()
  return {
    note: async (entry) => noteIn(db, entry),
    history: async (resource, after = 0) =>
      db
        .select()
        .from(history)
        .where(and(eq(history.resource, resource), gt(history.id, after)))
        .orderBy(asc(history.id))
        .limit(LARGEST_PAGE)
        .all()
        .map(toEntry),
    lastEntry: async (resource, event) => {
      const found = db
        .select()
        .from(history)
        .where(and(eq(history.resource, resource), eq(history.event, event)))
        .orderBy(desc(history.id))
        .limit(1)
        .get()
      return found ? toEntry(found) : null
    },
    sealHistory: async () =>
      db.transaction(
        () => {
          const open = unsealed.all()
          let chain = sealed.get()?.chain ?? ''
          for (const entry of open) {
            chain = link(chain, entry)
            seal.run({ chain, id: entry.id })
          }
          return open.length
        },
        { behavior: 'immediate' },
      ),
    verifyHistory: async () => {
      let chain = ''
      for (let after = 0; ;) {
        const batch = db
          .select()
          .from(history)
          .where(and(isNotNull(history.chain), gt(history.id, after)))
          .orderBy(asc(history.id))
          .limit(LARGEST_BATCH)
          .all()
        for (const entry of batch) {
          chain = link(chain, entry)
          if (chain !== entry.chain) return entry.id
        }
        const last = batch.at(-1)
        if (!last) return null
        after = last.id
        // A long history must not keep others from the store.
        await setImmediate()
      }
    },
    process: async (resource) => {
      const found = db
        .select()
        .from(issueProcess)
        .where(eq(issueProcess.resource, resource))
        .orderBy(desc(issueProcess.id))
        .limit(1)
        .get()
      if (!found) return null
      const outcomes = db
        .select()
        .from(processOutcome)
        .where(eq(processOutcome.process, found.id))
        .orderBy(asc(processOutcome.id))
        .all()
      return { ...found, outcomes }
    },
    setting: async (key) => db.select().from(setting).where(eq(setting.key, key)).get()?.value ?? null,
    saveSetting: async (key, value) =>
      void db
        .insert(setting)
        .values({ key, value })
        .onConflictDoUpdate({ target: setting.key, set: { value } })
        .run(),
  }
}
