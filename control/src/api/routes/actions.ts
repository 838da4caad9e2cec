import { createRoute, z } from '@hono/zod-openapi'
import { findResource } from '../../actions/change-resource.ts'
import { listActions } from '../../actions/list-actions.ts'
import { mayAs } from '../../actions/manage-tokens.ts'
import { listRecords } from '../../actions/list-records.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { actions, recordsToSet, renderActions, renderRecords } from '../schemas/actions.ts'
import { answer, FAULTS, id } from '../schemas/common.ts'

const tags = ['Issuing']
const ONLY_READS = 'This token only reads.'

const tellActions = createRoute({
  method: 'get',
  path: '/cdn/resources/{id}/ssl/le/actions',
  tags,
  operationId: 'listActions',
  summary: 'What can be asked of the certificate now, and what the other calls would be refused with',
  description:
    'What a page draws its buttons by: each action with whether the call would be taken now, in which words it would be refused, and from when on it is possible.',
  request: { params: z.object({ id }) },
  responses: { ...FAULTS, 200: answer('Each action.', actions) },
})
const tellRecords = createRoute({
  method: 'get',
  path: '/cdn/ssl/le/records',
  tags,
  operationId: 'readDnsRecords',
  summary: 'What to set in DNS for a name, whether or not there is a resource for it yet',
  description:
    'The record that leads the name to this CDN, the CAA record that lets nobody but our CA issue for it, and what delegates its validation where DNS-01 is offered. Nothing is saved.',
  request: {
    query: z.object({
      name: z.string().min(1).max(300),
      look: z.stringbool({ error: 'Give true or false' }).optional().openapi({
        description: 'Look as well where the name leads now, by DNS alone.',
      }),
    }),
  },
  responses: { ...FAULTS, 200: answer('The records.', recordsToSet) },
})

export function addActions(app: App, world: World): void {
  app.openapi(tellActions, async (context) => {
    const saved = await findResource(world, context.get('token').client, context.req.valid('param').id)
    const only = mayAs(context.get('token').role, 'write') ? null : ONLY_READS
    return context.json(renderActions(await listActions(world, saved), only), 200)
  })
  app.openapi(tellRecords, async (context) => {
    const { name, look = false } = context.req.valid('query')
    return context.json(renderRecords(await listRecords(world, context.get('token').client, name, look)), 200)
  })
}
