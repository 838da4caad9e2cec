// `npm start`, as a stranger runs it (without the installation).

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

const START = join(import.meta.dirname, '..', '..', 'packages', 'demo', 'start.mjs')
const PORTS = [
  'API',
  'HTTP',
  'TLS',
  'CA',
  'STAGING',
  'DNS',
  'ORIGIN',
  'MANAGE',
  'NAMES',
  'PARTS',
  'METRICS',
  'RESPONDER',
] as const

/** A folder and ports of its own, for one demo after the other. */
export type Place = {
  readonly folder: string
  /** DEMO_…_PORT. */
  readonly ports: Readonly<Record<string, string>>
  /** Starts a demo; it is killed with the place, at the latest. */
  start(extra?: Readonly<Record<string, string>>): Demo
  close(): void
}

export type Demo = {
  readonly child: ChildProcess
  /** Resolves once it has said these words. */
  said(words: string): Promise<void>
  readonly output: () => string
  /** Ctrl-C; the exit code. */
  stop(): Promise<number | null>
}

export async function findPlace(): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'wellknown-demo-'))
  const ports: Record<string, string> = {}
  for (const name of PORTS) ports[`DEMO_${name}_PORT`] = String(await freePort())
  const running: ChildProcess[] = []
  return {
    folder,
    ports,
    start(extra = {}) {
      const demo = startDemo({ DEMO_FOLDER: folder, ...ports, ...extra })
      running.push(demo.child)
      return demo
    },
    close() {
      for (const child of running) child.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function startDemo(env: Readonly<Record<string, string>>): Demo {
  const child = spawn(process.execPath, [START], { env: { ...process.env, ...env } })
  let output = ''
  let wake = (): void => undefined
  const hear = (chunk: Buffer): void => {
    output += chunk.toString()
    wake()
  }
  child.once('exit', () => wake())
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return {
    child,
    output: () => output,
    async said(words) {
      while (!output.includes(words)) {
        if (child.exitCode !== null) throw new Error(`It ended without saying "${words}":\n${output}`)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
    async stop() {
      child.kill('SIGINT')
      if (child.exitCode === null) await once(child, 'exit')
      return child.exitCode
    },
  }
}
