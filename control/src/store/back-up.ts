import { closeSync, fsyncSync, openSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { Raw } from './database.ts'

/** Pages a step; between steps others write. */
const STEP = 2_000

/** SQLite's online backup (https://sqlite.org/backup.html). What another connection writes meanwhile starts it over: after
 *  some of that it is done in one step, and writers wait. */
export async function backUp(raw: Raw, file: string): Promise<void> {
  let before = Number.POSITIVE_INFINITY
  let startedOver = 0
  await raw.backup(file, {
    progress({ remainingPages }) {
      if (remainingPages > before) startedOver++
      before = remainingPages
      return startedOver > 2 ? Number.MAX_SAFE_INTEGER : STEP
    },
  })
  const copy = new Database(file)
  try {
    // A file of its own, without a log beside it.
    copy.pragma('journal_mode = DELETE')
    const said = copy.pragma('quick_check', { simple: true })
    if (said !== 'ok')
      throw new Error(
        `The copy ${file} is damaged (${String(said)}): look at the disk, and at the database itself.`,
      )
  } finally {
    copy.close()
  }
  const handle = openSync(file, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
