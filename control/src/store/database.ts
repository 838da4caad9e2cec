// The SQLite file: how it is opened, and how its tables came to be.

import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isFailing, labelOf } from '@wellknown/lifecycle'
import Database from 'better-sqlite3'
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3'
import type { Situation, State } from './words.ts'

export type Orm = BetterSQLite3Database
export type Transaction = Parameters<Parameters<Orm['transaction']>[0]>[0]
export type Raw = Database.Database

const MIGRATIONS = join(import.meta.dirname, 'migrations')

/** Opens the file and brings its tables up to date. Throws an Error whose message an operator can act on. */
export function openDatabase(file: string): { orm: Orm; raw: Raw } {
  let raw: Raw
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
    raw = new Database(file)
    // Readers do not wait for the writer.
    raw.pragma('journal_mode = WAL')
    // A lost commit could be an order or key the CA already knows of. Set on every connection: one that opens an
    // existing WAL file would start at NORMAL.
    raw.pragma('synchronous = FULL')
    raw.pragma('foreign_keys = ON')
    raw.pragma('busy_timeout = 5000')
    // A checkpoint inside a commit is what makes the slowest claims slow; the ticker does it apart.
    raw.pragma('wal_autocheckpoint = 0')
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`The database ${file} cannot be opened for writing: ${why}.`, { cause: error })
  }
  addWords(raw)
  migrate(raw)
  keepStatements(raw)
  return { orm: drizzle(raw), raw }
}

/** What SQL has no word for: letters of every script as small ones, and what migrations ask of the lifecycle. */
function addWords(raw: Raw): void {
  const read = (text: unknown): unknown => (typeof text === 'string' ? JSON.parse(text) : null)
  raw.function('fold', { deterministic: true }, (text) =>
    typeof text === 'string' ? text.toLowerCase() : null,
  )
  // The casts: these columns are written by `transition` alone.
  raw.function('label_of', { deterministic: true }, (state, current, https) =>
    labelOf({ state: read(state), current: read(current), https: https === 1 } as Situation),
  )
  raw.function('is_failing', { deterministic: true }, (state) => (isFailing(read(state) as State) ? 1 : 0))
}

/** As many as the store has, and those that differ by the length of a list only. */
const MOST_STATEMENTS = 500

/** The query builder prepares each statement anew; preparing took a quarter of the store's time (measured). */
function keepStatements(raw: Raw): void {
  const prepare = raw.prepare.bind(raw)
  const kept = new Map<string, Database.Statement>()
  const prepareOnce = (source: string): Database.Statement => {
    const statement = kept.get(source) ?? prepare(source)
    if (kept.size >= MOST_STATEMENTS) kept.clear()
    kept.set(source, statement)
    // Whoever had it last may have asked for rows as arrays.
    return statement.reader ? statement.raw(false) : statement
  }
  // The cast: its type says which parameters a statement takes, which nobody here asks of it.
  raw.prepare = prepareOnce as Raw['prepare']
}

/** Applies the numbered migrations that are missing, each in one transaction. */
function migrate(raw: Raw): void {
  raw.exec(
    'CREATE TABLE IF NOT EXISTS migration (name TEXT PRIMARY KEY, applied INTEGER NOT NULL) WITHOUT ROWID',
  )
  const files = readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
  const applied = new Set(
    raw
      .prepare('SELECT name FROM migration')
      .pluck()
      .all()
      .map((name) => name as string),
  )
  const unknown = [...applied].find((name) => !files.includes(name))
  if (unknown !== undefined) {
    throw new Error(`The database was made by a newer version (migration ${unknown}); start that version.`)
  }
  for (const file of files.filter((name) => !applied.has(name))) {
    raw
      .transaction(() => {
        raw.exec(readFileSync(join(MIGRATIONS, file), 'utf8'))
        raw.prepare('INSERT INTO migration (name, applied) VALUES (?, ?)').run(file, Date.now())
      })
      .immediate()
  }
}
