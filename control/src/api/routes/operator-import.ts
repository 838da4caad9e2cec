import { createRoute, z } from '@hono/zod-openapi'
import { importCertificate } from '../../actions/import-certificate.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { answer, body, FAULTS, id } from '../schemas/common.ts'

const importBody = z
  .strictObject({
    sslCertificate: z.string().max(100_000).openapi({ description: 'The chain as PEM, leaf first' }),
    sslPrivateKey: z.string().max(20_000).openapi({ description: 'Its private key as PEM' }),
    directory: z
      .url({ protocol: /^https$/ })
      .max(500)
      .optional()
      .openapi({ description: 'Where it was issued; our CA unless said' }),
    account: z
      .url({ protocol: /^https$/ })
      .max(500)
      .optional()
      .openapi({ description: 'The account it was issued to; ours unless said' }),
  })
  .openapi('ImportBody')

const importOne = createRoute({
  method: 'post',
  path: '/operator/resources/{id}/import',
  tags: ['Operator'],
  operationId: 'importCertificate',
  summary:
    'Take over a certificate that another ACME client got: it is served at once, and renewed when its time comes',
  description:
    'Nothing is ordered. Done twice, the second says that it was not new. `wellknown import certificates` finds certificates of certbot, lego and acme.sh and calls this for each.',
  request: { params: z.object({ id }), body: body(importBody) },
  responses: { ...FAULTS, 201: answer('Whether it was new.', z.object({ imported: z.boolean() })) },
})

/** Moving in from another ACME client. */
export function addOperatorImport(app: App, world: World): void {
  app.openapi(importOne, async (context) => {
    const imported = await importCertificate(world, context.req.valid('param').id, context.req.valid('json'))
    return context.json({ imported }, 201)
  })
}
