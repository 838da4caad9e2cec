// METRICS_LISTEN: for those who watch over us, apart from the API and without a token. It tells no name and no customer.

import http from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Listen } from '../settings-reader.ts'
import type { Meter } from './meter.ts'

/** The work stands still, or somebody has stopped the clock. */
const LONGEST_STILL_MS = 30_000

export type Health = {
  /** Does the store answer? */
  readonly answers: () => Promise<unknown>
  /** When the work last turned, in milliseconds since the epoch. */
  readonly turned: () => number
  readonly now: () => number
}

/** `/metrics`, `/healthz` (the process answers) and `/readyz` (the store answers and the work turns). Rejects with an Error
 *  that names the setting when the address cannot be had. */
export async function serveMetrics(
  { registry }: Meter,
  health: Health,
  { host, port }: Listen,
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = http.createServer((request, answer) => {
    const say = (status: number, text: string, type = 'text/plain; charset=utf-8'): void => {
      answer.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
      answer.end(request.method === 'HEAD' ? undefined : text)
    }
    void route(request.url ?? '', say).catch(() => say(500, 'It could not be measured.\n'))
  })
  async function route(
    path: string,
    say: (status: number, text: string, type?: string) => void,
  ): Promise<void> {
    switch (path.split('?')[0]) {
      case '/metrics':
        return say(200, await registry.metrics(), registry.contentType)
      case '/healthz':
        return say(200, 'ok\n')
      case '/readyz': {
        const why = await notReady(health)
        return why === null ? say(200, 'ok\n') : say(503, `${why}\n`)
      }
      default:
        return say(404, 'There is /metrics, /healthz and /readyz.\n')
    }
  }
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    throw new Error(`METRICS_LISTEN: ${host}:${port} cannot be listened on: ${why}. "none" does without.`, {
      cause: error,
    })
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function notReady({ answers, turned, now }: Health): Promise<string | null> {
  try {
    await answers()
  } catch {
    return 'The store does not answer.'
  }
  const still = now() - turned()
  return still > LONGEST_STILL_MS ? `The work has stood still for ${Math.round(still / 1000)} seconds.` : null
}
