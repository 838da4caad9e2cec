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
