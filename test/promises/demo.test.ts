// `npm start`, as a stranger runs it (without the installation).

import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../system/free-port.ts'
import { visit, visitSecurely } from '../system/visit.ts'

const START = join(import.meta.dirname, '..', '..', 'packages', 'demo', 'start.mjs')
const SITE = 'www.customer.example'
const ports: Record<string, string> = {}
let folder: string
const running: ChildProcess[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellknown-demo-'))
  for (const name of ['API', 'HTTP', 'TLS', 'CA', 'DNS', 'ORIGIN', 'MANAGE']) {
    ports[`DEMO_${name}_PORT`] = String(await freePort())
  }
})
afterAll(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

type Demo = {
  readonly child: ChildProcess
  said(words: string): Promise<void>
  readonly output: () => string
}

function start(extra: Record<string, string> = {}): Demo {
  const child = spawn(process.execPath, [START], {
    env: { ...process.env, DEMO_FOLDER: folder, ...ports, ...extra },
  })
  running.push(child)
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
  }
}

async function stop({ child }: Demo): Promise<number | null> {
  child.kill('SIGINT')
  if (child.exitCode === null) await once(child, 'exit')
  return child.exitCode
}

const rootOf = (): string => readFileSync(join(folder, 'practice-root.pem'), 'utf8')
const serve = () => visitSecurely('127.0.0.1', Number(ports['DEMO_TLS_PORT']), SITE, rootOf())

test('it goes live by itself, blocks plain visitors on both edges, stops at Ctrl-C, and finds its data again', async () => {
  const first = start()
  await first.said('LIVE')
  await first.said('Ctrl-C stops everything')
  const seen = await serve()
  expect(seen.body).toContain('Blocked by a rule')
  for (const address of ['127.0.0.1', '127.0.0.2']) {
    expect((await visit(address, Number(ports['DEMO_HTTP_PORT']), SITE)).status).toBe(403)
  }
  // What the CA saw is told, perspective by perspective.
  expect(first.output()).toMatch(/The CA, perspective primary, at 127\.0\.0\.[12], the (Node edge|worker)/)
  expect(await stop(first)).toBe(0)
  expect(first.output()).toContain('Stopped')

  const second = start()
  await second.said('served over HTTPS already')
  expect((await serve()).serial).toBe(seen.serial)
  // A crash leaves nothing in the way of the next start.
  second.child.kill('SIGKILL')
  await once(second.child, 'exit')
  const third = start()
  await third.said('served over HTTPS already')
  expect((await serve()).serial).toBe(seen.serial)
  expect(await stop(third)).toBe(0)
})

test('what keeps it from starting is said in one clear sentence', async () => {
  const misread = start({ DEMO_TLS_PORT: 'x' })
  await once(misread.child, 'exit')
  expect(misread.output()).toBe('DEMO_TLS_PORT must be a port between 1 and 65535; it is "x".\n')
  const other = createServer().listen(Number(ports['DEMO_API_PORT']), '127.0.0.1')
  await once(other, 'listening')
  const blocked = start()
  await once(blocked.child, 'exit')
  other.close()
  expect([blocked.child.exitCode, blocked.output().trim()]).toEqual([
    1,
    `Port ${ports['DEMO_API_PORT']} on 127.0.0.1 is taken by another program: stop that, or set DEMO_API_PORT.`,
  ])
  const unwritable = start({ DEMO_FOLDER: '/dev/null/demo' })
  await once(unwritable.child, 'exit')
  expect(unwritable.output()).toContain('The folder /dev/null/demo cannot be written')
})
