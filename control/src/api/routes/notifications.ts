import { createRoute, z } from '@hono/zod-openapi'
import { changeNotifications } from '../../actions/change-notifications.ts'
import { notFound } from '../../actions/refusal.ts'
import { NOTICE_TYPES } from '../../store/notice-records.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { answer, body, FAULTS, list, page, renderPage } from '../schemas/common.ts'
import {
  anyType,
  notice,
  renderNotice,
  renderSettings,
  settings,
  settingsBody,
} from '../schemas/notification.ts'
import { mentions, orderingBy, search, sortBy } from '../schemas/ordering.ts'

const path = '/cdn/notifications'
const tags = ['Notifications']
const params = z.object({ notice_id: z.string() })

const readSettings = createRoute({
  method: 'get',
  path: `${path}/settings`,
  tags,
  operationId: 'readNotificationSettings',
  summary: 'Who is mailed, and of what',
  description:
    'The recipients, each with what the mail server last refused of it, and which kinds of notices are mailed. Webhooks have choices of their own.',
  responses: { ...FAULTS, 200: answer('The settings.', settings) },
})
const changeSettings = (method: 'put' | 'patch') =>
  createRoute({
    method,
    path: `${path}/settings`,
    tags,
    operationId: method === 'put' ? 'replaceNotificationSettings' : 'changeNotificationSettings',
    summary:
      'Change who is mailed, and of what; names that do not pass are mailed once a day for all resources',
    description: 'PUT sets all: what is left out is as it was at first. PATCH changes what is named.',
    request: { body: body(settingsBody) },
    responses: { ...FAULTS, 200: answer('The settings.', settings) },
  })
const listNotices = createRoute({
  method: 'get',
  path,
  tags,
  operationId: 'listNotices',
  summary: 'What the client was told, newest first, with the deliveries; up to a thousand, for 90 days',
  description:
    'What was told stands here whether or not it could be mailed, with every try of every delivery.',
  request: {
    query: page.extend({
      resource: z.coerce.number().int().optional(),
      type: anyType.optional(),
      search: search.openapi({ description: 'Text that its subject holds, whatever its case.' }),
      ordering: orderingBy('at'),
    }),
  },
  responses: { ...FAULTS, 200: answer('The notices.', list(notice)) },
})
const readNotice = createRoute({
  method: 'get',
  path: `${path}/{notice_id}`,
  tags,
  operationId: 'readNotice',
  summary: 'A notice with its deliveries',
  description:
    'Its text as people are mailed it, its data as webhooks are posted it, and how each delivery went.',
  request: { params },
  responses: { ...FAULTS, 200: answer('The notice.', notice) },
})

export function addNotifications(app: App, world: World): void {
  const { store } = world
  const mailServer = world.mail !== null
  app.openapi(readSettings, async (context) => {
    const found = await store.notificationSettings(context.get('token').client)
    return context.json(renderSettings(found, mailServer), 200)
  })
  for (const method of ['put', 'patch'] as const) {
    app.openapi(changeSettings(method), async (context) => {
      const { recipients, events } = context.req.valid('json')
      // PUT says all: what is not named is as it was at first.
      const all = Object.fromEntries(NOTICE_TYPES.map((type) => [type, true]))
      const wish =
        method === 'put'
          ? { recipients: recipients ?? [], events: { ...all, ...events } }
          : { recipients, events }
      const changed = await changeNotifications(world, context.get('token').client, wish)
      return context.json(renderSettings(changed, mailServer), 200)
    })
  }
  app.openapi(listNotices, async (context) => {
    const { resource, type, search: sought, ordering, ...query } = context.req.valid('query')
    const all = await store.notices(context.get('token').client)
    const chosen = all.filter(
      (each) =>
        mentions(sought, each.subject) &&
        (resource === undefined || each.resource === resource) &&
        (type === undefined || each.type === type),
    )
    const sorted = sortBy(chosen, ordering, { at: (each) => each.at })
    const { limit, offset = 0 } = query
    // The deliveries of those on the page only.
    const shown = sorted.slice(offset, limit === undefined ? undefined : offset + limit)
    const deliveries = await store.deliveriesOf(shown.map(({ id }) => id))
    const rendered = shown.map((each) => renderNotice(each, deliveries))
    const { url } = context.req
    return context.json(
      limit === undefined ? rendered : renderPage(rendered, sorted.length, url, limit, offset),
      200,
    )
  })
  app.openapi(readNotice, async (context) => {
    const found = await store.notice(context.get('token').client, context.req.valid('param').notice_id)
    if (!found) throw notFound()
    return context.json(renderNotice(found, await store.deliveriesOf([found.id])), 200)
  })
}
