// The ring of hits, for any SQLite. What was answered and what was not have room of their own: nobody who guesses tokens
// pushes a validator's visit out.

import { HITS, type Hit } from '@wellknown/wire'
import type { Sql } from './sql.ts'

export function createHitTables(sql: Sql): void {
  sql(`CREATE TABLE IF NOT EXISTS hit (id INTEGER PRIMARY KEY, host TEXT NOT NULL, answered INTEGER NOT NULL,
       token_hash TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL)`)
  // A host's ring is read and cut to length; what is too old goes, whosever it is.
  sql('CREATE INDEX IF NOT EXISTS hit_host ON hit (host, answered, id)')
  sql('CREATE INDEX IF NOT EXISTS hit_at ON hit (at)')
  sql('CREATE TABLE IF NOT EXISTS forgotten (host TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID')
}

/** Must run in one transaction: the caller sees to that. */
export function addHit(sql: Sql, host: string, hit: Hit): void {
  const { at, tokenHash } = hit
  if (sql('SELECT 1 FROM forgotten WHERE host = ? AND at >= ?', host, at).length > 0) return
  const [same] = sql('SELECT count(*) AS many FROM hit WHERE host = ? AND token_hash = ?', host, tokenHash)
  if (Number(same?.['many']) >= HITS.perToken) return
  const answered = hit.result === 'answered' ? 1 : 0
  sql(
    'INSERT INTO hit (host, answered, token_hash, at, body) VALUES (?, ?, ?, ?, ?)',
    host,
    answered,
    tokenHash,
    at,
    JSON.stringify(hit),
  )
  sql(
    `DELETE FROM hit WHERE host = ? AND answered = ? AND id <=
       (SELECT id FROM hit WHERE host = ? AND answered = ? ORDER BY id DESC LIMIT 1 OFFSET ?)`,
    host,
    answered,
    host,
    answered,
    answered === 1 ? HITS.answered : HITS.others,
  )
}

/** Those of a host that are kept at `now`, oldest first. */
export const readHits = (sql: Sql, host: string, now: number): readonly Hit[] =>
  // The cast: only addHit writes them.
  sql('SELECT body FROM hit WHERE host = ? AND at > ? ORDER BY id', host, now - HITS.kept).map(
    ({ body }) => JSON.parse(String(body)) as Hit,
  )

/** The host is let go: nothing of it stays, and what comes late of the time before is not taken. */
export function forgetHits(sql: Sql, host: string, now: number): void {
  sql('DELETE FROM hit WHERE host = ?', host)
  sql('INSERT OR REPLACE INTO forgotten (host, at) VALUES (?, ?)', host, now)
}

/** Drops what is older than it is kept; says whether anything is left. */
export function dropHits(sql: Sql, now: number): boolean {
  sql('DELETE FROM hit WHERE at <= ?', now - HITS.kept)
  sql('DELETE FROM forgotten WHERE at <= ?', now - HITS.kept)
  return sql('SELECT 1 FROM hit LIMIT 1').length + sql('SELECT 1 FROM forgotten LIMIT 1').length > 0
}
