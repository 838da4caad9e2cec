// The thread that counts: it is asked in messages and answers in messages.

import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Asked, Told } from './counting-apart.ts'
import { countingIn } from './counting.ts'

// The cast: the path is what a thread of this kind is begun with.
const raw = new Database(workerData as string, { readonly: true })
raw.pragma('busy_timeout = 5000')
const counting = countingIn(drizzle(raw))

parentPort?.on('message', ({ id, call, given }: Asked) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  const tell = (told: Told): void => parentPort?.postMessage(told)
  // The cast: who asks has given what this call takes.
  const asked = counting[call] as (...given: readonly unknown[]) => Promise<unknown>
  asked(...given).then(
    (answer) => tell({ id, answer }),
    (error: unknown) => tell({ id, error: error instanceof Error ? error.message : 'It cannot be counted.' }),
  )
})
