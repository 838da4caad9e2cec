// Repeats a piece of work while the process lives: never twice at once, and a failure does not end it.

import type { Log } from './world.ts'

export type Loop = { stop(): Promise<void> }

/** Calls `work` again `pause` milliseconds after it has ended. */
export function startLoop(name: string, pause: number, work: () => Promise<void>, log: Log): Loop {
  const life = { stopped: false }
  let wake = (): void => undefined
  const rest = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, pause)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  const run = (async () => {
    while (!life.stopped) {
      try {
        await work()
      } catch (error) {
        const told = error instanceof Error ? error.message : 'unknown'
        log({ event: 'loop-failed', level: 'error', loop: name, error: told })
      }
      if (!life.stopped) await rest()
    }
  })()
  return {
    async stop() {
      life.stopped = true
      wake()
      await run
    },
  }
}
