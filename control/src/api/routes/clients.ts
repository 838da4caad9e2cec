import { createRoute, z } from '@hono/zod-openapi'
import { issueToken } from '../../actions/issue-token.ts'
import { notFound, refuseField } from '../../actions/refusal.ts'
import { MOST_RULES } from '../../actions/save-rule.ts'
import type { World } from '../../world.ts'
import { demand } from '../authenticate.ts'
import type { App } from '../context.ts'
import { answer, body, EMPTY, FAULTS, id } from '../schemas/common.ts'
import {
  apiToken,
  client,
  clientBody,
  clientChange,
  newToken,
  renderClient,
  renderToken,
  tokenBody,
} from '../schemas/client.ts'

const me = '/cdn/clients/me'
const tags = ['Clients and tokens']
const tokenParams = z.object({ token_id: id })

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
const listTokens = createRoute({
  method: 'get',
  path: `${me}/tokens`,
  tags,
  summary: 'The API tokens of the client',
  middleware: demand('admin'),
  responses: { ...FAULTS, 200: answer('The tokens, without their text.', z.array(apiToken)) },
})
const createToken = createRoute({
  method: 'post',
  path: `${me}/tokens`,
  tags,
  summary: 'Make an API token; its text is shown once',
  middleware: demand('admin'),
  request: { body: body(tokenBody) },
  responses: { ...FAULTS, 201: answer('The token.', newToken) },
})
const deleteToken = createRoute({
  method: 'delete',
  path: `${me}/tokens/{token_id}`,
  tags,
  summary: 'Delete an API token',
  middleware: demand('admin'),
  request: { params: tokenParams },
  responses: { ...FAULTS, 204: EMPTY },
})
const listClients = createRoute({
  method: 'get',
  path: '/operator/clients',
  tags,
  summary: 'All clients',
  responses: { ...FAULTS, 200: answer('The clients.', z.array(client)) },
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
  app.openapi(listTokens, async (context) => {
    const tokens = await store.tokens(context.get('token').client)
    return context.json(tokens.map(renderToken), 200)
  })
  app.openapi(createToken, async (context) => {
    const wish = context.req.valid('json')
    const own = context.get('token')
    const role = wish.role ?? 'write'
    if (role === 'operator' && own.role !== 'operator') {
      throw refuseField('role', 'Only an operator can make an operator’s token.')
    }
    const expires = wish.expires ? Date.parse(wish.expires) : null
    if (expires !== null && expires <= world.now())
      throw refuseField('expires', 'Give a time in the future, or null.')
    const { token, text } = await issueToken(world, { client: own.client, name: wish.name, role, expires })
    return context.json({ ...renderToken(token), token: text }, 201)
  })
  app.openapi(deleteToken, async (context) => {
    const deleted = await store.deleteToken(context.get('token').client, context.req.valid('param').token_id)
    if (!deleted) throw notFound()
    return context.body(null, 204)
  })
  app.openapi(listClients, async (context) => context.json((await store.clients()).map(renderClient), 200))
  app.openapi(createClient, async (context) => {
    const { name } = context.req.valid('json')
    const made = await store.createClient({ name, cname: world.policy.cnameTarget }, world.now())
    const wish = { client: made.id, name: 'first', role: 'admin', expires: null } as const
    const { token, text } = await issueToken(world, wish)
    return context.json({ client: renderClient(made), token: { ...renderToken(token), token: text } }, 201)
  })
}
