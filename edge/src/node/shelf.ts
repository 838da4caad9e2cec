// The shelf in a file of its own: an edge that starts while the control plane is down serves its last state.

import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { tokensDocument, type Self } from '@wellknown/wire'
import Database from 'better-sqlite3'
import { createHitTables, forgetHits, readHits } from '../shelf/hits.ts'
import type { Held, Shelf } from '../shelf/port.ts'
import { createTables, letsGo, putDocument, readHeld, type Sql } from '../shelf/sql.ts'
import { createHitWriter } from './hit-writer.ts'

function createIdentity(sql: Sql): void {
  sql('CREATE TABLE IF NOT EXISTS shelf (id TEXT NOT NULL)')
  if (sql('SELECT 1 FROM shelf').length === 0) sql('INSERT INTO shelf (id) VALUES (?)', randomUUID())
  // The newest is asked for every few seconds.
  sql('CREATE INDEX IF NOT EXISTS document_newest ON document (epoch, rev)')
}

function describe(sql: Sql): NonNullable<Self['shelf']> {
  const [shelf] = sql('SELECT id FROM shelf')
  const [newest] = sql('SELECT epoch, rev FROM document ORDER BY epoch DESC, rev DESC LIMIT 1')
  const { epoch = 0, rev = 0 } = newest ?? {}
  return { id: String(shelf?.['id']), epoch: Number(epoch), rev: Number(rev) }
}

type LiveTokens = ReadonlyMap<string, { readonly thumbprint: string; readonly expires: number }>

/** By token, those past their time too. The shelf holds what was checked when it was put. */
function tokensOf(held: Held | null): LiveTokens {
  const { entries } = tokensDocument.parse(JSON.parse(held?.document ?? '{"entries":[]}'))
  return new Map(entries.map(({ token, ...live }) => [token, live]))
}

export type NodeShelf = Shelf & {
  /** The hosts of the newest certificates on it, so many at most. */
  certificateHosts(most: number): readonly string[]
  /** Takes every certificate off it, and gives how many. It is another shelf from then on: no receipt for it holds. */
  forgetCertificates(): number
  close(): void
}

/** `SHELF_FILE` where it is not set. */
export const DEFAULT_SHELF = './data/shelf.db'

/** Opens the shelf at `file` (`:memory:` for none). A receipt promises durability, hence synchronous=FULL. */
export function openShelf(file: string): NodeShelf {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('busy_timeout = 5000')
  const prepared = new Map<string, Database.Statement>()
  const sql: Sql = (text, ...values) => {
    const statement = prepared.get(text) ?? database.prepare(text)
    prepared.set(text, statement)
    if (!statement.reader) {
      statement.run(...values)
      return []
    }
    return statement.all(...values) as Record<string, unknown>[]
  }
  createTables(sql)
  createHitTables(sql)
  createIdentity(sql)
  const put = database.transaction((...given: Parameters<typeof putDocument>) => {
    const outcome = putDocument(...given)
    const [, push, , , now] = given
    if (outcome.is === 'held' && letsGo(push)) forgetHits(sql, push.host, now)
    return outcome
  })
  const forgetCertificates = database.transaction(() => {
    const [found] = sql(`SELECT count(*) AS many FROM document WHERE ${CERTIFICATES}`)
    sql(`DELETE FROM document WHERE ${CERTIFICATES}`)
    sql('UPDATE shelf SET id = ?', randomUUID())
    return Number(found?.['many'])
  })
  const hits = createHitWriter(database, sql)
  const seen = rememberReads<Held | null>(database)
  const live = rememberReads<LiveTokens>(database)
  return {
    lookupIsFree: true,
    async lookup(host, token, now) {
      const found = live.of(host, () => tokensOf(readHeld(sql, host, 'tokens'))).get(token)
      return found !== undefined && found.expires > now ? found.thumbprint : null
    },
    async put(push, sha256, nonce, now) {
      const outcome = put.immediate(sql, push, sha256, nonce, now)
      seen.forget(`${push.host} ${push.kind}`)
      live.forget(push.host)
      return outcome
    },
    held: async (host, kind) => seen.of(`${host} ${kind}`, () => readHeld(sql, host, kind)),
    describe: async () => describe(sql),
    note: async (host, hit) => hits.add(host, hit),
    hits: async (host, now) => {
      hits.write()
      return readHits(sql, host, now)
    },
    certificateHosts: (most) =>
      sql(`SELECT host FROM document WHERE ${CERTIFICATES} ORDER BY epoch DESC, rev DESC LIMIT ?`, most).map(
        ({ host }) => String(host),
      ),
    forgetCertificates: () => forgetCertificates.immediate(),
    close() {
      hits.close()
      database.close()
    },
  }
}

/** Those that were deleted keep their revision. */
const CERTIFICATES = "kind = 'certificate' AND body IS NOT NULL"

/** So many answers, and no document longer than this many characters: what every request asks for again. */
const MOST_SEEN = 1000
const LONGEST_SEEN = 32_768

/** What was read before. SQLite says when another process has written; what we write ourselves we forget. */
function rememberReads<value>(database: Database.Database) {
  const version = database.prepare('PRAGMA data_version').pluck()
  const seen = new Map<string, value>()
  let seenAt = version.get()
  return {
    of(key: string, read: () => value): value {
      const now = version.get()
      if (now !== seenAt) seen.clear()
      seenAt = now
      const known = seen.get(key)
      if (known !== undefined) return known
      const value = read()
      if (isLong(value)) return value
      if (seen.size >= MOST_SEEN) seen.clear()
      seen.set(key, value)
      return value
    },
    forget: (key: string): void => void seen.delete(key),
  }
}

const isLong = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'document' in value &&
  String(value.document).length > LONGEST_SEEN
