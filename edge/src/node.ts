// The edge on Node, by its environment (design.md §7).

import { existsSync, readFileSync } from 'node:fs'
import { readAddress } from './node/address.ts'
import { readConnectionBounds } from './node/connections.ts'
import { startNodeEdge } from './node/listen.ts'
import { openShelf } from './node/shelf.ts'

const DEFAULT_SHELF = './data/shelf.db'

/** For an edge whose seal key is lost: it may start with a new one then. */
function forgetCertificates(file: string): void {
  if (!existsSync(file)) throw new Error(`SHELF_FILE ${file} is not there.`)
  const shelf = openShelf(file)
  const many = shelf.forgetCertificates()
  shelf.close()
  console.log(
    `${many} certificate${many === 1 ? '' : 's'} taken off ${file}. Start the edge: the control plane sends them again.`,
  )
}

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
  const { env, argv } = process
  const command = argv[2]
  if (command === 'forget-certificates') forgetCertificates(env['SHELF_FILE'] ?? DEFAULT_SHELF)
  else if (command === undefined) await start(env)
  else throw new Error(`There is no command ${command}: give none to start, or forget-certificates.`)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
