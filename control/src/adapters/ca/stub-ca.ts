// For the tests: a CA that answers what a test tells it to, however wrong, and remembers what it was asked.

import 'reflect-metadata'
import { webcrypto } from 'node:crypto'
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import * as x509 from '@peculiar/x509'
import { CaError, type CaProblem } from './port.ts'

export type Jws = {
  readonly protected: Readonly<Record<string, unknown>>
  /** The empty string of a POST-as-GET (RFC 8555 §6.3) is null. */
  readonly payload: unknown
  readonly signature: string
}

export type Asked = {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** Null for what is no POST. */
  readonly jws: Jws | null
  /** The nonce that the answer gave, or null. */
  readonly nonceGiven: string | null
}

/** An object is sent as JSON, a problem document by its `type` alone. */
export type Reply = {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | object
  /** `silent`: nothing is ever sent. `drip`: a byte now and then. `endless`: bytes without end. `cut`: the connection
   *  breaks within the body. */
  readonly fault?: 'silent' | 'drip' | 'endless' | 'cut'
  /** False: the answer carries no nonce. */
  readonly nonce?: boolean
}

export type StubCa = {
  readonly origin: string
  readonly directoryUrl: string
  /** Its certificate, PEM. */
  readonly caPem: string
  /** Oldest first. */
  readonly asked: readonly Asked[]
  /** The requests for one path, oldest first. */
  askedFor(path: string): readonly Asked[]
  /** Answers requests for a path in this order; the last reply stays. */
  script(path: string, ...replies: readonly Reply[]): void
  /** Resolves once a client has hung up on an answer that was not at its end. */
  readonly hungUp: Promise<void>
  close(): Promise<void>
}

export const PROBLEM = 'urn:ietf:params:acme:error:'

/** A problem document, as a scripted reply. */
export const refusing = (
  status: number,
  type: string,
  rest: object = {},
  headers: Readonly<Record<string, string>> = {},
): Reply => ({ status, body: { type: `${PROBLEM}${type}`, detail: `about ${type}`, ...rest }, headers })

/** The problem with which `work` is refused. Rejects when it is not, or with anything but a CaError. */
export async function refusalOf(work: Promise<unknown>): Promise<CaProblem> {
  const error: unknown = await work.then(
    () => 'it was not refused',
    (reason: unknown) => reason,
  )
  if (!(error instanceof CaError)) throw new Error(`no CaError: ${String(error)}`)
  return error.problem
}

/** A directory of resources of this CA, with a key that no client knows (Boulder sends one). */
export const directoryOf = (origin: string): Readonly<Record<string, unknown>> => ({
  newNonce: `${origin}/nonce`,
  newAccount: `${origin}/account`,
  newOrder: `${origin}/order`,
  revokeCert: `${origin}/revoke`,
  keyChange: `${origin}/key-change`,
  'qXb8-rAnDoM': 'https://community.letsencrypt.org/t/adding-random-entries-to-the-directory/33417',
  meta: {},
})

/** Starts one on 127.0.0.1. It has a directory and gives nonces; all else is scripted, or 404. */
export async function startStubCa(): Promise<StubCa> {
  const { cert, key } = await createCertificate()
  const asked: Asked[] = []
  const scripts = new Map<string, Reply[]>()
  const hungUp = Promise.withResolvers<void>()
  let nonces = 0

  const server = createServer({ cert, key }, (request, response) => {
    const path = request.url ?? ''
    const replies = scripts.get(path) ?? [refusing(404, 'malformed')]
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? {}
    void readBody(request).then((body) => {
      const nonceGiven = reply.nonce === false ? null : `nonce-${++nonces}`
      const { method = '', headers } = request
      asked.push({ method, path, headers, jws: method === 'POST' ? readJws(body) : null, nonceGiven })
      if (nonceGiven !== null) response.setHeader('replay-nonce', nonceGiven)
      response.once('close', () => response.writableFinished || hungUp.resolve())
      send(response, reply)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  // The cast: a server that listens on TCP has an address of this form.
  const { port } = server.address() as AddressInfo
  const origin = `https://127.0.0.1:${port}`
  const script = (path: string, ...replies: readonly Reply[]): void => void scripts.set(path, [...replies])
  script('/directory', { body: directoryOf(origin), nonce: false })
  script('/nonce', {})

  return {
    origin,
    directoryUrl: `${origin}/directory`,
    caPem: cert,
    asked,
    askedFor: (path) => asked.filter((each) => each.path === path),
    script,
    hungUp: hungUp.promise,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '', fault }: Reply): void {
  if (fault === 'silent') return
  const plain = typeof body === 'string' || body instanceof Uint8Array
  const type = plain ? 'text/plain' : status < 300 ? 'application/json' : 'application/problem+json'
  response.writeHead(status, { 'content-type': type, ...headers })
  if (fault === 'cut') response.write('{"status":', () => response.destroy())
  else if (fault === 'endless') pour(response)
  else if (fault === 'drip') drip(response)
  else response.end(plain ? body : JSON.stringify(body))
}

function pour(response: ServerResponse): void {
  const chunk = 'x'.repeat(16_384)
  const fill = (): void => {
    while (!response.destroyed && response.write(chunk));
  }
  response.on('drain', fill)
  fill()
}

/** Often enough that no client thinks the line dead. */
const DROP_MS = 20

function drip(response: ServerResponse): void {
  const drops = setInterval(() => response.write('x'), DROP_MS)
  response.once('close', () => clearInterval(drops))
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const decode = (text: string): unknown => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))

/** RFC 7515 §7.2.2. The cast: a client that sends something else fails its test here. */
export function readJws(body: string | object): Jws {
  const parsed = typeof body === 'string' ? (JSON.parse(body) as unknown) : body
  const jws = parsed as { protected: string; payload: string; signature: string }
  return {
    protected: decode(jws.protected) as Record<string, unknown>,
    payload: jws.payload === '' ? null : decode(jws.payload),
    signature: jws.signature,
  }
}

const EC = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const DAY = 24 * 60 * 60_000

async function createCertificate(): Promise<{ cert: string; key: string }> {
  const keys = await webcrypto.subtle.generateKey(EC, true, ['sign', 'verify'])
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=stub CA',
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + DAY),
    keys,
    signingAlgorithm: EC,
    extensions: [
      new x509.BasicConstraintsExtension(true),
      new x509.SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }]),
    ],
  })
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)
  return { cert: certificate.toString('pem'), key: x509.PemConverter.encode(key, 'PRIVATE KEY') }
}
