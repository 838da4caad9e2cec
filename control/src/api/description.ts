// `/openapi.json`: made of the very schemas that requests are checked against.

import { VERSION } from '../version.ts'
import type { App } from './context.ts'
import { VIEW_AS_PARAMETER } from './schemas/view-as.ts'
import { IGNORED } from './tell-ignored.ts'

const HEAD = {
  openapi: '3.1.0',
  info: {
    title: 'wellknown',
    version: VERSION,
    description:
      "Managed Let's Encrypt certificates for a CDN; wire-compatible with Gcore's CDN API. Lists come whole, or in pages " +
      'with `limit`. X-Wellknown-Warning holds sentences for the customer. Every answer tells what is left of the client’s ' +
      'calls (RateLimit, RateLimit-Policy).',
  },
  security: [{ APIKey: [] }],
}

/** What every POST may carry. */
const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header' as const,
  required: false,
  description:
    'A key of the client’s own, a UUID for instance: the same request sent again within a day makes nothing twice, and gets the first answer.',
  schema: { type: 'string' as const, maxLength: 257 },
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

export function addDescription(app: App): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'APIKey', {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description: 'APIKey <token>',
  })
  app.get('/openapi.json', (context) => {
    const described = app.getOpenAPI31Document(HEAD)
    for (const [path, { get, post, put, patch }] of Object.entries(described.paths ?? {})) {
      if (get && path.startsWith('/cdn/')) get.parameters = [...(get.parameters ?? []), VIEW_AS_PARAMETER]
      if (post) post.parameters = [...(post.parameters ?? []), IDEMPOTENCY_KEY]
      for (const taking of [post, put, patch]) {
        if (taking?.requestBody) describeIgnored(taking.responses)
      }
    }
    return context.json(described)
  })
}
