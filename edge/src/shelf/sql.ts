// The shelf's tables and statements, for any SQLite: the one inside a Durable Object and a file under Node.

import type { Kind, Push } from '@wellknown/wire'
import type { Held, Put } from './port.ts'

/** Runs one statement and gives its rows. */
export type Sql = (
  statement: string,
  ...values: readonly (string | number | null)[]
) => Record<string, unknown>[]

/** A used nonce is kept this long after its signature ran out, which covers the clock skew that verification allows. */
const NONCE_GRACE_SECONDS = 120

export function createTables(sql: Sql): void {
  sql('CREATE TABLE IF NOT EXISTS nonce (nonce TEXT PRIMARY KEY, expires INTEGER NOT NULL) WITHOUT ROWID')
  sql(`CREATE TABLE IF NOT EXISTS document (host TEXT, kind TEXT, epoch INTEGER NOT NULL, rev INTEGER NOT NULL,
       sha256 TEXT NOT NULL, body TEXT, PRIMARY KEY (host, kind)) WITHOUT ROWID`)
}

export function readHeld(sql: Sql, host: string, kind: Kind): Held | null {
  const row = sql('SELECT epoch, rev, sha256, body FROM document WHERE host = ? AND kind = ?', host, kind)[0]
  if (!row) return null
  const document = typeof row['body'] === 'string' ? row['body'] : null
  return { epoch: Number(row['epoch']), rev: Number(row['rev']), sha256: String(row['sha256']), document }
}

/** Does the host hold anything that was not deleted? */
export const isHeld = (sql: Sql, host: string): boolean =>
  sql('SELECT 1 FROM document WHERE host = ? AND body IS NOT NULL LIMIT 1', host).length > 0

/** Does this push, once held, let its host go? */
export const letsGo = ({ kind, document }: Push): boolean => kind === 'config' && document === null

/** Must run in one transaction: the caller sees to that. */
export function putDocument(
  sql: Sql,
  push: Push,
  sha256: string,
  nonce: { value: string; expires: number },
  now: number,
): Put {
  sql('DELETE FROM nonce WHERE expires < ?', now / 1000 - NONCE_GRACE_SECONDS)
  if (sql('SELECT 1 FROM nonce WHERE nonce = ?', nonce.value).length > 0) return { is: 'replayed' }
  sql('INSERT INTO nonce (nonce, expires) VALUES (?, ?)', nonce.value, nonce.expires)
  const { host, kind, epoch, rev } = push
  const held = readHeld(sql, host, kind)
  if (held && held.epoch === epoch && held.rev === rev && held.sha256 === sha256) return { is: 'held', held }
  if (held && (held.epoch > epoch || (held.epoch === epoch && held.rev >= rev))) {
    return { is: 'stale', held: { epoch: held.epoch, rev: held.rev } }
  }
  const body = push.document === null ? null : JSON.stringify(push.document)
  sql(
    'INSERT OR REPLACE INTO document (host, kind, epoch, rev, sha256, body) VALUES (?, ?, ?, ?, ?, ?)',
    host,
    kind,
    epoch,
    rev,
    sha256,
    body,
  )
  return { is: 'held', held: { epoch, rev, sha256, document: body } }
}
