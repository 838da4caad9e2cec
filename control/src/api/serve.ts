import { serve } from '@hono/node-server'
import type { App } from './context.ts'

/** Answers over HTTP. Rejects with an Error that names the setting when the address cannot be had. */
export async function serveApi(
  app: App,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<ReturnType<typeof serve>> {
  const server = serve({ fetch: app.fetch, hostname: host, port, overrideGlobalObjects: false })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) =>
      reject(new Error(`API_LISTEN: ${host}:${port} cannot be listened on: ${error.message}.`)),
    )
    server.once('listening', resolve)
  })
  return server
}

/** How long what is under way may take to its end. */
const GRACE_MS = 5_000

/** Takes no more requests, and lets those under way come to their end; who does not read on is cut off. */
export async function closeServer(server: ReturnType<typeof serve>): Promise<void> {
  const grace = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), GRACE_MS)
  await new Promise((resolve) => server.close(resolve))
  clearTimeout(grace)
}
