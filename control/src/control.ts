// The control plane as one thing that is started and closed.

import type { AddressInfo } from 'node:net'
import { createApi } from './api/app.ts'
import { createEventHub } from './api/event-hub.ts'
import { closeServer, serveApi } from './api/serve.ts'
import type { Config } from './config.ts'
import { startDnsService } from './open-dns.ts'
import { addGauges } from './metrics/gauges.ts'
import { createMeter, type Meter } from './metrics/meter.ts'
import { serveMetrics } from './metrics/serve.ts'
import { watchCa, watchStore } from './metrics/watch.ts'
import { openWorld } from './open-world.ts'
import { addReader } from './portal/serve-reader.ts'
import { addPortal } from './portal/serve-portal.ts'
import { tendPops } from './work/membership.ts'
import { startWork } from './work/engine.ts'
import type { Log, World } from './world.ts'

export type Control = {
  readonly apiPort: number
  /** Null: METRICS_LISTEN is none. */
  readonly metricsPort: number | null
  readonly world: World
  close(): Promise<void>
}

/** Starts everything. Throws an Error that an operator can act on. */
export async function startControl(config: Config, log: Log): Promise<Control> {
  const meter = createMeter({ own: true })
  const opened = await openWorld(config, log, (ca) => watchCa(ca, meter))
  const world: World = { ...opened, store: watchStore(opened.store, meter) }
  try {
    const responder = await startDnsService(config, world.store, log)
    const events = createEventHub(world)
    const app = createApi(world, events)
    addReader(app)
    if (config.portalFolder !== null) addPortal(app, config.portalFolder)
    const server = await serveApi(app, config.apiListen)
    await tendPops(world)
    const work = startWork(world)
    const metrics = await startMetrics(config, world, meter, work)
    return {
      metricsPort: metrics?.port ?? null,
      apiPort: (server.address() as AddressInfo).port,
      world,
      async close() {
        await metrics?.close()
        events.close()
        await closeServer(server)
        await work.stop()
        await responder?.close()
        await world.store.close()
      },
    }
  } catch (error) {
    await world.store.close()
    throw error
  }
}

async function startMetrics(
  { metricsListen }: Config,
  world: World,
  meter: Meter,
  work: ReturnType<typeof startWork>,
): Promise<Awaited<ReturnType<typeof serveMetrics>> | null> {
  if (metricsListen === null) return null
  addGauges(world, meter)
  const { now } = world
  return serveMetrics(
    meter,
    { answers: () => world.store.nextDue(), turned: work.turned, now },
    metricsListen,
  )
}
