// The two entries started by hand: they say what is wrong in one sentence, and leave nothing behind.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createIdentity } from '../black-box/driver.ts'

const entryOf = (name: string): string => join(import.meta.dirname, '..', name)
let folder: string
let settings: Record<string, string>
const running: ChildProcess[] = []

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellknown-entry-'))
  settings = {
    ...(await createIdentity('hand')).settings,
    PERSIST: join(folder, 'worker'),
    SHELF_FILE: join(folder, 'shelf.db'),
    SEAL_KEY_FILE: join(folder, 'seal.jwk'),
  }
})
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

function start(entry: string, env: Record<string, string>): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [entryOf(entry)], { env: { ...process.env, ...env } })
  running.push(child)
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return { child, output: () => output }
}

/** What a failed start says. */
async function fail(entry: string, env: Record<string, string>): Promise<string> {
  const { child, output } = start(entry, env)
  await once(child, 'close')
  expect(child.exitCode).toBe(1)
  return output().trim()
}

type Process = {
  readonly pid: number
  readonly name: string
  readonly state: string
  readonly parent: number
}
function processes(): readonly Process[] {
  return readdirSync('/proc').flatMap((entry) => {
    try {
      const [, pid, name, state, parent] =
        /^(\d+) \((.*)\) (\S) (\d+)/s.exec(readFileSync(`/proc/${entry}/stat`, 'utf8')) ?? []
      return name === undefined || state === undefined
        ? []
        : [{ pid: Number(pid), name, state, parent: Number(parent) }]
    } catch {
      return []
    }
  })
}
/** A process that has ended but that nobody has asked about yet (Z) is gone. */
const runs = (pid: number): boolean => processes().some((each) => each.pid === pid && each.state !== 'Z')

async function startWorker(): Promise<{ child: ChildProcess; workerd: number }> {
  const { child, output } = start('worker-local.ts', { ...settings, HTTP_LISTEN: '127.0.0.1:0' })
  while (!output().includes('answers HTTP')) await once(child.stdout ?? child, 'data')
  const workerd = processes().find(({ name, parent }) => name === 'workerd' && parent === child.pid)
  if (!workerd) throw new Error('There is no workerd.')
  return { child, workerd: workerd.pid }
}

async function gone(pid: number): Promise<void> {
  while (runs(pid)) await new Promise((resolve) => setTimeout(resolve, 10))
}

test('workerd ends with the worker’s entry, at SIGTERM and when it is killed', async () => {
  const stopped = await startWorker()
  stopped.child.kill('SIGTERM')
  await once(stopped.child, 'exit')
  await gone(stopped.workerd)
  const killed = await startWorker()
  killed.child.kill('SIGKILL')
  await once(killed.child, 'exit')
  await gone(killed.workerd)
})

test.each(['node.ts', 'worker-local.ts'])('%s names the settings it lacks, all at once', async (entry) => {
  const said = await fail(entry, { POP: '', ADMIN_HOST: '', ADMIN_JWKS: '{}', ACME_THUMBPRINTS: 'x' })
  // One line for each, and no stack.
  expect(said.split('\n')).toEqual([
    'This edge cannot start:',
    ...['POP', 'ADMIN_HOST', 'ACME_THUMBPRINTS', 'ADMIN_JWKS'].map((name) =>
      expect.stringContaining(`- ${name}`),
    ),
  ])
})

test.each(['node.ts', 'worker-local.ts'])('%s names a port that is taken', async (entry) => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const said = await fail(entry, { ...settings, HTTP_LISTEN: `127.0.0.1:${port}` })
  other.close()
  expect(said).toContain(`127.0.0.1:${port}`)
  expect(said.split('\n')).toHaveLength(1)
})

test.each([
  ['node.ts', 'SHELF_FILE'],
  ['worker-local.ts', 'PERSIST'],
])('%s names a folder that cannot be written', async (entry, setting) => {
  const said = await fail(entry, { ...settings, HTTP_LISTEN: '127.0.0.1:0', [setting]: '/dev/null/shelf' })
  expect(said).toContain('/dev/null')
  expect(said.split('\n')).toHaveLength(1)
})
