import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Move } from '@wellknown/lifecycle'
import { changeResource, findResource } from '../../actions/change-resource.ts'
import { createResource } from '../../actions/create-resource.ts'
import { deleteResource } from '../../actions/delete-resource.ts'
import { slipsOf } from '../../actions/names.ts'
import { expectMoves } from '../../actions/expect-moves.ts'
import { listNotApplied, namesNotApplied } from '../../actions/not-applied.ts'
import type { Saved } from '../../store/records.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { tellNotApplied } from '../not-applied-header.ts'
import { answer, body, EMPTY, FAULTS, id, list, renderPage } from '../schemas/common.ts'
import { notApplied, renderNotApplied } from '../schemas/not-applied.ts'
import {
  readResource,
  renderResource,
  resource,
  resourceBody,
  resourceChange,
  resourceReplacement,
} from '../schemas/resource.ts'
import { readResourceQuery, resourceQuery } from '../schemas/resource-query.ts'

const path = '/cdn/resources'
const one = `${path}/{id}`
const params = z.object({ id })
const tags = ['CDN resources']

/** P17, said where the change is asked for. */
const RETIRED =
  'The current certificate serves until the new one is live, and is retired at most 30 minutes later.'

const listRoute = createRoute({
  method: 'get',
  path,
  tags,
  operationId: 'listResources',
  summary: 'The CDN resources of the client',
  description: 'Each with its rules, its options, and how its certificate stands at a glance.',
  request: { query: resourceQuery },
  responses: { ...FAULTS, 200: answer('The resources.', list(resource)) },
})
const createOne = createRoute({
  method: 'post',
  path,
  tags,
  operationId: 'createResource',
  summary: 'Make a CDN resource, with a certificate if wanted (sslEnabled, sslData)',
  description:
    'Takes either `originGroup` or `origin`, for which a group of that name is found or made. It is `processed` until every edge has it; a certificate that is asked for meanwhile comes by itself then. What is refused makes nothing.',
  request: { body: body(resourceBody) },
  responses: { ...FAULTS, 201: answer('The resource.', resource) },
})
const readOne = createRoute({
  method: 'get',
  path: one,
  tags,
  operationId: 'readResource',
  summary: 'A CDN resource',
  description: 'What its client has configured, and how its certificate stands at a glance.',
  request: { params },
  responses: { ...FAULTS, 200: answer('The resource.', resource) },
})
const changing = (method: 'put' | 'patch') =>
  createRoute({
    method,
    path: one,
    tags,
    operationId: method === 'put' ? 'replaceResource' : 'changeResource',
    summary: 'Change a CDN resource; issue, replace, disable or revoke its certificate',
    description:
      'A changed hostname has a managed certificate reissued: X-Wellknown-Warning says what becomes of the current one. With ' +
      '`dry_run=true` nothing is changed: the answer is what the call would get, its refusals and warnings included, with the ' +
      'resource as it would be. Of calls made at the same time none undoes what another has changed.',
    request: {
      params,
      query: z.object({ dry_run: z.stringbool({ error: 'Give true or false' }).optional() }),
      body: body(method === 'put' ? resourceReplacement : resourceChange),
    },
    responses: { ...FAULTS, 200: answer('The resource.', resource) },
  })
const readNotApplied = createRoute({
  method: 'get',
  path: `${one}/not_applied`,
  tags,
  operationId: 'listNotAppliedOptions',
  summary: 'The options of a CDN resource and its rules that edges do not apply, and why',
  description:
    'Options that are switched on, those of active rules too. Every option is kept as it came; X-Wellknown-Not-Applied names ' +
    'those of this list with each answer to a change.',
  request: { params },
  responses: { ...FAULTS, 200: answer('The options.', notApplied) },
})
const deleteOne = createRoute({
  method: 'delete',
  path: one,
  tags,
  operationId: 'deleteResource',
  summary: 'Delete a CDN resource that is not active',
  description:
    'Switch it off first (`active: false`). Its names are free at once for the same client; the key of its certificate is destroyed.',
  request: { params },
  responses: { ...FAULTS, 204: EMPTY },
})

export function addResources(app: App, world: World): void {
  const { store } = world
  const renderWith = async (saved: Saved, next: Move) => {
    const { client, id: resourceId, originGroup, sslData } = saved.resource
    const object = sslData === null ? null : await store.sslData(client, sslData)
    return renderResource(saved, {
      group: await store.originGroup(client, originGroup),
      rules: await store.rules(resourceId),
      automated: object?.automated ?? false,
      next,
    })
  }
  const render = async (saved: Saved) => renderWith(saved, (await expectMoves(world, [saved]))(saved))
  app.openapi(listRoute, async (context) => {
    const query = context.req.valid('query')
    const wish = readResourceQuery(context.get('token').client, query)
    const { count, found } = wish ? await store.findResources(wish) : { count: 0, found: [] }
    const moveOf = await expectMoves(world, found)
    const results = await Promise.all(found.map((saved) => renderWith(saved, moveOf(saved))))
    const { limit, offset = 0 } = query
    return context.json(
      limit === undefined ? results : renderPage(results, count, context.req.url, limit, offset),
      200,
    )
  })
  app.openapi(createOne, async (context) => {
    const { cname, origin, ...wish } = context.req.valid('json')
    const made = await createResource(world, context.get('token').client, {
      cname,
      origin,
      ...readResource(wish),
    })
    context.set('made', made.resource.id)
    tellNotApplied(context, await namesNotApplied(world, made.resource))
    warn(context, slipsOf(made))
    return context.json(await render(made), 201)
  })
  app.openapi(readOne, async (context) => {
    const found = await findResource(world, context.get('token').client, context.req.valid('param').id)
    return context.json(await render(found), 200)
  })
  app.openapi(readNotApplied, async (context) => {
    const found = await findResource(world, context.get('token').client, context.req.valid('param').id)
    return context.json({ not_applied: [...(await listNotApplied(world, found))].map(renderNotApplied) }, 200)
  })
  for (const method of ['put', 'patch'] as const) {
    app.openapi(changing(method), async (context) => {
      const whole = method === 'put'
      const wish = readResource(context.req.valid('json'))
      // A PUT that leaves the certificate out lets it go with HTTPS (clients drop `sslData` then).
      const detach = whole && wish.sslEnabled === false && wish.sslData === undefined
      const { client } = context.get('token')
      const dryRun = context.req.valid('query').dry_run ?? false
      context.set('harmless', dryRun)
      const { saved, renamed } = await changeResource(
        world,
        client,
        context.req.valid('param').id,
        detach ? { ...wish, sslData: null } : wish,
        { whole, dryRun },
      )
      tellNotApplied(context, await namesNotApplied(world, saved.resource))
      const slips = wish.secondaryHostnames ? slipsOf(saved) : []
      warn(context, renamed ? [RETIRED, ...slips] : slips)
      return context.json(await render(saved), 200)
    })
  }
  app.openapi(deleteOne, async (context) => {
    await deleteResource(world, context.get('token').client, context.req.valid('param').id)
    return context.body(null, 204)
  })
}

/** Sentences for the customer, to be shown with the answer. */
function warn(context: Context, sentences: readonly string[]): void {
  if (sentences.length > 0) context.header('x-wellknown-warning', sentences.join(' ').slice(0, 2000))
}
