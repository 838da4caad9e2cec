// For who watches: a control plane that is restarted is asked again.

import { ApiFault, UnreachableFault, type Api } from './api.ts'
import type { Terminal } from './terminal.ts'

const PATIENCE_MS = 60_000
const AGAIN_AFTER_MS = 5_000
const SERVER_FAULT = 500

const isAway = (error: unknown): error is Error =>
  error instanceof UnreachableFault || (error instanceof ApiFault && error.status >= SERVER_FAULT)

/** `api`, whose calls are repeated for a minute while the control plane is away. For what only reads. */
export const createInsistentApi = (api: Api, { tell, sleep }: Pick<Terminal, 'tell' | 'sleep'>): Api => ({
  url: api.url,
  async call(schema, method, path, body) {
    for (let waited = 0; ;) {
      const begun = performance.now()
      try {
        return await api.call(schema, method, path, body)
      } catch (error) {
        if (!isAway(error)) throw error
        const took = performance.now() - begun
        if (waited + took >= PATIENCE_MS) throw error
        if (waited === 0)
          tell(`The control plane at ${api.url} does not answer; it is asked again for a minute.`)
        await sleep(AGAIN_AFTER_MS)
        waited += took + AGAIN_AFTER_MS
      }
    }
  },
})
