import { createHash } from 'node:crypto'
import { and, asc, desc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm'
import type { Orm } from './database.ts'
import type { Store } from './port.ts'
import { history, issueProcess, processOutcome, setting } from './schema.ts'

type History = Pick<
  Store,
  'note' | 'history' | 'lastEntry' | 'sealHistory' | 'verifyHistory' | 'process' | 'setting' | 'saveSetting'
>

const LARGEST_BATCH = 1000
const LARGEST_PAGE = 1000

const link = (
  before: string,
  { id, resource, at, event, from, to, detail }: typeof history.$inferSelect,
): string =>
  createHash('sha256')
    .update(JSON.stringify([before, id, resource, at, event, from, to, detail]))
    .digest('hex')

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
    note: async (entry) => void db.insert(history).values(entry).run(),
    history: async (resource, after = 0) =>
      db
        .select()
        .from(history)
        .where(and(eq(history.resource, resource), gt(history.id, after)))
        .orderBy(asc(history.id))
        .limit(LARGEST_PAGE)
        .all(),
    lastEntry: async (resource, event) =>
      db
        .select()
        .from(history)
        .where(and(eq(history.resource, resource), eq(history.event, event)))
        .orderBy(desc(history.id))
        .limit(1)
        .get() ?? null,
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
      for (const entry of db
        .select()
        .from(history)
        .where(isNotNull(history.chain))
        .orderBy(asc(history.id))
        .all()) {
        chain = link(chain, entry)
        if (chain !== entry.chain) return entry.id
      }
      return null
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
