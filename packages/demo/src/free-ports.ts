import { createServer } from 'node:net'
import { NODE_ADDRESS, STRANGER_ADDRESS, variableOf, WORKER_ADDRESS, type Ports } from './settings.ts'

/** Looks whether every port can be had. Throws one Error that names each that cannot, and how to choose another. */
export async function demandPorts(ports: Ports): Promise<void> {
  const wanted: readonly (readonly [keyof Ports, string])[] = [
    ['api', NODE_ADDRESS],
    ['http', NODE_ADDRESS],
    ['http', WORKER_ADDRESS],
    ['http', STRANGER_ADDRESS],
    ['tls', NODE_ADDRESS],
    ['ca', NODE_ADDRESS],
    ['staging', NODE_ADDRESS],
    ['dns', NODE_ADDRESS],
    ['origin', NODE_ADDRESS],
    ['manage', NODE_ADDRESS],
    ['names', NODE_ADDRESS],
    ['parts', NODE_ADDRESS],
    ['responder', NODE_ADDRESS],
  ]
  const faults: string[] = []
  for (const [name, address] of wanted) {
    const code = await tryPort(address, ports[name])
    if (code === null) continue
    const why = code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be had (${code})`
    faults.push(`Port ${ports[name]} on ${address} ${why}: stop that, or set ${variableOf(name)}.`)
  }
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

/** Null: it is free. */
function tryPort(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve('code' in error ? String(error.code) : 'unknown'))
    server.listen(port, host, () => server.close(() => resolve(null)))
  })
}
