// For the tests: a CA, the DNS it asks, a customer's web site, and a client.

import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import { Agent, request } from 'node:https'
import type { AddressInfo } from 'node:net'
import acme from 'acme-client'
import { startDns, type DnsServer } from '@wellknown/practice-dns'
import type { LogLine } from './log.ts'
import type { PracticeCa, PracticeCaOptions } from './options.ts'
import { startPracticeCa } from './practice-ca.ts'

export const ZONE = 'customer.example'

/** How the site answers a request for a token; `seen` counts the requests for that token, from 1. */
export type Behaviour = (
  request: IncomingMessage,
  response: ServerResponse,
  challenge: { readonly keyAuthorization: string; readonly seen: number },
) => void

export type Site = {
  readonly port: number
  /** What the site was asked, oldest first. */
  readonly asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[]
  /** token → key authorization */
  readonly tokens: Map<string, string>
  /** Set by a test; null: answers as it should. */
  behaviour: Behaviour | null
  close(): Promise<void>
}

/** A web site that answers what was put into `tokens`. */
export async function startSite(host = '127.0.0.1'): Promise<Site> {
  const seen = new Map<string, number>()
  const site: Omit<Site, 'port' | 'close'> = { asked: [], tokens: new Map(), behaviour: null }
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    site.asked.push({ path, headers: request.headers })
    const token = /^\/\.well-known\/acme-challenge\/([\w-]+)$/.exec(path)?.[1] ?? ''
    const count = (seen.get(token) ?? 0) + 1
    seen.set(token, count)
    const keyAuthorization = site.tokens.get(token) ?? ''
    if (site.behaviour) site.behaviour(request, response, { keyAuthorization, seen: count })
    else response.writeHead(keyAuthorization ? 200 : 404).end(keyAuthorization)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, host, resolve)
  })
  // The cast: a server that listens on TCP has an address of this form.
  const { port } = server.address() as AddressInfo
  return Object.assign(site, {
    port,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  })
}

export type Rig = {
  readonly ca: PracticeCa
  readonly dns: DnsServer
  readonly site: Site
  readonly log: LogLine[]
  /** Has an account. */
  readonly client: acme.Client
  readonly accountKey: Buffer
  close(): Promise<void>
}

/** acme-client keeps one axios for the process, and that trusts one root: all CAs of a test file share it. */
let sharedRoot: PracticeCa['root'] | null = null

/** Starts all four. Nonces are refused only if asked for, so that a test fails for its own reason. */
export async function startRig(options: Partial<PracticeCaOptions> = {}): Promise<Rig> {
  const site = await startSite()
  const dns = await startDns({ host: '127.0.0.1', port: 0, zone: ZONE, records: { a: ['127.0.0.1'] } })
  const log: LogLine[] = []
  const ca = await startPracticeCa({
    listen: { host: '127.0.0.1', port: 0 },
    root: sharedRoot,
    dns: `127.0.0.1:${dns.port}`,
    validationPort: site.port,
    allowReserved: true,
    rejectNonces: 0,
    log: (line) => log.push(line),
    ...options,
  })
  sharedRoot = ca.root
  const accountKey = await acme.crypto.createPrivateEcdsaKey()
  const client = connect(ca, accountKey)
  await client.createAccount({ termsOfServiceAgreed: true })
  return {
    ca,
    dns,
    site,
    log,
    client,
    accountKey,
    async close() {
      await Promise.all([ca.close(), dns.close(), site.close()])
    },
  }
}

/** A client that trusts nothing but this CA's root. */
export function connect(ca: PracticeCa, accountKey: Buffer, accountUrl?: string): acme.Client {
  // Kept alive: a handshake for each request is most of what a test would wait for.
  acme.axios.defaults.httpsAgent = new Agent({ ca: ca.rootPem, keepAlive: true })
  return new acme.Client({
    directoryUrl: ca.directoryUrl,
    accountKey,
    ...(accountUrl !== undefined && { accountUrl }),
    backoffAttempts: 400,
    backoffMin: 5,
    backoffMax: 25,
  })
}

/** Orders, puts the tokens on the site, answers every challenge, and waits until each is decided. */
export async function validate(
  rig: Pick<Rig, 'client' | 'site'>,
  names: readonly string[],
  more: object = {},
): Promise<acme.Order> {
  const { client, site } = rig
  const identifiers = names.map((value) => ({ type: 'dns', value }))
  // What acme-client does not type it passes on all the same.
  const order = await client.createOrder({ identifiers, ...more })
  const authorizations = await client.getAuthorizations(order)
  const answered = authorizations.flatMap(({ challenges }) =>
    challenges.filter(({ type }) => type === 'http-01'),
  )
  for (const challenge of answered) {
    site.tokens.set(challenge.token, await client.getChallengeKeyAuthorization(challenge))
  }
  for (const challenge of answered) await client.completeChallenge(challenge)
  await Promise.all(
    // It rejects for a challenge that became invalid, which the order then tells as well.
    answered.map((challenge) => client.waitForValidStatus(challenge).catch(() => null)),
  )
  return client.getOrder(order)
}

/** What became of an order that must have failed: its problem document. */
export type Failure = {
  readonly type: string
  readonly detail: string
  readonly subproblems?: readonly { readonly identifier: { readonly value: string } }[]
}

/** The problem of an order that has failed; throws if it has not. */
export function failureOf(order: acme.Order): Failure {
  // The cast: acme-client types `error` as an object of unknown members; RFC 8555 §7.1.3 says which.
  const { status, error } = order as { status: string; error?: Failure }
  if (status !== 'invalid' || !error) throw new Error(`The order is ${status}.`)
  return { ...error, type: error.type.replace('urn:ietf:params:acme:error:', '') }
}

export type RawAnswer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** One plain HTTPS exchange with the CA, without a client's good manners. */
export function ask(
  ca: PracticeCa,
  method: string,
  url: string,
  given: { readonly headers?: Record<string, string>; readonly body?: string } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method, ca: ca.rootPem, agent: false, headers: given.headers ?? {} },
      (response) => {
        let body = ''
        response.setEncoding('utf8')
        response.on('data', (text: string) => (body += text))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(given.body)
  })
}

/** Replaces the fault plan over the management port; rejects if it is not taken. */
export async function plan(ca: PracticeCa, faults: readonly object[]): Promise<void> {
  const { status } = await manage(ca, 'PUT', '/faults', faults)
  if (status !== 200) throw new Error(`The plan was answered ${status}.`)
}

/** One exchange with the management port. */
export async function manage(
  ca: PracticeCa,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly json: unknown }> {
  const answer = await fetch(`${ca.manageUrl ?? ''}${path}`, {
    method,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, json: text === '' ? null : JSON.parse(text) }
}

/** A signing request, PEM, with a fresh EC key if none is given: an RSA key takes long to make. */
export async function createCsr(names: readonly string[], key?: Buffer): Promise<Buffer> {
  const [, csr] = await acme.crypto.createCsr(
    { altNames: [...names] },
    key ?? (await acme.crypto.createPrivateEcdsaKey()),
  )
  return csr
}

/** Validates and has a certificate issued; the chain as PEM. */
export async function issue(
  rig: Pick<Rig, 'client' | 'site'>,
  names: readonly string[],
  more: object = {},
): Promise<string> {
  const csr = await createCsr(names)
  const order = await rig.client.finalizeOrder(await validate(rig, names, more), csr)
  return rig.client.getCertificate(order)
}
