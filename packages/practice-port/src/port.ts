// A port by which the parts of a practice town are told what to do: plain HTTP with JSON, on loopback only.

import { createServer, type IncomingMessage, type Server } from 'node:http'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'

const LARGEST_BODY = 1024 * 1024

export type Call = {
  readonly method: string
  /** As it was sent, from the first slash. */
  readonly path: string
  /** The JSON that was sent. Throws what the port answers: 400 for no JSON, 413 for too much. */
  readonly read: () => Promise<unknown>
}

export type Reply = { readonly status: number; readonly body?: object; readonly allow?: string }

export const refuse = (status: number, error: string): Reply => ({ status, body: { error } })
export const refuseMethod = (allow: string): Reply => ({
  ...refuse(405, `The methods here are ${allow}`),
  allow,
})

/** A server that is not listening yet; `answer` may throw a ZodError, which is answered as 400 with each member at fault.
 *  Throws an Error for a host that is not loopback: whoever reaches the port may have its owner do anything. */
export function createPort(host: string, answer: (call: Call) => Reply | Promise<Reply>): Server {
  if (!isLoopback(host)) throw new Error(`The management port must be on loopback, not on ${host}.`)

  async function reply(request: IncomingMessage): Promise<Reply> {
    // A page in a browser may have its own name lead here; it cannot change what the name is.
    if (!isLoopback(hostOf(request))) return refuse(403, 'Ask for this port by a loopback address')
    try {
      return await answer({
        method: request.method ?? '',
        path: request.url ?? '',
        read: () => readJson(request),
      })
    } catch (error) {
      if (error instanceof Unreadable) return error.reply
      if (error instanceof z.ZodError) return refuse(400, z.prettifyError(error))
      throw error
    }
  }

  return createServer((request, response) => {
    request.on('error', () => response.destroy())
    reply(request)
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

/** Starts listening; port 0 takes a free one. Gives `address:port`. Rejects when it cannot be had. */
export async function listenOn(server: Server, at: { host: string; port: number }): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(at.port, at.host, resolve)
  })
  const bound = server.address()
  const port = typeof bound === 'object' && bound ? bound.port : at.port
  return isIP(at.host) === 6 ? `[${at.host}]:${port}` : `${at.host}:${port}`
}

/** The body cannot be read, and this is what its sender is told. */
class Unreadable extends Error {
  override readonly name = 'Unreadable'
  readonly reply: Reply
  constructor(reply: Reply) {
    super()
    this.reply = reply
  }
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  const stream: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false })
  for await (const chunk of stream) {
    size += chunk.length
    if (size > LARGEST_BODY) throw new Unreadable(refuse(413, 'The body is too large'))
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown
  } catch {
    throw new Unreadable(refuse(400, 'The body is not JSON'))
  }
}

function isLoopback(host: string): boolean {
  if (host === 'localhost') return true
  return isIP(host) !== 0 && ipaddr.process(host).range() === 'loopback'
}

const hostOf = ({ headers }: IncomingMessage): string =>
  URL.parse(`http://${headers.host ?? ''}/`)?.hostname.replace(/^\[|\]$/g, '') ?? ''
