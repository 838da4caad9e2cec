// `npm start`: the whole product on one machine, with a CA of our own, and an account of what happens.

import { join, relative, resolve } from 'node:path'
import { tellName, tellPart, tellValidation } from './account.ts'
import { describeCommands } from './commands.ts'
import { callApi, settleCustomer, type Call } from './customer.ts'
import { openFolder } from './folder.ts'
import { follow, waitForSite } from './follow.ts'
import { demandPorts } from './free-ports.ts'
import { createPortalBuild } from './portal.ts'
import { readPorts, readRetryAfter, SITE, ZONE } from './settings.ts'
import { describeShell, type Ids } from './shell.ts'
import { startTown } from './town.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')

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
  const portal = createPortalBuild(town.apiUrl, join(shown, 'token'), tell)
  const stop = (): void => {
    life.abort()
    portal.stop()
    tell('Stopping.')
    void town.close().then(() => tell('Stopped: every edge, workerd included.'))
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)

  tell(
    `Running. ${town.fresh ? 'There was no data yet.' : `Data of an earlier start was found in ${shown}.`}`,
  )
  const call: Call = (method, path, body) => callApi(town.apiUrl, folder.token, method, path, body)
  const save = (ids: Ids): void => folder.save('env', describeShell(ports, resolve(folder.path), ids))
  try {
    const ids = await settleCustomer(call, ports, tell)
    save(ids)
    tell(
      `The customer's site is ${SITE}, with two rules that block every visitor and, elsewhere, every validation.`,
    )
    const whenServed = (): void => {
      console.log(describeCommands(ports, shown))
      portal.start()
    }
    await follow(life.signal, call, tell, ids, whenServed)
    while (!life.signal.aborted) await followNext(life.signal, call, shown, save, whenServed)
  } catch (error) {
    // Whoever stops us in the middle of a call breaks it off.
    if (!life.signal.aborted) throw error
  }
}

/** After the site was deleted: says so, waits until somebody has made it anew, and follows that one. */
async function followNext(
  signal: AbortSignal,
  call: Call,
  shown: string,
  save: (ids: Ids) => void,
  whenServed: () => void,
): Promise<void> {
  tell(
    `The site is gone: resource deleted. Everything else goes on. Once the edges let go of it, in seconds, make it anew:  . ${shown}/env && create`,
  )
  const ids = await waitForSite(signal, call)
  if (!ids) return
  save(ids)
  tell(
    `The site is there again, as resource ${ids.resource}. To ask for a certificate:  . ${shown}/env && issue`,
  )
  await follow(signal, call, tell, { resource: ids.resource, isNew: true }, whenServed)
}

function tellIf(text: string | null): void {
  if (text !== null) tell(text)
}

try {
  await run()
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  // Whatever was started has been closed again, or is watched over by guards of its own.
  process.exit(1)
}
