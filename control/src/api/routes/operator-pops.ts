import { createRoute, z } from '@hono/zod-openapi'
import { addPop, declareOut, drainPop, removePop } from '../../actions/change-pops.ts'
import type { Pop } from '../../store/records.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { answer, body, EMPTY, FAULTS, list, page, renderListOf } from '../schemas/common.ts'
import { mentions, orderingBy, search, sortBy } from '../schemas/ordering.ts'
import { MEMBERSHIPS, MOST_BEHIND, newPop, pop, renderPop } from '../schemas/pop.ts'

const tags = ['Operator']
const params = z.object({ name: z.string().max(63) })

const listPops = createRoute({
  method: 'get',
  path: '/operator/pops',
  tags,
  operationId: 'listPops',
  summary:
    'The PoPs: how each stands, how far it is behind, how far its clock is off, and what is wrong with it',
  description:
    'An edge counts (`in`) once it holds every document and was seen answering; `out` and `drained` are not waited for.',
  request: {
    query: page.extend({
      membership: z.enum(MEMBERSHIPS, { error: `Give one of ${MEMBERSHIPS.join(', ')}` }).optional(),
      search,
      ordering: orderingBy('name', 'since', 'last_seen'),
    }),
  },
  responses: { ...FAULTS, 200: answer('The PoPs, by name unless asked otherwise.', list(pop)) },
})
const add = createRoute({
  method: 'post',
  path: '/operator/pops',
  tags,
  operationId: 'addPop',
  summary: 'Add a PoP: it counts once it holds every document and was seen answering',
  description:
    'It is given everything at once, and certificates wait for it only from when it has caught up. No restart is needed.',
  request: { body: body(newPop) },
  responses: { ...FAULTS, 201: answer('The PoP.', pop) },
})
const drain = createRoute({
  method: 'post',
  path: '/operator/pops/{name}/drain',
  tags,
  operationId: 'drainPop',
  summary: 'No gate waits for this PoP any more; it is kept up to date all the same',
  description: 'Before it is taken down, for instance. Say it again: nothing changes.',
  request: { params },
  responses: { ...FAULTS, 201: answer('The PoP.', pop) },
})
const undrain = createRoute({
  method: 'delete',
  path: '/operator/pops/{name}/drain',
  tags,
  operationId: 'undrainPop',
  summary: 'Gates wait for this PoP again, once it has caught up',
  description: 'It is caught up first; a revocation that waited for it goes on then.',
  request: { params },
  responses: { ...FAULTS, 200: answer('The PoP.', pop) },
})
const out = createRoute({
  method: 'post',
  path: '/operator/pops/{name}/out',
  tags,
  operationId: 'declarePopOut',
  summary:
    'Declare a PoP out: no gate waits for it from now on; it comes back by itself once it has caught up',
  description:
    'For a PoP that is known to be down: without it, gates wait until it has been silent for POP_BOUND. A revocation of what it may ' +
    'still serve waits until it is back or removed.',
  request: { params },
  responses: { ...FAULTS, 201: answer('The PoP.', pop) },
})
const remove = createRoute({
  method: 'delete',
  path: '/operator/pops/{name}',
  tags,
  operationId: 'removePop',
  summary:
    'Forget a PoP: nothing is pushed to it and nothing waits for it; one that EDGES_FILE lists stays away too',
  description: 'What it holds stays on it: take it down, or clear its shelf.',
  request: { params },
  responses: { ...FAULTS, 204: EMPTY },
})

/** Which PoPs there are, changed while everything runs. */
export function addOperatorPops(app: App, world: World): void {
  const render = async (row: Pop): Promise<z.infer<typeof pop>> =>
    renderPop(row, await world.store.countBehind(row, MOST_BEHIND))
  app.openapi(listPops, async (context) => {
    const query = context.req.valid('query')
    const chosen = (await world.store.pops()).filter(
      ({ name, membership }) =>
        mentions(query.search, name) && (query.membership === undefined || membership === query.membership),
    )
    const sorted = sortBy(chosen, query.ordering, {
      name: ({ name }) => name,
      since: ({ since }) => since,
      last_seen: ({ lastSeen }) => lastSeen,
    })
    return context.json(await renderListOf(sorted, render, context.req.url, query), 200)
  })
  app.openapi(add, async (context) => {
    const { admin_ca: adminCa = null, ...wish } = context.req.valid('json')
    return context.json(await render(await addPop(world, context.get('token'), { ...wish, adminCa })), 201)
  })
  app.openapi(drain, async (context) => {
    const { name } = context.req.valid('param')
    return context.json(await render(await drainPop(world, context.get('token'), name, true)), 201)
  })
  app.openapi(undrain, async (context) => {
    const { name } = context.req.valid('param')
    return context.json(await render(await drainPop(world, context.get('token'), name, false)), 200)
  })
  app.openapi(out, async (context) => {
    const { name } = context.req.valid('param')
    return context.json(await render(await declareOut(world, context.get('token'), name)), 201)
  })
  app.openapi(remove, async (context) => {
    await removePop(world, context.get('token'), context.req.valid('param').name)
    return context.body(null, 204)
  })
}
