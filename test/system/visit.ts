import http from 'node:http'
import https from 'node:https'
import type { TLSSocket } from 'node:tls'

export type Seen = { readonly status: number; readonly body: string; readonly serial: string | null }

/** A plain visitor. */
export function visit(address: string, port: number, host: string, path = '/'): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: address, port, path, headers: { host }, agent: false })
    request.on('response', (answer) => collect(answer, null).then(resolve, reject))
    request.on('error', reject)
    request.end()
  })
}

/** A visitor over HTTPS who trusts `ca` and nothing else. */
export function visitSecurely(
  address: string,
  port: number,
  host: string,
  ca: string,
  path = '/',
): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const request = https.request({
      host: address,
      port,
      path,
      servername: host,
      headers: { host },
      agent: false,
      ca,
    })
    request.on('response', (answer) => {
      const { serialNumber } = (answer.socket as TLSSocket).getPeerCertificate()
      collect(answer, serialNumber.toUpperCase()).then(resolve, reject)
    })
    request.on('error', reject)
    request.end()
  })
}

async function collect(answer: http.IncomingMessage, serial: string | null): Promise<Seen> {
  let body = ''
  for await (const chunk of answer) body += String(chunk)
  return { status: answer.statusCode ?? 0, body, serial }
}
