import { createRoute, z } from '@hono/zod-openapi'
import { issueToken } from '../../actions/issue-token.ts'
import { notFound } from '../../actions/refusal.ts'
import { MOST_RULES } from '../../actions/save-rule.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { answer, body, FAULTS, list, page, renderList } from '../schemas/common.ts'
import { mentions, orderingBy, search, sortBy } from '../schemas/ordering.ts'
import { client, clientBody, clientChange, newToken, renderClient, renderToken } from '../schemas/client.ts'

const me = '/cdn/clients/me'
const tags = ['Clients and tokens']

const readMe = createRoute({
  method: 'get',
  path: me,
  tags,
  summary: 'The account, with the name that customers’ CNAME records point at',
  responses: { ...FAULTS, 200: answer('The account.', client) },
})
const changeMe = (method: 'put' | 'patch') =>
  createRoute({
    method,
    path: me,
    tags,
    summary: 'Change the utilization level',
    request: { body: body(clientChange) },
    responses: { ...FAULTS, 200: answer('The account.', client) },
  })
const limits = createRoute({
  method: 'get',
  path: `${me}/limits`,
  tags,
  summary: 'The limits of the account',
  responses: { ...FAULTS, 200: answer('The limits.', z.record(z.string(), z.int())) },
})
const listClients = createRoute({
  method: 'get',
  path: '/operator/clients',
  tags,
  summary: 'All clients',
  request: {
    query: page.extend({
      search: search.openapi({ description: 'Text that its name or target holds, whatever its case.' }),
      ordering: orderingBy('id', 'name', 'created'),
    }),
  },
  responses: { ...FAULTS, 200: answer('The clients.', list(client)) },
})
const createClient = createRoute({
  method: 'post',
  path: '/operator/clients',
  tags,
  summary: 'Make a client and its first API token, whose text is shown once',
  request: { body: body(clientBody) },
  responses: { ...FAULTS, 201: answer('The client.', z.object({ client, token: newToken })) },
})

export function addClients(app: App, world: World): void {
  const { store } = world
  app.openapi(readMe, async (context) => {
    const found = await store.client(context.get('token').client)
    if (!found) throw notFound()
    return context.json(renderClient(found), 200)
  })
  for (const method of ['put', 'patch'] as const) {
    app.openapi(changeMe(method), async (context) => {
      const { utilization_level: utilizationLevel } = context.req.valid('json')
      const changed = await store.updateClient(context.get('token').client, { utilizationLevel }, world.now())
      if (!changed) throw notFound()
      return context.json(renderClient(changed), 200)
    })
  }
  app.openapi(limits, async (context) =>
    context.json({ rules_limit: MOST_RULES, secondary_hostnames_limit: 10, origins_in_group_limit: 50 }, 200),
  )
  app.openapi(listClients, async (context) => {
    const query = context.req.valid('query')
    const chosen = (await store.clients()).filter(({ name, cname }) => mentions(query.search, name, cname))
    const sorted = sortBy(chosen, query.ordering, {
      id: (each) => each.id,
      name: (each) => each.name,
      created: (each) => each.created,
    })
    return context.json(renderList(sorted.map(renderClient), context.req.url, query), 200)
  })
  app.openapi(createClient, async (context) => {
    const { name } = context.req.valid('json')
    const made = await store.createClient({ name, cname: world.policy.cnameTarget }, world.now())
    const wish = { client: made.id, name: 'first', role: 'admin', expires: null } as const
    const { token, text } = await issueToken(world, wish)
    return context.json({ client: renderClient(made), token: { ...renderToken(token), token: text } }, 201)
  })
}
