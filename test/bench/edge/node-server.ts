// One server of the bench in a process of its own: `node node-server.ts <kind>`; says on which port it listens.

import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { startNodeEdge } from '@wellknown/edge/node'
import { BODY, HEADERS } from './answer.ts'

/** The least there can be: one answer, whatever is asked. */
function startBare(): Promise<number> {
  return listen(
    http.createServer((_, outgoing) => {
      outgoing.writeHead(200, HEADERS).end(BODY)
    }),
  )
}

/** The least that passes a request on. */
function startProxy(origin: number): Promise<number> {
  const agent = new http.Agent({ keepAlive: true })
  return listen(
    http.createServer((incoming, outgoing) => {
      const { method, url, headers } = incoming
      const target = { agent, host: '127.0.0.1', port: origin, method, path: url, headers }
      const request = http.request(target, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
        answer.pipe(outgoing)
      })
      request.on('error', () => outgoing.destroy())
      incoming.pipe(request)
    }),
  )
}

async function startEdge(): Promise<number> {
  const edge = await startNodeEdge({
    settings: process.env,
    http: { host: '127.0.0.1', port: 0 },
    tls: null,
    admin: null,
    shelfFile: process.env['SHELF_FILE'] ?? ':memory:',
    sealKeyFile: null,
    allowPrivateOrigins: ['127.0.0.0/8'],
  })
  return edge.httpPort
}

async function listen(server: http.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const KINDS: Readonly<Record<string, () => Promise<number>>> = {
  bare: startBare,
  proxy: () => startProxy(Number(process.env['ORIGIN_PORT'])),
  edge: startEdge,
}

const port = await KINDS[process.argv[2] ?? '']?.()
console.log(`listens on ${port}.`)
