// The management port: plain HTTP on loopback, where the fault plan is put and the log is read.

import { createServer, type IncomingMessage, type Server } from 'node:http'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import type { FaultPlan } from './fault-plan.ts'
import { readFaultPlan } from './fault-schema.ts'
import type { Journal } from './log.ts'

const LARGEST_BODY = 1024 * 1024

type Reply = { readonly status: number; readonly body?: object; readonly allow?: string }

/** A server that is not listening yet. Throws an Error for a host that is not loopback: whoever reaches the port may
 *  have the CA do anything. */
export function createManagementServer(host: string, faults: FaultPlan, journal: Journal): Server {
  if (!isLoopback(host)) throw new Error(`The management port must be on loopback, not on ${host}.`)

  async function answer(request: IncomingMessage): Promise<Reply> {
    // A page in a browser may have its own name lead here; it cannot change what the name is.
    if (!isLoopback(hostOf(request))) return refuse(403, 'Ask for this port by a loopback address')
    const { method = '', url = '' } = request
    if (url === '/log') return method === 'GET' ? { status: 200, body: journal.lines() } : wrongMethod('GET')
    if (url !== '/faults') return refuse(404, 'There are /faults and /log')
    if (method === 'GET') return { status: 200, body: faults.list() }
    if (method === 'DELETE') {
      faults.replace([])
      return { status: 204 }
    }
    if (method !== 'PUT') return wrongMethod('GET, PUT, DELETE')
    const text = await readText(request)
    if (text === null) return refuse(413, 'The plan is too large')
    try {
      faults.replace(readFaultPlan(JSON.parse(text)))
    } catch (error) {
      if (error instanceof z.ZodError) return refuse(400, z.prettifyError(error))
      return refuse(400, 'The plan is not JSON')
    }
    return { status: 200, body: faults.list() }
  }

  return createServer((request, response) => {
    request.on('error', () => response.destroy())
    answer(request)
      .then(({ status, body, allow }) => {
        const text = body === undefined ? '' : `${JSON.stringify(body, null, 2)}\n`
        response.writeHead(status, {
          'Cache-Control': 'no-store',
          ...(body && { 'Content-Type': 'application/json' }),
          ...(allow !== undefined && { Allow: allow }),
          ...(!request.complete && { Connection: 'close' }),
        })
        response.end(text)
      })
      .catch(() => response.destroy())
  })
}

const refuse = (status: number, error: string): Reply => ({ status, body: { error } })
const wrongMethod = (allow: string): Reply => ({ ...refuse(405, `The methods here are ${allow}`), allow })

function isLoopback(host: string): boolean {
  if (host === 'localhost') return true
  return isIP(host) !== 0 && ipaddr.process(host).range() === 'loopback'
}

const hostOf = ({ headers }: IncomingMessage): string =>
  URL.parse(`http://${headers.host ?? ''}/`)?.hostname.replace(/^\[|\]$/g, '') ?? ''

async function readText(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  const stream: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
  for await (const chunk of stream) {
    size += chunk.length
    if (size > LARGEST_BODY) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
