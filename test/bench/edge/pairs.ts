// What is measured beside what, and how much it may cost.

import { join } from 'node:path'
import { BODY } from './answer.ts'
import type { Target } from './load.ts'
import { startNginx } from './nginx.ts'
import { start } from './processes.ts'
import { ANSWERED, CHALLENGE, createIdentity, equip, PASSED } from './site.ts'
import { startWorkers } from './workerd.ts'

export type Side = Target & { readonly pid: number }
export type Pair = {
  readonly what: string
  readonly beside: string
  readonly edge: Side
  readonly bare: Side
  /** The most that the median ratio of CPU per request may be; null: told only. */
  readonly budget: number | null
}

type Site = Target['asks']
type Place = { readonly pid: number; readonly port: number }

/** Starts every server, puts the sites on both edges, and pairs them. */
export async function preparePairs(folder: string, origin: number): Promise<readonly Pair[]> {
  const identity = await createIdentity()
  const workers = await startWorkers(folder, identity.settings, origin)
  const onWorkerd = (port: number): Place => ({ pid: workers.server.pid, port })
  const worker = onWorkerd(workers.edge)
  const node = await startNode('edge', { ...identity.settings, SHELF_FILE: join(folder, 'shelf.db') })
  for (const { port } of [worker, node]) await equip(port, identity, origin)

  const anything = { asks: () => ({ host: 'bare.test', path: '/', holds: BODY }) }
  const bareWorker = { ...onWorkerd(workers.bare), ...anything }
  const bareNode = { ...(await startNode('bare', {})), ...anything }
  const proxyNode = await startNode('proxy', { ORIGIN_PORT: String(origin) })
  const on = (place: Place, asks: Site): Side => ({ ...place, asks })
  const pair = (
    what: string,
    edge: Side,
    beside: string,
    bare: Side,
    budget: number | null = null,
  ): Pair => ({
    what,
    edge,
    beside,
    bare,
    budget,
  })

  const pairs = [
    pair('noise: a bare worker', bareWorker, 'itself', bareWorker),
    pair('worker, answer of 5 rules', on(worker, ANSWERED), 'bare worker', bareWorker, 1.25),
    pair(
      'worker, 5 rules, origin',
      on(worker, PASSED),
      'bare proxy',
      on(onWorkerd(workers.proxy), PASSED),
      1.15,
    ),
    pair(
      'worker, 5 rules, origin',
      on(worker, PASSED),
      'one that tells',
      on(onWorkerd(workers.tellingProxy), PASSED),
    ),
    pair('worker, challenge', on(worker, CHALLENGE), 'bare worker', bareWorker, 4),
    pair('Node, challenge', on(node, CHALLENGE), 'bare node:http', bareNode, 1.5),
    pair('Node, 5 rules, origin', on(node, PASSED), 'bare proxy', on(proxyNode, PASSED), 1.5),
  ]
  const nginx = await startNginx(folder, origin)
  if (!nginx) return pairs
  const ofNginx = (port: number, site: Site): Side => ({ pid: nginx.server.pid, port, asks: site })
  return [
    ...pairs,
    pair('Node, challenge', on(node, CHALLENGE), 'nginx, a file', ofNginx(nginx.file, CHALLENGE)),
    pair('Node, 5 rules, origin', on(node, PASSED), 'nginx, a proxy', ofNginx(nginx.proxy, PASSED)),
  ]
}

async function startNode(kind: string, env: Record<string, string>): Promise<Place> {
  const file = join(import.meta.dirname, 'node-server.ts')
  const server = await start(process.execPath, [file, kind], { ready: 'listens on', env })
  return { pid: server.pid, port: Number(/listens on (\d+)/.exec(server.output())?.[1]) }
}
