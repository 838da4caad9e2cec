import { createRoute, z } from '@hono/zod-openapi'
import { notFound } from '../../actions/refusal.ts'
import {
  changeWebhook,
  createWebhook,
  findWebhook,
  redeliver,
  rotateSecret,
  testWebhook,
} from '../../actions/save-webhook.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { answer, body, EMPTY, FAULTS, id, list, page, renderList } from '../schemas/common.ts'
import { delivery, deliveryStatus, renderDelivery } from '../schemas/notification.ts'
import { mentions, orderingBy, search, sortBy } from '../schemas/ordering.ts'
import {
  newWebhook,
  readWebhook,
  renderWebhook,
  webhook,
  webhookBody,
  webhookChange,
} from '../schemas/webhook.ts'

const path = '/cdn/webhooks'
const one = `${path}/{webhook_id}`
const params = z.object({ webhook_id: z.string() })
const tags = ['Webhooks']

const listRoute = createRoute({
  method: 'get',
  path,
  tags,
  operationId: 'listWebhooks',
  summary: 'The webhooks of the client',
  description: 'Each with since when it fails, and why it was switched off, if it was.',
  request: {
    query: page.extend({
      active: z.stringbool({ error: 'Give true or false' }).optional(),
      search: search.openapi({ description: 'Text that its URL or description holds, whatever its case.' }),
      ordering: orderingBy('created', 'url'),
    }),
  },
  responses: { ...FAULTS, 200: answer('The webhooks, without their secrets.', list(webhook)) },
})
const createOne = createRoute({
  method: 'post',
  path,
  tags,
  operationId: 'createWebhook',
  summary: 'Add a webhook; its signing secret is shown once',
  description:
    'Notices are posted by the Standard Webhooks specification; the API guide has a receiver to copy. The secret is in this answer only.',
  request: { body: body(webhookBody) },
  responses: { ...FAULTS, 201: answer('The webhook, with its secret.', newWebhook) },
})
const readOne = createRoute({
  method: 'get',
  path: one,
  tags,
  operationId: 'readWebhook',
  summary: 'A webhook',
  description: 'Since when it fails, and why it was switched off, if it was.',
  request: { params },
  responses: { ...FAULTS, 200: answer('The webhook.', webhook) },
})
const changing = (method: 'put' | 'patch') =>
  createRoute({
    method,
    path: one,
    tags,
    operationId: method === 'put' ? 'replaceWebhook' : 'changeWebhook',
    summary: 'Change a webhook, or switch it on again',
    description:
      '`active: true` switches it on again after failures. PUT sets all: what is left out is as it was at first.',
    request: { params, body: body(method === 'put' ? webhookBody : webhookChange) },
    responses: { ...FAULTS, 200: answer('The webhook.', webhook) },
  })
const deleteOne = createRoute({
  method: 'delete',
  path: one,
  tags,
  operationId: 'deleteWebhook',
  summary: 'Delete a webhook with all that waits for it',
  description: 'What waits for it is given up.',
  request: { params },
  responses: { ...FAULTS, 204: EMPTY },
})
const rotate = createRoute({
  method: 'post',
  path: `${one}/secret`,
  tags,
  operationId: 'rotateWebhookSecret',
  summary: 'Make a new secret, shown once; the present one signs for another day',
  description: 'Receivers that know either accept what comes in the next day, since both sign.',
  request: { params },
  responses: { ...FAULTS, 201: answer('The new secret.', z.object({ secret: z.string() })) },
})
const test = createRoute({
  method: 'post',
  path: `${one}/test`,
  tags,
  operationId: 'testWebhook',
  summary: 'Post a test; how it went stands in the deliveries',
  description: 'A notice of the type `webhook.test`, under a `webhook-id` of its own.',
  request: { params },
  responses: { ...FAULTS, 202: answer('The id of the notice.', z.object({ notice: z.string() })) },
})
const listDeliveries = createRoute({
  method: 'get',
  path: `${one}/deliveries`,
  tags,
  operationId: 'listDeliveries',
  summary: 'The newest hundred deliveries, with each try: status, milliseconds, the beginning of the answer',
  description: 'For finding out what a receiver was sent and what it answered.',
  request: {
    params,
    query: page.extend({
      status: deliveryStatus.optional(),
      ordering: orderingBy('id'),
    }),
  },
  responses: { ...FAULTS, 200: answer('The deliveries.', list(delivery.extend({ type: z.string() }))) },
})
const redeliverOne = createRoute({
  method: 'post',
  path: `${one}/deliveries/{delivery_id}/redeliver`,
  tags,
  operationId: 'redeliver',
  summary: 'Deliver once more, under the same webhook-id',
  description: 'Also what was given up. A receiver that keeps `webhook-id`s does nothing twice.',
  request: { params: params.extend({ delivery_id: id }) },
  responses: { ...FAULTS, 202: EMPTY },
})

export function addWebhooks(app: App, world: World): void {
  const { store } = world
  app.openapi(listRoute, async (context) => {
    const query = context.req.valid('query')
    const found = (await store.webhooks(context.get('token').client)).filter(
      ({ url, description, active }) =>
        mentions(query.search, url, description) && (query.active === undefined || active === query.active),
    )
    const sorted = sortBy(found, query.ordering, {
      created: (each) => each.created,
      url: (each) => each.url,
    })
    return context.json(renderList(sorted.map(renderWebhook), context.req.url, query), 200)
  })
  app.openapi(createOne, async (context) => {
    const { url } = context.req.valid('json')
    const wish = { ...readWebhook(context.req.valid('json')), url }
    const made = await createWebhook(world, context.get('token').client, wish)
    return context.json({ ...renderWebhook(made.webhook), secret: made.secret }, 201)
  })
  app.openapi(readOne, async (context) => {
    const { webhook_id: which } = context.req.valid('param')
    return context.json(renderWebhook(await findWebhook(world, context.get('token').client, which)), 200)
  })
  for (const method of ['put', 'patch'] as const) {
    app.openapi(changing(method), async (context) => {
      const wish = readWebhook(context.req.valid('json'))
      // PUT says all: what is not named is as it was at first.
      const whole = method === 'put' ? { description: '', events: null, active: true, ...wish } : wish
      const { webhook_id: which } = context.req.valid('param')
      return context.json(
        renderWebhook(await changeWebhook(world, context.get('token').client, which, whole)),
        200,
      )
    })
  }
  app.openapi(deleteOne, async (context) => {
    const deleted = await store.deleteWebhook(
      context.get('token').client,
      context.req.valid('param').webhook_id,
    )
    if (!deleted) throw notFound()
    return context.body(null, 204)
  })
  app.openapi(rotate, async (context) => {
    const { webhook_id: which } = context.req.valid('param')
    return context.json({ secret: await rotateSecret(world, context.get('token').client, which) }, 201)
  })
  app.openapi(test, async (context) => {
    const { webhook_id: which } = context.req.valid('param')
    return context.json({ notice: await testWebhook(world, context.get('token').client, which) }, 202)
  })
  app.openapi(listDeliveries, async (context) => {
    const { id: which } = await findWebhook(
      world,
      context.get('token').client,
      context.req.valid('param').webhook_id,
    )
    const query = context.req.valid('query')
    const chosen = (await store.webhookDeliveries(which)).filter(
      ({ status }) => query.status === undefined || status === query.status,
    )
    const rendered = sortBy(chosen, query.ordering, { id: (each) => each.id }).map(({ told, ...each }) => ({
      ...renderDelivery(each),
      type: told.type,
    }))
    return context.json(renderList(rendered, context.req.url, query), 200)
  })
  app.openapi(redeliverOne, async (context) => {
    const { webhook_id: which, delivery_id: sent } = context.req.valid('param')
    await redeliver(world, context.get('token').client, which, sent)
    return context.body(null, 202)
  })
}
