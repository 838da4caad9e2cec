// The control plane as one thing that is started and closed.

import type { AddressInfo } from 'node:net'
import { createApi } from './api/app.ts'
import { createEventHub } from './api/event-hub.ts'
import { closeServer, serveApi } from './api/serve.ts'
import type { Config } from './config.ts'
import { startDnsService } from './open-dns.ts'
import { openWorld } from './open-world.ts'
import { addPortal } from './portal/serve-portal.ts'
import { tendPops } from './work/membership.ts'
import { startWork } from './work/engine.ts'
import type { Log, World } from './world.ts'

export type Control = {
  readonly apiPort: number
  readonly world: World
  close(): Promise<void>
}

/** Starts everything. Throws an Error that an operator can act on. */
export async function startControl(config: Config, log: Log): Promise<Control> {
  const world = await openWorld(config, log)
  try {
    const responder = await startDnsService(config, world.store, log)
    const events = createEventHub(world)
    const app = createApi(world, events)
    if (config.portalFolder !== null) addPortal(app, config.portalFolder)
    const server = await serveApi(app, config.apiListen)
    await tendPops(world)
    const work = startWork(world)
    return {
      apiPort: (server.address() as AddressInfo).port,
      world,
      async close() {
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
