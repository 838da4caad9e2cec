import { createRoute, z } from '@hono/zod-openapi'
import { suspendResource, unsuspendResource } from '../../actions/suspend-resource.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { body, EMPTY, FAULTS, id } from '../schemas/common.ts'
import { reason } from '../schemas/operator.ts'

const tags = ['Operator']
const params = z.object({ id })

const suspend = createRoute({
  method: 'post',
  path: '/operator/resources/{id}/suspend',
  tags,
  operationId: 'suspendResource',
  summary:
    'Take a resource out of service, with or without its client: visitors get 403 and nothing is ordered; the certificate is kept',
  description:
    'The client is told by mail and webhook, reads the reason in the resource and the diagnosis, and cannot undo it. Each reason is told once. Done twice, the later reason stands.',
  request: { params, body: body(z.strictObject({ reason })) },
  responses: { ...FAULTS, 201: EMPTY },
})
const unsuspend = createRoute({
  method: 'post',
  path: '/operator/resources/{id}/unsuspend',
  tags,
  operationId: 'unsuspendResource',
  summary:
    'Put a suspended resource back: it is served again, and checked first, unless its client has switched it off',
  description: 'The client is told. What waited goes on where it stood.',
  request: { params },
  responses: { ...FAULTS, 201: EMPTY },
})

/** Suspending resources, and putting them back. */
export function addOperatorSuspensions(app: App, world: World): void {
  app.openapi(suspend, async (context) => {
    await suspendResource(world, context.req.valid('param').id, context.req.valid('json').reason)
    return context.body(null, 201)
  })
  app.openapi(unsuspend, async (context) => {
    await unsuspendResource(world, context.req.valid('param').id)
    return context.body(null, 201)
  })
}
