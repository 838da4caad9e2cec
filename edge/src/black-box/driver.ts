// Drives an edge from outside, as a control plane and as a visitor: for the suite that both entries pass.

import http from 'node:http'
import net from 'node:net'
import {
  documentPath,
  generateSigningKey,
  importSigningKey,
  signConfig,
  signRequest,
  utf8,
  WIRE,
  type Config,
  type Kind,
  type SigningKey,
} from '@wellknown/wire'

export const ADMIN_HOST = 'admin.edge.test'
export const THUMBPRINT = 'T'.repeat(43)
/** Pinned beside it, as while an account key is changed. */
export const NEXT_THUMBPRINT = 'N'.repeat(43)

export type Answer = { status: number; headers: http.IncomingHttpHeaders; body: string }

/** Settings for an edge, and the key that may speak to it. */
export async function createIdentity(
  pop: string,
): Promise<{ settings: Record<string, string>; key: SigningKey }> {
  const { privateJwk, publicJwk } = await generateSigningKey()
  const ADMIN_JWKS = JSON.stringify({ keys: [publicJwk] })
  return {
    settings: { POP: pop, ADMIN_HOST, ADMIN_JWKS, ACME_THUMBPRINTS: `${THUMBPRINT},${NEXT_THUMBPRINT}` },
    key: await importSigningKey(privateJwk),
  }
}

/** One request; `path` goes on the wire as it is. */
export function ask(
  port: number,
  options: {
    host: string
    path: string
    method?: string
    headers?: Record<string, string>
    body?: Uint8Array | string
    localAddress?: string
  },
  address = '127.0.0.1',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { host, path, method = 'GET', headers = {}, body, localAddress } = options
    const request = http.request(
      { host: address, port, method, path, headers: { host, ...headers }, agent: false, localAddress },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        )
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

/** Bytes as they are on a socket; gives the status line's code. */
export function askRaw(port: number, text: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(text))
    socket.once('data', (bytes) => {
      resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(bytes.toString())?.[1]))
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

/** Asks, and is gone before there is an answer. */
export function leave(port: number, host: string, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(port, '127.0.0.1', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`, () => socket.destroy()),
    )
    socket.on('error', reject)
    socket.on('close', () => resolve())
  })
}

/** Everything that an edge answers, byte for byte, without the instant it says it did. */
export function askBytes(port: number, host: string, path: string, method = 'GET'): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = net.connect(port, '127.0.0.1', () =>
      socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`),
    )
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('error', reject)
    socket.on('close', () =>
      resolve(
        Buffer.concat(chunks)
          .toString('latin1')
          .replaceAll(/^date: [^\r]*\r\n/gim, ''),
      ),
    )
  })
}

export type PushOptions = { rev: number; epoch?: number; signer?: SigningKey; now?: number; host?: string }

/** A signed push, as it would leave a control plane: its URL, headers and body, to be sent or tampered with. */
export async function preparePush(
  kind: Kind,
  host: string,
  document: unknown,
  key: SigningKey,
  options: PushOptions,
) {
  const { rev, epoch = 1, signer = key, now = Date.now() } = options
  const path = documentPath(host, kind)
  const body = utf8(JSON.stringify({ wire: WIRE, kind, host, epoch, rev, document }))
  const headers = await signRequest({ method: 'PUT', url: `http://${ADMIN_HOST}${path}`, body }, signer, now)
  return { host: options.host ?? ADMIN_HOST, path, method: 'PUT', headers, body }
}

export const OPEN: Config = {
  resource: 1,
  active: true,
  https: true,
  rules: [],
  options: {},
  origin: { protocol: 'HTTP', hostHeader: null, sources: [] },
}

/** A configuration document, signed for `host` at `rev`. */
export const configFor = (host: string, rev: number, config: Config, key: SigningKey) =>
  signConfig(host, 1, rev, config, key)

export const tokens = (...live: string[]) => ({
  entries: live.map((token) => ({ token, thumbprint: THUMBPRINT, expires: Date.now() + 3_600_000 })),
})
