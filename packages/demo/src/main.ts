// `npm start`: the whole product on one machine, with a CA of our own, and an account of what happens.

import { join, relative } from 'node:path'
import { tellEntry, tellValidation, timeline } from './account.ts'
import { describeCommands } from './commands.ts'
import { callApi, settleCustomer } from './customer.ts'
import { watchDetours } from './detours.ts'
import { openFolder } from './folder.ts'
import { demandPorts } from './free-ports.ts'
import { readPorts, SITE, ZONE } from './settings.ts'
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
  const folder = openFolder(process.env['DEMO_FOLDER'] ?? join(ROOT, 'data', 'demo'))
  const shown = relative(process.cwd(), folder.path) || '.'
  await demandPorts(ports)
  tell(`Starting: practice CA, DNS for ${ZONE}, an origin, two edges (Node and worker), the control plane.`)
  const town = await startTown(ports, folder, {
    ca: (line) => tellIf(tellValidation(line)),
    control: (line) => {
      if (line['level'] === 'alarm' || line['level'] === 'error') tell(`ALARM ${JSON.stringify(line)}`)
    },
  })
  const life = new AbortController()
  const detours = watchDetours(folder.file('dns.json'), town.dns, tell)
  const stop = (): void => {
    life.abort()
    detours.stop()
    tell('Stopping.')
    void town.close().then(() => tell('Stopped: every edge, workerd included.'))
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)

  tell(
    `Running. ${town.fresh ? 'There was no data yet.' : `Data of an earlier start was found in ${shown}.`}`,
  )
  const ids = await settleCustomer(town.apiUrl, folder.token, ports)
  tell(
    `The customer's site is ${SITE}, with two rules that block every visitor and, elsewhere, every validation.`,
  )
  await follow(life.signal, town.apiUrl, folder.token, ids.resource, () => {
    console.log(describeCommands(ports, shown, ids))
  })
}

/** Tells the timeline as it grows; `whenServed` once, as soon as the site is served over HTTPS. */
async function follow(
  signal: AbortSignal,
  apiUrl: string,
  token: string,
  resource: number,
  whenServed: () => void,
): Promise<void> {
  const path = `/cdn/resources/${resource}`
  const read = async (after: number) =>
    timeline.parse(await callApi(apiUrl, token, 'GET', `${path}/ssl/le/timeline?after=${after}`))
  // What happened in an earlier start was told then.
  let last = 0
  let served = false
  const past = await read(0)
  if (past.some(({ event, to }) => event === 'live' && to === 'active')) {
    last = past.at(-1)?.id ?? 0
    served = true
    tell('It is served over HTTPS already, with the certificate of an earlier start.')
    whenServed()
  }
  while (!signal.aborted) {
    for (const entry of await read(last)) {
      last = entry.id
      tellIf(tellEntry(entry))
      if (entry.event === 'live' && !served) {
        served = true
        whenServed()
      }
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
