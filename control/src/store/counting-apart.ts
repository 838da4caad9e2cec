// Counting in a thread of its own, over a connection that only reads: whoever serves and issues goes on meanwhile.

import { Worker } from 'node:worker_threads'
import type { Counting } from './counting.ts'

export type Asked = { readonly id: number; readonly call: keyof Counting; readonly given: readonly unknown[] }
export type Told = { readonly id: number } & ({ readonly answer: unknown } | { readonly error: string })

type Waiting = { readonly resolve: (answer: unknown) => void; readonly reject: (error: Error) => void }

/** Counts in the database at `file`. The thread begins with the first question, and anew after one that ended it: those that waited
 *  then are rejected. */
export function countApart(file: string): Counting & { close(): Promise<void> } {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | null = null
  let last = 0

  function begin(): Worker {
    const worker = new Worker(new URL('counting-thread.ts', import.meta.url), { workerData: file })
    // Nobody stays alive for the sake of counting.
    worker.unref()
    const end = (error: Error): void => {
      if (thread !== worker) return
      thread = null
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    }
    worker.on('message', (told: Told) => {
      const asker = waiting.get(told.id)
      waiting.delete(told.id)
      if ('error' in told) asker?.reject(new Error(told.error))
      else asker?.resolve(told.answer)
    })
    worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
    worker.on('exit', () => end(new Error('It is not counted any more.')))
    return worker
  }
  const ask =
    <Call extends keyof Counting>(call: Call) =>
    (...given: Parameters<Counting[Call]>): ReturnType<Counting[Call]> => {
      const id = ++last
      thread ??= begin()
      const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      thread.postMessage({ id, call, given } satisfies Asked)
      // The cast: the thread answers with what the same call of `countingIn` gives.
      return answer as ReturnType<Counting[Call]>
    }
  return {
    measure: ask('measure'),
    countSpent: ask('countSpent'),
    tally: ask('tally'),
    countBehind: ask('countBehind'),
    countWanted: ask('countWanted'),
    findBehind: ask('findBehind'),
    close: async () => void (await thread?.terminate()),
  }
}
