import { createRoute, z } from '@hono/zod-openapi'
import { namesNotAppliedOfGroup } from '../../actions/not-applied.ts'
import { changeOriginGroup, createOriginGroup, deleteOriginGroup } from '../../actions/save-origin-group.ts'
import { notFound } from '../../actions/refusal.ts'
import type { OriginGroup } from '../../store/records.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { tellNotApplied } from '../not-applied-header.ts'
import { answer, body, EMPTY, FAULTS, id, list, page, renderListOf } from '../schemas/common.ts'
import { mentions, orderingBy, search, sortBy } from '../schemas/ordering.ts'
import {
  originGroup,
  originGroupBody,
  originGroupChange,
  readOriginGroup,
  renderOriginGroup,
} from '../schemas/origin-group.ts'

const path = '/cdn/origin_groups'
const one = `${path}/{id}`
const params = z.object({ id })
const tags = ['Origin groups']

const listRoute = createRoute({
  method: 'get',
  path,
  tags,
  operationId: 'listOriginGroups',
  summary: 'The origin groups of the client',
  description: 'Where the client’s sites get what they serve.',
  request: {
    query: page.extend({ name: z.string().optional(), search, ordering: orderingBy('id', 'name') }),
  },
  responses: { ...FAULTS, 200: answer('The groups.', list(originGroup)) },
})
const createOne = createRoute({
  method: 'post',
  path,
  tags,
  operationId: 'createOriginGroup',
  summary: 'Make an origin group',
  description:
    'Its sources are asked in turn; `backup` ones only while all others fail. An address that is not public is refused.',
  request: { body: body(originGroupBody) },
  responses: { ...FAULTS, 201: answer('The group.', originGroup) },
})
const readOne = createRoute({
  method: 'get',
  path: one,
  tags,
  operationId: 'readOriginGroup',
  summary: 'An origin group',
  description: 'Its sources, and whether a site or rule uses it.',
  request: { params },
  responses: { ...FAULTS, 200: answer('The group.', originGroup) },
})
const changing = (method: 'put' | 'patch') =>
  createRoute({
    method,
    path: one,
    tags,
    operationId: method === 'put' ? 'replaceOriginGroup' : 'changeOriginGroup',
    summary: 'Change an origin group; every resource that uses it follows',
    description: '`sources` are set as a whole. PATCH changes what is named, PUT wants name and sources.',
    request: { params, body: body(method === 'put' ? originGroupBody : originGroupChange) },
    responses: { ...FAULTS, 200: answer('The group.', originGroup) },
  })
const deleteOne = createRoute({
  method: 'delete',
  path: one,
  tags,
  operationId: 'deleteOriginGroup',
  summary: 'Delete an origin group that nothing uses',
  description: 'One that is used is refused; who uses it is told as the CDN API does, without `errors`.',
  request: { params },
  responses: {
    ...FAULTS,
    204: EMPTY,
    // The CDN API tells this one without `errors`.
    400: answer('It is in use.', z.object({ name: z.array(z.string()) })),
  },
})

export function addOriginGroups(app: App, world: World): void {
  const { store } = world
  const render = async (group: OriginGroup) => renderOriginGroup(group, await store.originGroupUsed(group.id))
  app.openapi(listRoute, async (context) => {
    const { name, ...query } = context.req.valid('query')
    const groups = await store.originGroups(context.get('token').client)
    const chosen = groups.filter(
      (group) =>
        (name === undefined || group.name === name) &&
        mentions(query.search, group.name, ...group.sources.map(({ source }) => source)),
    )
    const sorted = sortBy(chosen, query.ordering, { id: (group) => group.id, name: (group) => group.name })
    return context.json(await renderListOf(sorted, render, context.req.url, query), 200)
  })
  app.openapi(createOne, async (context) => {
    const { name, ...wish } = readOriginGroup(context.req.valid('json'))
    const made = await createOriginGroup(world, context.get('token').client, {
      ...wish,
      name: name ?? '',
      sources: wish.sources ?? [],
    })
    tellNotApplied(context, await namesNotAppliedOfGroup(world, made))
    return context.json(await render(made), 201)
  })
  app.openapi(readOne, async (context) => {
    const found = await store.originGroup(context.get('token').client, context.req.valid('param').id)
    if (!found) throw notFound()
    return context.json(await render(found), 200)
  })
  for (const method of ['put', 'patch'] as const) {
    app.openapi(changing(method), async (context) => {
      const wish = readOriginGroup(context.req.valid('json'))
      const { id: group } = context.req.valid('param')
      const changed = await changeOriginGroup(world, context.get('token').client, group, wish)
      tellNotApplied(context, await namesNotAppliedOfGroup(world, changed))
      return context.json(await render(changed), 200)
    })
  }
  app.openapi(deleteOne, async (context) => {
    await deleteOriginGroup(world, context.get('token').client, context.req.valid('param').id)
    return context.body(null, 204)
  })
}
