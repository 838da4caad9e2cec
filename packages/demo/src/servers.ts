// Servers that are neither ours nor the CA's: the customer's own, and a stranger's.

import http, { type RequestListener } from 'node:http'
import { NODE_ADDRESS, STRANGER_ADDRESS, type Ports } from './settings.ts'

/** The customer's own server; gives what stops it. */
export const startOrigin = ({ origin }: Ports): Promise<() => void> =>
  serve(NODE_ADDRESS, origin, (request, answer) => {
    answer.setHeader('content-type', 'text/plain; charset=utf-8')
    answer.end(`The origin answers ${request.method} ${request.url} for ${request.headers.host}.\n`)
  })

/** A web server of somebody else, where a name may lead by mistake; gives what stops it. */
export const startStranger = ({ http: port }: Ports): Promise<() => void> =>
  serve(STRANGER_ADDRESS, port, (_, answer) => {
    answer.writeHead(404, { 'content-type': 'text/html', server: 'stranger' })
    answer.end('<h1>This site is parked</h1>\n')
  })

async function serve(host: string, port: number, listener: RequestListener): Promise<() => void> {
  const server = http.createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return () => {
    server.closeAllConnections()
    server.close()
  }
}
