// workerd does not end when its parent is killed: a watcher that outlives us ends it then.

import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

export type Guard = {
  /** To be called once workerd has ended as it should. */
  dismiss(): void
}

/** Watches over the workerd processes this process has started so far. Linux only, as all of Node's entry is. */
export function guardWorkerd(): Guard {
  const pids = childrenNamed('workerd')
  // The pipe is closed by the kernel when we die, however that happens.
  const watcher = spawn('sh', ['-c', `cat >/dev/null; kill -9 ${pids.join(' ')} 2>/dev/null`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watcher.unref()
  watcher.on('error', () => undefined)
  return { dismiss: () => void watcher.kill('SIGKILL') }
}

/** The ids of our own child processes of that name. */
function childrenNamed(name: string): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      const stat = readStat(pid)
      return stat?.parent === process.pid && stat.name === name
    })
}

function readStat(pid: number): { name: string; parent: number } | null {
  try {
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return name === undefined ? null : { name, parent: Number(parent) }
  } catch {
    return null
  }
}
