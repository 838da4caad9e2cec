// What the edges of the bench hold: one live token, a site with five rules that answers itself, and one that does not.

import http from 'node:http'
import { compilePattern } from '@wellknown/patterns'
import {
  challengePath,
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
import { BODY } from './answer.ts'
import type { Question } from './load.ts'

const ADMIN_HOST = 'admin.edge.test'
const THUMBPRINT = 'T'.repeat(43)
const TOKEN = 'evaGxfADs6pSRb2LAv9IZf17Dt3juxGJ-PCt92wr-oA'
const HOUR = 3_600_000

/** The product page's own pattern among them; the last is the one that matches what is asked. */
const RULES = [
  '^/api/v[0-9]+/',
  String.raw`^/(?!\.well-known/|static/)`,
  String.raw`/.*\.(php|cgi|pl)$`,
  '^/((?!(jpeg|gif|png|pdf|jpg|css|js|woff|woff2|ttf)).)*$',
  '^/static/',
]
const PATH = '/static/app.4f3c2b1a.js'

/** Each connection asks for the token of a host of its own: edges share what is looked up for two at once. */
const CONNECTIONS = 16
const challenged = (connection: number): string => `challenge-${connection % CONNECTIONS}.customer.test`
const answered = { host: 'answered.customer.test', path: PATH, holds: BODY }
const passed = { host: 'passed.customer.test', path: PATH, holds: 'from the origin' }

type Site = (connection: number) => Question
export const CHALLENGE: Site = (connection) => ({
  host: challenged(connection),
  path: challengePath(TOKEN),
  holds: `${TOKEN}.${THUMBPRINT}`,
})
export const ANSWERED: Site = () => answered
export const PASSED: Site = () => passed

export type Identity = { readonly settings: Readonly<Record<string, string>>; readonly key: SigningKey }

/** Settings for the edges, and the key that may speak to them. */
export async function createIdentity(): Promise<Identity> {
  const { privateJwk, publicJwk } = await generateSigningKey()
  const ADMIN_JWKS = JSON.stringify({ keys: [publicJwk] })
  return {
    settings: { POP: 'bench', ADMIN_HOST, ADMIN_JWKS, ACME_THUMBPRINTS: THUMBPRINT },
    key: await importSigningKey(privateJwk),
  }
}

function configOf(origin: number, answers: boolean): Config {
  const options = answers ? { force_return: { enabled: true, code: 200, body: BODY } } : {}
  return {
    resource: 1,
    active: true,
    https: true,
    options: {},
    rules: RULES.map((pattern, index) => {
      const compiled = compilePattern(pattern, 0)
      if (!compiled.ok) throw new Error(compiled.reason)
      const last = index === RULES.length - 1
      return { id: index + 1, table: compiled.table, options: last ? options : {} }
    }),
    origin: {
      protocol: 'HTTP',
      hostHeader: null,
      sources: [{ source: `127.0.0.1:${origin}`, backup: false }],
    },
  }
}

/** Puts all of it on the edge at `port`. */
export async function equip(port: number, { key }: Identity, origin: number): Promise<void> {
  const put = (kind: Kind, host: string, document: unknown) => push(port, key, kind, host, document)
  const entries = [{ token: TOKEN, thumbprint: THUMBPRINT, expires: Date.now() + HOUR }]
  for (let connection = 0; connection < CONNECTIONS; connection++)
    await put('tokens', challenged(connection), { entries })
  for (const [host, answers] of [
    [answered.host, true],
    [passed.host, false],
  ] as const) {
    await put('config', host, await signConfig(host, 1, 1, configOf(origin, answers), key))
  }
}

async function push(
  port: number,
  key: SigningKey,
  kind: Kind,
  host: string,
  document: unknown,
): Promise<void> {
  const path = documentPath(host, kind)
  const body = utf8(JSON.stringify({ wire: WIRE, kind, host, epoch: 1, rev: 1, document }))
  const signed = await signRequest(
    { method: 'PUT', url: `http://${ADMIN_HOST}${path}`, body },
    key,
    Date.now(),
  )
  const status = await new Promise<number>((resolve, reject) => {
    const headers = { ...signed, host: ADMIN_HOST, 'content-length': body.length }
    const request = http.request({ host: '127.0.0.1', port, method: 'PUT', path, headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    request.on('error', reject)
    request.end(body)
  })
  if (status !== 200) throw new Error(`The edge refused ${kind} of ${host}: ${status}.`)
}
