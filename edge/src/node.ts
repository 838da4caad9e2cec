// The edge on Node, by its environment (design.md §7).

import { readFileSync } from 'node:fs'
import { readAddress } from './node/address.ts'
import { readConnectionBounds } from './node/connections.ts'
import { startNodeEdge } from './node/listen.ts'
import { DEFAULT_SHELF } from './node/shelf.ts'

async function start(env: NodeJS.ProcessEnv): Promise<void> {
  const admin = env['ADMIN_LISTEN']
  const edge = await startNodeEdge({
    settings: env,
    http: readAddress(env['HTTP_LISTEN'] ?? '0.0.0.0:80'),
    tls: env['TLS_LISTEN'] ? readAddress(env['TLS_LISTEN']) : null,
    admin: admin
      ? {
          ...readAddress(admin),
          cert: readFileSync(env['ADMIN_TLS_CERT'] ?? '', 'utf8'),
          key: readFileSync(env['ADMIN_TLS_KEY'] ?? '', 'utf8'),
        }
      : null,
    shelfFile: env['SHELF_FILE'] ?? DEFAULT_SHELF,
    sealKeyFile: env['SEAL_KEY_FILE'] ?? './data/seal.jwk',
    allowPrivateOrigins: (env['ALLOW_PRIVATE_ORIGINS'] ?? '').split(',').filter(Boolean),
    connections: readConnectionBounds(env),
    resolvers: (env['DNS_RESOLVERS'] ?? '').split(',').filter(Boolean),
    ...(env['COUNTRY_FILE'] && { countryFile: env['COUNTRY_FILE'] }),
  })
  console.log(
    `edge ${env['POP']} answers HTTP on port ${edge.httpPort}${edge.tlsPort ? ` and TLS on ${edge.tlsPort}` : ''}`,
  )
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void edge.close())
}

try {
  await start(process.env)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
