// `/openapi.json`: made of the very schemas that requests are checked against.

import { VERSION } from '../../version.ts'
import type { App } from '../context.ts'
import { VIEW_AS_PARAMETER } from '../schemas/view-as.ts'
import { IGNORED } from '../tell-ignored.ts'
import { addExamples, type Operation } from './add-examples.ts'

const HEAD = {
  openapi: '3.1.0',
  info: {
    title: 'wellknown',
    version: VERSION,
    description:
      "Managed Let's Encrypt certificates for a CDN; wire-compatible with Gcore's CDN API. Lists come whole, or in pages " +
      'with `limit`. X-Wellknown-Warning holds sentences for the customer. Every answer tells what is left of the client’s ' +
      'calls (RateLimit, RateLimit-Policy).',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/', description: 'Where this description came from' }],
  security: [{ APIKey: [] }],
  tags: [
    {
      name: 'CDN resources',
      description: 'Sites: their names, their origin, their options, whether HTTPS is on.',
    },
    { name: 'Origin groups', description: 'Where sites get what they serve.' },
    { name: 'Rules', description: 'What is done for some paths of a site, and a checker of their patterns.' },
    {
      name: 'Certificates',
      description: 'Own certificates, places of managed ones, and what drives an issue process.',
    },
    {
      name: 'Issuing',
      description: 'How a certificate stands, why, and what can be asked for; with rehearsals.',
    },
    { name: 'Notifications', description: 'Who is told what, and what was told.' },
    { name: 'Webhooks', description: 'The same for programs, signed.' },
    { name: 'Events and audit', description: 'What happens, as it happens, and what happened.' },
    { name: 'Clients and tokens', description: 'Who asks, and what they may.' },
    { name: 'Operator', description: 'For who runs the CDN: all clients, the CA, the edges, holds.' },
    { name: 'Guide', description: 'Pages for people about each problem. No token is needed.' },
  ],
}

/** What every POST may carry. */
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description:
    'A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.',
  schema: { type: 'string' as const, maxLength: 257 },
  example: '8e03978e-40d5-43dd-bc93-6894a57f9324',
}

/** What any call with a body may answer. */
function describeIgnored(responses: Readonly<Record<string, unknown>> = {}): void {
  for (const [status, response] of Object.entries(responses)) {
    if (!status.startsWith('2') || typeof response !== 'object' || response === null) continue
    Object.assign(response, {
      headers: {
        [IGNORED]: {
          description:
            'The members of the body that mean nothing to this call, percent-encoded, between commas. They change nothing.',
          schema: { type: 'string' },
        },
      },
    })
  }
}

/** Who may: the least role that the call takes. */
function roleOf(method: string, path: string): string | null {
  if (path.startsWith('/operator/')) return 'operator'
  if (!path.startsWith('/cdn/')) return null
  if (path.startsWith('/cdn/clients/me/tokens')) return 'admin'
  return method === 'get' ? 'read' : 'write'
}

export function addDescription(app: App): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'APIKey', {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'APIKey <token>',
  })
  let description: object | null = null
  app.get('/openapi.json', (context) => context.json((description ??= describe(app))))
}

function describe(app: App): object {
  // A copy: answers that calls share are one object each, and are told apart below.
  const described = structuredClone(app.getOpenAPI31Document(HEAD))
  const schemas = described.components?.schemas ?? {}
  for (const [path, item] of Object.entries(described.paths ?? {})) {
    const { get, post, put, patch, delete: remove } = item
    if (get && path.startsWith('/cdn/')) get.parameters = [...(get.parameters ?? []), VIEW_AS_PARAMETER]
    if (post) post.parameters = [...(post.parameters ?? []), IDEMPOTENCY_KEY]
    for (const taking of [post, put, patch]) {
      if (taking?.requestBody) describeIgnored(taking.responses)
    }
    for (const [method, operation] of Object.entries({ get, post, put, patch, delete: remove })) {
      if (!operation) continue
      const role = roleOf(method, path)
      if (role !== null) {
        const least = `For tokens of the role \`${role}\`${role === 'operator' ? '' : ' or a higher one'}.`
        operation.description = [operation.description, least].filter(Boolean).join('\n\n')
      }
      // The cast: what the generator writes is an operation of the document.
      addExamples(operation as Operation, path, schemas)
    }
  }
  return described
}
