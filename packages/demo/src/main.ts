// `npm start`: the whole product on one machine, with a CA of our own, and an account of what happens.

import { join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { diagnosis, tellEntry, tellName, tellPart, tellStatus, tellValidation, timeline } from './account.ts'
import { describeCommands } from './commands.ts'
import { callApi, settleCustomer } from './customer.ts'
import { openFolder } from './folder.ts'
import { demandPorts } from './free-ports.ts'
import { readPorts, readRetryAfter, SITE, ZONE } from './settings.ts'
import { describeShell } from './shell.ts'
import { startTown } from './town.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
const LOOK_EVERY_MS = 300

const started = Date.now()
function tell(text: string): void {
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6)
  for (const line of text.split('\n')) console.log(`${seconds} s  ${line}`)
}

async function run(): Promise<void> {
  const ports = readPorts(process.env)
  const retryAfter = readRetryAfter(process.env)
  const folder = openFolder(process.env['DEMO_FOLDER'] ?? join(ROOT, 'data', 'demo'))
  const near = relative(process.cwd(), folder.path)
  const shown = near.startsWith('..') ? resolve(folder.path) : near || '.'
  await demandPorts(ports)
  tell(`Starting: practice CA, DNS for ${ZONE}, an origin, two edges (Node and worker), the control plane.`)
  const town = await startTown(ports, folder, retryAfter, {
    ca: (line) => tellIf(tellValidation(line)),
    control: (line) => {
      if (line['level'] === 'alarm' || line['level'] === 'error') tell(`ALARM ${JSON.stringify(line)}`)
    },
    names: (name, records) => tell(tellName(name, records)),
    parts: (name, up) => tell(tellPart(name, up)),
  })
  const life = new AbortController()
  const stop = (): void => {
    life.abort()
    tell('Stopping.')
    void town.close().then(() => tell('Stopped: every edge, workerd included.'))
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)

  tell(
    `Running. ${town.fresh ? 'There was no data yet.' : `Data of an earlier start was found in ${shown}.`}`,
  )
  const call = (path: string) => callApi(town.apiUrl, folder.token, 'GET', path)
  const ids = await settleCustomer(town.apiUrl, folder.token, ports)
  folder.save('env', describeShell(ports, resolve(folder.path), ids))
  tell(
    `The customer's site is ${SITE}, with two rules that block every visitor and, elsewhere, every validation.`,
  )
  await follow(life.signal, call, { resource: ids.resource, fresh: town.fresh }, () => {
    console.log(describeCommands(ports, shown))
  })
}

/** Tells the timeline as it grows, and what each change comes to; `whenServed` once, as soon as the site is served over
 *  HTTPS. */
async function follow(
  signal: AbortSignal,
  call: (path: string) => Promise<unknown>,
  { resource, fresh }: { readonly resource: number; readonly fresh: boolean },
  whenServed: () => void,
): Promise<void> {
  const path = `/cdn/resources/${resource}`
  const read = async (after: number) => timeline.parse(await call(`${path}/ssl/le/timeline?after=${after}`))
  let last = 0
  let status = ''
  // What happened in an earlier start was told then.
  for (let past = fresh ? [] : await read(0); past.length > 0; past = await read(last))
    last = past.at(-1)?.id ?? last
  let served = !fresh && z.object({ sslEnabled: z.boolean() }).parse(await call(path)).sslEnabled
  if (served) {
    tell('It is served over HTTPS already, with the certificate of an earlier start.')
    whenServed()
  }
  while (!signal.aborted) {
    const entries = await read(last)
    for (const entry of entries) {
      last = entry.id
      tellIf(tellEntry(entry))
    }
    if (entries.length > 0) {
      const now = tellStatus(diagnosis.parse(await call(`${path}/ssl/le/diagnosis`)))
      if (now !== status) tell(now)
      status = now
    }
    if (!served && entries.some(({ event }) => event === 'live')) {
      served = true
      whenServed()
    }
    await pause(signal)
  }
}

function tellIf(text: string | null): void {
  if (text !== null) tell(text)
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, LOOK_EVERY_MS)
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}

try {
  await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  // Whatever was started has been closed again, or is watched over by guards of its own.
  process.exit(1)
}
