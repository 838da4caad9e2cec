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
  operationId: 'readAccount',
  summary: 'The account, with the name that customers’ CNAME records point at',
  description:
    'The client that the token belongs to. `cname` is what the CNAME records of its hostnames point at.',
  responses: { ...FAULTS, 200: answer('The account.', client) },
})
const changeMe = (method: 'put' | 'patch') =>
  createRoute({
    method,
    path: me,
    tags,
    operationId: method === 'put' ? 'replaceAccount' : 'changeAccount',
    summary: 'Change the utilization level',
    description: 'The level is kept and given back; nothing here depends on it.',
    request: { body: body(clientChange) },
    responses: { ...FAULTS, 200: answer('The account.', client) },
  })
const limits = createRoute({
  method: 'get',
  path: `${me}/limits`,
  tags,
  operationId: 'readAccountLimits',
  summary: 'The limits of the account',
  description: 'How many rules, hostnames and origins one of the client’s sites may have.',
  responses: { ...FAULTS, 200: answer('The limits.', z.record(z.string(), z.int())) },
})
const listClients = createRoute({
  method: 'get',
  path: '/operator/clients',
  tags,
  operationId: 'listClients',
  summary: 'All clients',
  description:
    'Each with its name and the target that its customers’ CNAME records point at. `X-Wellknown-As-Client` with its id reads as one of them.',
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
  operationId: 'createClient',
  summary: 'Make a client and its first API token, whose text is shown once',
  description:
    'The token has the role `admin` and makes others. Its text is in this answer only: nobody can read it again.',
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
