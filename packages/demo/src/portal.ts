// The portal is built beside everything else: at the lowest priority, and only once the first certificate needs nothing more.

import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { join } from 'node:path'

const BUILD = join(import.meta.dirname, '..', '..', 'portal', 'build', 'main.ts')
/** Where nothing is ever served, the page is wanted all the more. */
const AT_THE_LATEST_MS = 20_000

export type PortalBuild = {
  /** Starts it; once. */
  start(): void
  stop(): void
}

/** Says through `tell` where the portal is, or why it could not be built. */
export function createPortalBuild(url: string, token: string, tell: (text: string) => void): PortalBuild {
  const life = new AbortController()
  let started = false
  const start = (): void => {
    if (started || life.signal.aborted) return
    started = true
    const child = spawn(process.execPath, [BUILD], {
      stdio: ['ignore', 'ignore', 'pipe'],
      signal: life.signal,
    })
    // It may have ended already.
    if (child.pid !== undefined)
      ignoringFaults(() => setPriority(child.pid ?? 0, constants.priority.PRIORITY_LOW))
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-1000)))
    child.on('error', (error) => (said = error.message))
    child.once('close', (code) => {
      if (life.signal.aborted) return
      tell(
        code === 0
          ? `The portal is at ${url}/ (the token to sign in with: ${token}).`
          : `The portal could not be built: ${said.trim()}`,
      )
    })
  }
  const timer = setTimeout(start, AT_THE_LATEST_MS)
  return {
    start,
    stop() {
      clearTimeout(timer)
      life.abort()
    },
  }
}

function ignoringFaults(work: () => void): void {
  try {
    work()
  } catch {
    // Nothing depends on it.
  }
}
