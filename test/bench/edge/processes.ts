// Servers, each a process of its own on one core, and what they have cost. All end with us.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { openSync, readdirSync, readFileSync, writeSync } from 'node:fs'

export type Server = { readonly pid: number; readonly output: () => string }

/** Servers share this core, so that what they cost is comparable; whoever asks them, and the origin, have the other. */
const SERVER_CORE = '1'
const OTHER_CORE = '0'

const running: ChildProcess[] = []
process.once('exit', () => {
  // The whole group: nginx's worker would outlive its master.
  for (const { pid } of running) if (pid !== undefined) process.kill(-pid, 'SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** Starts `command` on the servers' core (the origin: on ours) and waits until it says `ready`. */
export async function start(
  command: string,
  args: readonly string[],
  { ready, env = {}, origin = false }: { ready: string; env?: Record<string, string>; origin?: boolean },
): Promise<Server> {
  const child = spawn('taskset', ['-c', origin ? OTHER_CORE : SERVER_CORE, command, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  running.push(child)
  let output = ''
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      if (output.includes(ready)) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`${command} ended with ${code}: ${output}`)))
  })
  if (child.pid === undefined) throw new Error(`${command} has no process.`)
  return { pid: child.pid, output: () => output }
}

/** Keeps this process, all its threads, off the servers' core. */
export function keepAside(): void {
  spawnSync('taskset', ['-acp', OTHER_CORE, String(process.pid)])
}

/** Keeps idle cores awake for as long as we run, and says whether that could be done. On a virtual machine to wake a core is
 *  charged to whoever writes to a socket, and the slower of two servers finds the other core asleep more often: some ten
 *  microseconds a request that are not its own (Linux, PM QoS interface). */
export function keepAwake(): boolean {
  try {
    // Held open until we end.
    writeSync(openSync('/dev/cpu_dma_latency', 'w'), Buffer.alloc(4))
    return true
  } catch {
    return false
  }
}

/** Nanoseconds that all threads of a process and of its children have run so far. Another's use of the core does not
 *  count, only what it does to caches. */
export function cpuOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`)
  const own = threads.reduce((sum, thread) => sum + runTime(`/proc/${pid}/task/${thread}/schedstat`), 0)
  const children = read(`/proc/${pid}/task/${pid}/children`).trim().split(/\s+/).filter(Boolean)
  return children.reduce((sum, child) => sum + cpuOf(Number(child)), own)
}

const runTime = (file: string): number => Number(read(file).split(' ')[0])

/** A thread may have ended since it was listed. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return '0'
  }
}
