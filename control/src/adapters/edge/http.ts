// The PoPs over their admin API (signed, RFC 9421) and their public TLS listeners.

import http from 'node:http'
import https from 'node:https'
import { connect } from 'node:tls'
import { readEndpoint } from '@wellknown/hostname/address'
import {
  challengePath,
  documentPath,
  hits as hitsSchema,
  hitsPath,
  receipt,
  refusal,
  self,
  SELF_PATH,
  sha256Hex,
  signRequest,
  utf8,
  type Receipt,
  type SigningKey,
} from '@wellknown/wire'
import { ZodError } from 'zod'
import type { Pop } from '../../store/records.ts'
import { get } from '../prober/get.ts'
import { lookForHsts } from './hsts.ts'
import type { Edge, ReadBack, Served } from './port.ts'

const TIMEOUT_MS = 5_000
const LARGEST_ANSWER = 64_000

type Answered = { readonly status: number; readonly body: unknown }

export type HttpEdgeOptions = {
  /** Signs for every PoP. */
  readonly key: SigningKey
  /** In milliseconds. */
  readonly now: () => number
  /** For one request or one look, in milliseconds; default 5 seconds. */
  readonly timeoutMs?: number
}

/** PoPs over the network. Nothing is asked yet. */
export function createHttpEdge({ key, now, timeoutMs = TIMEOUT_MS }: HttpEdgeOptions): Edge {
  async function ask(
    pop: Pop,
    method: 'GET' | 'PUT',
    path: string,
    body: Uint8Array<ArrayBuffer>,
  ): Promise<Answered> {
    const url = new URL(path, pop.admin).href
    const headers = await signRequest({ method, url, body }, key, now())
    return exchange(url, method, headers, body, pop.adminCa, timeoutMs)
  }
  return {
    async push(pop, push) {
      try {
        const text = utf8(JSON.stringify(push))
        const { status, body } = await ask(pop, 'PUT', documentPath(push.host, push.kind), text)
        if (status === 200) {
          const held = receipt.parse(body)
          const strayed = strayOf(held, { ...push, pop: pop.name, sha256: await sha256Hex(text) })
          if (strayed === null) return { is: 'held', receipt: held }
          return { is: 'unreachable', detail: `the receipt is for another ${strayed}` }
        }
        return { is: 'refused', refusal: refusal.parse(body) }
      } catch (error) {
        return { is: 'unreachable', detail: reasonOf(error) }
      }
    },
    async self(pop) {
      try {
        const { status, body } = await ask(pop, 'GET', SELF_PATH, utf8(''))
        if (status === 200) return self.parse(body)
        const { error = 'no reason', now: theirs } = refusal.safeParse(body).data ?? {}
        const apart = theirs === undefined ? '' : `, its clock says ${new Date(theirs).toISOString()}`
        return { is: 'unreachable', detail: `status ${status}: ${error}${apart}` }
      } catch (error) {
        return { is: 'unreachable', detail: reasonOf(error) }
      }
    },
    async hits(pop, host) {
      try {
        const { status, body } = await ask(pop, 'GET', hitsPath(host), utf8(''))
        if (status === 200) {
          const told = hitsSchema.parse(body)
          if (told.pop === pop.name && told.host === host) return { is: 'told', hits: told.hits }
          return { is: 'unreachable', detail: 'it told of another PoP or host' }
        }
        const { error } = refusal.parse(body)
        // An edge of the version before has no such route.
        return error === 'not-found'
          ? { is: 'told', hits: [] }
          : { is: 'unreachable', detail: `status ${status}: ${error}` }
      } catch (error) {
        return { is: 'unreachable', detail: reasonOf(error) }
      }
    },
    readBack: (_, address, host, token) => readBack(address, host, token, timeoutMs),
    observe: (_, address, host) => observe(address, host, timeoutMs),
    lookForHsts: (_, address, host) => lookForHsts(address, host, timeoutMs),
  }
}

/** In what a receipt differs from what was pushed; null: in nothing. */
const strayOf = (held: Receipt, pushed: Pick<Receipt, (typeof TELLING)[number]>): string | null =>
  TELLING.find((field) => held[field] !== pushed[field]) ?? null
const TELLING = ['pop', 'host', 'kind', 'epoch', 'rev', 'sha256'] as const

function exchange(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: Uint8Array,
  ca: string | null,
  timeoutMs: number,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    let answered = false
    const secure = url.startsWith('https:')
    const request = (secure ? https : http).request(url, {
      method,
      headers: { ...headers, 'content-type': 'application/json', 'content-length': body.length },
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
      ...(secure && ca !== null && { ca }),
    })
    request.on('response', (answer) => {
      answered = true
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (chunk: string) => {
        text += chunk
        if (text.length > LARGEST_ANSWER) request.destroy(new Error('the answer is too large'))
      })
      answer.on('error', reject)
      answer.on('end', () => {
        const read = parseJson(text)
        if (read === undefined) reject(new Error(`status ${answer.statusCode}, not JSON`))
        else resolve({ status: answer.statusCode ?? 0, body: read })
      })
    })
    request.on('error', reject)
    // A server that switches protocols (101) ends a request without an answer and without an error.
    request.on('close', () => answered || reject(new Error('the connection failed')))
    request.end(body)
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function readBack(endpoint: string, host: string, token: string, timeoutMs: number): Promise<ReadBack> {
  const { host: address, port } = readEndpoint(endpoint)
  const got = await get({ address, port, host, path: challengePath(token), tls: false }, timeoutMs)
  if (got.is !== 'got') return got
  const { status, text } = got
  return { is: 'answered', status, text }
}

/** A fresh session, never resumed: a resumed one presents no certificate. What is shown is judged by its serial, not by
 *  a chain, so nothing is verified here. */
function observe(address: string, host: string, timeoutMs: number): Promise<Served> {
  return new Promise((resolve) => {
    const socket = connect({ ...readEndpoint(address), servername: host, rejectUnauthorized: false })
    const timer = setTimeout(() => tell({ is: 'unreachable', detail: 'no answer in time' }), timeoutMs)
    const tell = (seen: Served): void => {
      clearTimeout(timer)
      socket.destroy()
      resolve(seen)
    }
    socket.once('secureConnect', () => {
      const shown = socket.getPeerX509Certificate()
      if (!shown) tell({ is: 'none', detail: 'no certificate was shown' })
      else
        tell({ is: 'served', serial: shown.serialNumber.toUpperCase(), names: namesOf(shown.subjectAltName) })
    })
    let connected = false
    socket.once('connect', () => (connected = true))
    socket.on('error', (error) => {
      const alert = 'code' in error && String(error.code).includes('SSL')
      if (alert) tell({ is: 'none', detail: 'the handshake was refused' })
      else if (connected) tell({ is: 'none', detail: 'it hung up within the handshake' })
      else tell({ is: 'unreachable', detail: reasonOf(error) })
    })
  })
}

const namesOf = (alternatives: string | undefined): readonly string[] =>
  (alternatives ?? '').split(', ').flatMap((entry) => (entry.startsWith('DNS:') ? [entry.slice(4)] : []))

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'the connection failed'
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'no answer in time'
  if (error instanceof ZodError) return 'the answer is not of this wire version'
  return 'code' in error ? String(error.code) : error.message.slice(0, 200)
}
