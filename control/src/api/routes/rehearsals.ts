import { createRoute, z } from '@hono/zod-openapi'
import { findRehearsal, startRehearsal } from '../../actions/start-rehearsal.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { answer, FAULTS, id, list, renderPage } from '../schemas/common.ts'
import { rehearsal, rehearsalQuery, renderRehearsal } from '../schemas/rehearsal.ts'

const path = '/cdn/resources/{id}/ssl/le/rehearsals'
const tags = ['Issuing']
/** Without `limit`: whoever wants more asks for pages. */
const MOST = 1000

const start = createRoute({
  method: 'post',
  path,
  tags,
  operationId: 'startRehearsal',
  summary: 'Rehearse: would the CA issue for these names?',
  description:
    'Looks as before every order, orders at the CA’s rehearsal directory and answers its challenges through our edges. The ' +
    'certificate is thrown away, and nothing of what is served or counted changes. Read how it went until `ended` is set.',
  request: {
    params: z.object({ id }),
    body: {
      content: {
        'application/json': {
          schema: z.object({
            names: z
              .array(z.string().min(1).max(253))
              .max(11)
              .optional()
              .openapi({ description: 'Of the resource; all of them where none are given' }),
          }),
        },
      },
    },
  },
  responses: { ...FAULTS, 201: answer('It has begun.', rehearsal) },
})
const read = createRoute({
  method: 'get',
  path: `${path}/{rehearsal_id}`,
  tags,
  operationId: 'readRehearsal',
  summary: 'How a rehearsal goes, or went',
  description: '`result` is `running` until `ended` is set. What stood in the way is told as in a diagnosis.',
  request: { params: z.object({ id, rehearsal_id: z.string() }) },
  responses: { ...FAULTS, 200: answer('The rehearsal; kept for 30 days.', rehearsal) },
})

const listAll = createRoute({
  method: 'get',
  path: '/cdn/ssl/le/rehearsals',
  tags,
  operationId: 'listRehearsals',
  summary: 'The rehearsals of the client, newest first; a thousand at most',
  description: 'Those under way too. They are kept for 30 days, and go with their resource.',
  request: { query: rehearsalQuery },
  responses: { ...FAULTS, 200: answer('The rehearsals.', list(rehearsal)) },
})

const offer = createRoute({
  method: 'get',
  path: '/cdn/ssl/le/rehearsals/offer',
  tags,
  operationId: 'readRehearsalOffer',
  summary: 'Where rehearsals are made, if they are offered here',
  description: 'The operator names the CA’s staging directory, or none.',
  responses: {
    ...FAULTS,
    200: answer(
      'The offer.',
      z
        .object({ directory: z.string().nullable().openapi({ description: 'Null: they are not offered' }) })
        .openapi('RehearsalOffer'),
    ),
  },
})

export function addRehearsals(app: App, world: World): void {
  app.openapi(start, async (context) => {
    const { names } = context.req.valid('json')
    const { client } = context.get('token')
    const begun = await startRehearsal(world, client, context.req.valid('param').id, names)
    return context.json(renderRehearsal(begun), 201)
  })
  app.openapi(read, async (context) => {
    const { id: resource, rehearsal_id: wanted } = context.req.valid('param')
    const found = await findRehearsal(world, context.get('token').client, resource, wanted)
    return context.json(renderRehearsal(found), 200)
  })
  app.openapi(offer, (context) => context.json({ directory: world.rehearsalCa?.directory ?? null }, 200))
  app.openapi(listAll, async (context) => {
    const { resource, ordering, limit, offset = 0 } = context.req.valid('query')
    const { count, found } = await world.store.rehearsalsOf({
      client: context.get('token').client,
      resource,
      oldestFirst: ordering === 'id',
      limit: limit ?? MOST,
      offset,
    })
    const results = found.map(renderRehearsal)
    return context.json(
      limit === undefined ? results : renderPage(results, count, context.req.url, limit, offset),
      200,
    )
  })
}
