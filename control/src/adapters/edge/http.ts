// The PoPs over their admin API (signed, RFC 9421) and their public TLS listeners.

import http from 'node:http'
import https from 'node:https'
import { connect } from 'node:tls'
import {
  documentPath,
  receipt,
  refusal,
  self,
  SELF_PATH,
  signRequest,
  utf8,
  type SigningKey,
} from '@wellknown/wire'
import type { Pop } from '../../store/records.ts'
import type { Edge, Served } from './port.ts'

const TIMEOUT_MS = 5_000
const LARGEST_ANSWER = 64_000

type Answered = { readonly status: number; readonly body: unknown }

/** `key` signs for every PoP; `now` in milliseconds. */
export function createHttpEdge({ key, now }: { readonly key: SigningKey; readonly now: () => number }): Edge {
  async function ask(pop: Pop, method: 'GET' | 'PUT', path: string, text: string): Promise<Answered> {
    const body = utf8(text)
    const url = new URL(path, pop.admin).href
    const headers = await signRequest({ method, url, body }, key, now())
    return exchange(url, method, headers, body, pop.adminCa)
  }
  return {
    async push(pop, push) {
      try {
        const { status, body } = await ask(
          pop,
          'PUT',
          documentPath(push.host, push.kind),
          JSON.stringify(push),
        )
        if (status === 200) {
          const held = receipt.parse(body)
          const { host, kind, epoch, rev } = push
          const ours = held.pop === pop.name && held.host === host && held.kind === kind
          if (ours && held.epoch === epoch && held.rev === rev) return { is: 'held', receipt: held }
          return { is: 'unreachable', detail: `the receipt is for ${held.pop}, not ${pop.name}` }
        }
        return { is: 'refused', refusal: refusal.parse(body) }
      } catch (error) {
        return { is: 'unreachable', detail: reasonOf(error) }
      }
    },
    async self(pop) {
      try {
        const { status, body } = await ask(pop, 'GET', SELF_PATH, '')
        return status === 200
          ? self.parse(body)
          : {
              is: 'unreachable',
              detail: `status ${status}: ${refusal.safeParse(body).data?.error ?? 'no reason'}`,
            }
      } catch (error) {
        return { is: 'unreachable', detail: reasonOf(error) }
      }
    },
    observe: (_, address, host) => observe(address, host),
  }
}

function exchange(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: Uint8Array,
  ca: string | null,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const secure = url.startsWith('https:')
    const request = (secure ? https : http).request(url, {
      method,
      headers: { ...headers, 'content-type': 'application/json', 'content-length': body.length },
      agent: false,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(secure && ca !== null && { ca }),
    })
    request.on('response', (answer) => {
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

/** A fresh session, never resumed: a resumed one presents no certificate. What is shown is judged by its serial, not by
 *  a chain, so nothing is verified here. */
function observe(address: string, host: string): Promise<Served> {
  const cut = address.lastIndexOf(':')
  const target = { host: address.slice(0, cut).replace(/^\[|\]$/g, ''), port: Number(address.slice(cut + 1)) }
  return new Promise((resolve) => {
    const socket = connect({ ...target, servername: host, rejectUnauthorized: false, timeout: TIMEOUT_MS })
    const tell = (seen: Served): void => {
      socket.destroy()
      resolve(seen)
    }
    socket.once('secureConnect', () => {
      const shown = socket.getPeerX509Certificate()
      if (!shown) tell({ is: 'none', detail: 'no certificate was shown' })
      else
        tell({ is: 'served', serial: shown.serialNumber.toUpperCase(), names: namesOf(shown.subjectAltName) })
    })
    socket.once('timeout', () => tell({ is: 'unreachable', detail: 'no answer in time' }))
    socket.on('error', (error) => {
      const refused = 'code' in error && String(error.code).includes('SSL')
      tell(
        refused
          ? { is: 'none', detail: 'the handshake was refused' }
          : { is: 'unreachable', detail: reasonOf(error) },
      )
    })
  })
}

const namesOf = (alternatives: string | undefined): readonly string[] =>
  (alternatives ?? '').split(', ').flatMap((entry) => (entry.startsWith('DNS:') ? [entry.slice(4)] : []))

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'the connection failed'
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'no answer in time'
  return 'code' in error ? String(error.code) : error.message.slice(0, 200)
}
