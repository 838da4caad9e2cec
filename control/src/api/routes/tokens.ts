import { createRoute, z } from '@hono/zod-openapi'
import { createToken, deleteToken } from '../../actions/manage-tokens.ts'
import { notFound } from '../../actions/refusal.ts'
import type { World } from '../../world.ts'
import { demand } from '../authenticate.ts'
import type { App } from '../context.ts'
import { answer, body, EMPTY, FAULTS, id, list, page, renderList } from '../schemas/common.ts'
import { apiToken, newToken, renderToken, role, tokenBody } from '../schemas/client.ts'
import { mentions, orderingBy, search, sortBy } from '../schemas/ordering.ts'

const me = '/cdn/clients/me'
const any = '/operator/clients/{id}'
const tags = ['Clients and tokens']
const admin = demand('admin')
const one = z.object({ token_id: id })
const whose = z.object({ id })
const tokenQuery = page.extend({
  role: role.optional(),
  search,
  ordering: orderingBy('id', 'name', 'created', 'expires', 'last_used'),
})
const TOKENS = { ...FAULTS, 200: answer('The tokens, without their text.', list(apiToken)) }
const TOKEN = { ...FAULTS, 201: answer('The token, with its text.', newToken) }
const DELETED = { ...FAULTS, 204: EMPTY }

const readOwn = createRoute({
  method: 'get',
  path: `${me}/token`,
  tags,
  operationId: 'readOwnToken',
  summary: 'The token this call is made with: what it may do, and until when',
  description: 'Its id, name, role and end; never its text.',
  responses: { ...FAULTS, 200: answer('The token.', apiToken) },
})
const listMine = createRoute({
  method: 'get',
  path: `${me}/tokens`,
  tags,
  operationId: 'listTokens',
  summary: 'The API tokens of the client; `last_used` is exact to a minute',
  description: 'Without their text, which was shown once when each was made.',
  middleware: admin,
  request: { query: tokenQuery },
  responses: TOKENS,
})
const makeMine = createRoute({
  method: 'post',
  path: `${me}/tokens`,
  tags,
  operationId: 'createToken',
  summary: 'Make an API token; its text is shown once',
  description:
    '`read` only reads; `write` changes resources, certificates and what is told of them; `admin` makes and deletes tokens as well; ' +
    '`operator` does everything for all clients. A token whose time has come is a 401 with the reason.',
  middleware: admin,
  request: { body: body(tokenBody) },
  responses: TOKEN,
})
const deleteMine = createRoute({
  method: 'delete',
  path: `${me}/tokens/{token_id}`,
  tags,
  operationId: 'deleteToken',
  summary: 'Delete an API token: it is good for nothing from then on',
  description: 'A stream of events that it opened ends with it.',
  middleware: admin,
  request: { params: one },
  responses: DELETED,
})
const listTheirs = createRoute({
  method: 'get',
  path: `${any}/tokens`,
  tags,
  operationId: 'listClientTokens',
  summary: 'The API tokens of a client',
  description: 'Without their text, which was shown once when each was made.',
  request: { params: whose, query: tokenQuery },
  responses: TOKENS,
})
const makeTheirs = createRoute({
  method: 'post',
  path: `${any}/tokens`,
  tags,
  operationId: 'createClientToken',
  summary: 'Make an API token for a client, one who has lost theirs for instance; its text is shown once',
  description: 'Of any role, `operator` included. The text is in this answer only.',
  request: { params: whose, body: body(tokenBody) },
  responses: TOKEN,
})
const deleteTheirs = createRoute({
  method: 'delete',
  path: `${any}/tokens/{token_id}`,
  tags,
  operationId: 'deleteClientToken',
  summary: 'Delete an API token of a client',
  description: 'It is good for nothing from then on; a stream of events that it opened ends with it.',
  request: { params: whose.extend(one.shape) },
  responses: DELETED,
})

export function addTokens(app: App, world: World): void {
  const { store } = world
  const find = async (client: number, query: z.infer<typeof tokenQuery>, url: string) => {
    if (!(await store.client(client))) throw notFound()
    const chosen = (await store.tokens(client)).filter(
      (each) => mentions(query.search, each.name) && (query.role === undefined || each.role === query.role),
    )
    const sorted = sortBy(chosen, query.ordering, {
      id: (each) => each.id,
      name: (each) => each.name,
      created: (each) => each.created,
      expires: (each) => each.expires,
      last_used: (each) => each.lastUsed,
    })
    return renderList(sorted.map(renderToken), url, query)
  }
  app.openapi(readOwn, (context) => context.json(renderToken(context.get('token')), 200))
  app.openapi(listMine, async (context) => {
    const { client } = context.get('token')
    return context.json(await find(client, context.req.valid('query'), context.req.url), 200)
  })
  app.openapi(makeMine, async (context) => {
    const by = context.get('token')
    const { token, text } = await createToken(world, by, by.client, context.req.valid('json'))
    return context.json({ ...renderToken(token), token: text }, 201)
  })
  app.openapi(deleteMine, async (context) => {
    const by = context.get('token')
    await deleteToken(world, by, by.client, context.req.valid('param').token_id)
    return context.body(null, 204)
  })
  app.openapi(listTheirs, async (context) => {
    const { id: client } = context.req.valid('param')
    return context.json(await find(client, context.req.valid('query'), context.req.url), 200)
  })
  app.openapi(makeTheirs, async (context) => {
    const { id: client } = context.req.valid('param')
    const made = await createToken(world, context.get('token'), client, context.req.valid('json'))
    return context.json({ ...renderToken(made.token), token: made.text }, 201)
  })
  app.openapi(deleteTheirs, async (context) => {
    const { id: client, token_id: token } = context.req.valid('param')
    await deleteToken(world, context.get('token'), client, token)
    return context.body(null, 204)
  })
}
