// The parts of the product, started as its documentation says: by `wellknown`, each a process of its own.

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateSigningKey } from '@wellknown/wire'
import { afterEach, beforeEach, expect, test } from 'vitest'

const COMMAND = join(import.meta.dirname, '..', '..', 'packages', 'cli', 'wellknown.mjs')
let folder: string
const running: ChildProcess[] = []
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'wellknown-servers-'))))
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

async function settings(): Promise<Record<string, string>> {
  const { publicJwk } = await generateSigningKey()
  return {
    POP: 'by-hand',
    ADMIN_HOST: 'admin.edge.test',
    ADMIN_JWKS: JSON.stringify({ keys: [publicJwk] }),
    ACME_THUMBPRINTS: 'T'.repeat(43),
    HTTP_LISTEN: '127.0.0.1:0',
    SHELF_FILE: join(folder, 'shelf.db'),
    SEAL_KEY_FILE: join(folder, 'seal.jwk'),
    PERSIST: join(folder, 'worker'),
  }
}

/** Starts `wellknown …` and gives what it says until `awaited` is there, or until it has ended. */
async function run(
  words: readonly string[],
  env: Readonly<Record<string, string>>,
  awaited?: RegExp,
): Promise<{ child: ChildProcess; output: string }> {
  const child = spawn(process.execPath, [COMMAND, ...words], { cwd: folder, env: { ...process.env, ...env } })
  running.push(child)
  let output = ''
  await new Promise<void>((resolve) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString()
      if (awaited?.test(output)) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('close', () => resolve())
  })
  return { child, output }
}

test.each([[['edge']], [['edge', '--worker']]])(
  'wellknown %j answers until it is told to stop',
  async (words) => {
    const { child, output } = await run(words, await settings(), /answers HTTP on port \d+/)
    const port = /port (\d+)/.exec(output)?.[1]
    expect(output).toMatch(/^edge by-hand .*answers HTTP/)
    const answer = await fetch(`http://127.0.0.1:${port}/`)
    expect(answer.status).toBe(421)
    child.kill('SIGTERM')
    const [code] = (await once(child, 'exit')) as [number]
    expect(code).toBe(0)
  },
)

test('wellknown edge --forget-certificates ends with what it has taken away', async () => {
  const given = await settings()
  const none = await run(['edge', '--forget-certificates'], given)
  expect([none.child.exitCode, none.output]).toEqual([1, expect.stringContaining('SHELF_FILE')])
  const { child } = await run(['edge'], given, /answers HTTP/)
  child.kill('SIGTERM')
  await once(child, 'exit')
  const done = await run(['edge', '--forget-certificates'], given)
  expect([done.child.exitCode, done.output]).toEqual([0, expect.stringContaining('0 certificates taken off')])
})

test('wellknown serve names every setting it lacks', async () => {
  const { child, output } = await run(['serve'], { ACME_DIRECTORY_URL: '', CNAME_TARGET: '' })
  expect(child.exitCode).toBe(1)
  for (const name of ['ACME_DIRECTORY_URL', 'CNAME_TARGET']) expect(output).toContain(name)
})
