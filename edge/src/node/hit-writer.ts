// Hits on their way into the shelf's file: gathered, and written by and by. Nothing is promised of them, so that no write
// waits for the disk and none can fail anything else.

import type Database from 'better-sqlite3'
import { HITS, type Hit } from '@wellknown/wire'
import { addHit, dropHits } from '../shelf/hits.ts'
import { isHeld, type Sql } from '../shelf/sql.ts'

const WRITE_EVERY_MS = 250
/** What comes beyond them before they are written is lost. */
const MOST_AT_ONCE = 500
const DROP_EVERY_MS = HITS.kept / 96

export type HitWriter = {
  add(host: string, hit: Hit): void
  /** Writes what has gathered, now. */
  write(): void
  close(): void
}

/** `sql` runs on `database`, whose commits are durable but for those of hits. */
export function createHitWriter(database: Database.Database, sql: Sql): HitWriter {
  const waiting: { readonly host: string; readonly hit: Hit }[] = []
  let timer: NodeJS.Timeout | null = null
  let closed = false
  const addAll = database.transaction((batch: typeof waiting) => {
    for (const { host, hit } of batch) if (isHeld(sql, host)) addHit(sql, host, hit)
  })
  const dropOld = database.transaction(() => dropHits(sql, Date.now()))

  function lazily(work: () => unknown): void {
    try {
      database.pragma('synchronous = OFF')
      work()
    } catch {
      // A full disk is told of where it matters: by the next push.
    } finally {
      database.pragma('synchronous = FULL')
    }
  }
  function write(): void {
    if (timer) clearTimeout(timer)
    timer = null
    const batch = waiting.splice(0)
    if (batch.length > 0) lazily(() => addAll.immediate(batch))
  }
  lazily(() => dropOld.immediate())
  const dropping = setInterval(() => lazily(() => dropOld.immediate()), DROP_EVERY_MS).unref()
  return {
    add(host, hit) {
      // The answer to a last visitor may be noted when the file is closed already.
      if (closed) return
      if (waiting.length < MOST_AT_ONCE) waiting.push({ host, hit })
      timer ??= setTimeout(write, WRITE_EVERY_MS).unref()
    },
    write,
    close() {
      clearInterval(dropping)
      write()
      closed = true
    },
  }
}
