// `npm run edge:worker`: the worker on this machine, by Miniflare. For development; Cloudflare runs worker.ts itself.

import { mkdirSync } from 'node:fs'
import { startWorkerEdge } from './node/miniflare.ts'
import { readAddress } from './node/address.ts'
import { readSettings } from './settings.ts'

try {
  const { env } = process
  // The worker would find the same faults, but only at its first request.
  await readSettings(env)
  const persist = env['PERSIST'] ?? './data/worker'
  mkdirSync(persist, { recursive: true })
  const given = ['POP', 'ADMIN_HOST', 'ADMIN_JWKS', 'ACME_THUMBPRINTS']
  const edge = await startWorkerEdge({
    settings: Object.fromEntries(given.map((name) => [name, env[name] ?? ''])),
    listen: readAddress(env['HTTP_LISTEN'] ?? '127.0.0.2:8081'),
    persist,
    ...(env['COUNTRY_FILE'] && { countryFile: env['COUNTRY_FILE'] }),
  })
  console.log(`edge ${env['POP']} (worker) answers HTTP on port ${edge.port}`)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void edge.close())
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
