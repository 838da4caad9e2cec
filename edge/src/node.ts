// The edge on Node, by its environment (design.md §7).

import { readFileSync } from 'node:fs'
import { startNodeEdge } from './node/listen.ts'

function address(text: string): { host: string; port: number } {
  const parts = /^(?:\[(?<six>[^\]]+)\]|(?<host>[^:]+)):(?<port>\d{1,5})$/.exec(text)?.groups
  if (!parts) throw new Error(`${text} is not an address with a port, such as 0.0.0.0:80.`)
  return { host: parts['six'] ?? parts['host'] ?? '', port: Number(parts['port']) }
}

try {
  const { env } = process
  const admin = env['ADMIN_LISTEN']
  const edge = await startNodeEdge({
    settings: env,
    http: address(env['HTTP_LISTEN'] ?? '0.0.0.0:80'),
    tls: env['TLS_LISTEN'] ? address(env['TLS_LISTEN']) : null,
    admin: admin
      ? {
          ...address(admin),
          cert: readFileSync(env['ADMIN_TLS_CERT'] ?? '', 'utf8'),
          key: readFileSync(env['ADMIN_TLS_KEY'] ?? '', 'utf8'),
        }
      : null,
    shelfFile: env['SHELF_FILE'] ?? './data/shelf.db',
    sealKeyFile: env['SEAL_KEY_FILE'] ?? './data/seal.jwk',
    allowPrivateOrigins: (env['ALLOW_PRIVATE_ORIGINS'] ?? '').split(',').filter(Boolean),
  })
  console.log(
    `edge ${env['POP']} answers HTTP on port ${edge.httpPort}${edge.tlsPort ? ` and TLS on ${edge.tlsPort}` : ''}`,
  )
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void edge.close())
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
