import { createRoute, z } from '@hono/zod-openapi'
import { expectMoves } from '../../actions/expect-moves.ts'
import { clearCause, CLEARABLE, clearWait, hold, resume } from '../../actions/hold.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import {
  answer,
  body,
  clientName,
  EMPTY,
  FAULTS,
  id,
  instant,
  list,
  page,
  renderInstant,
  renderList,
} from '../schemas/common.ts'
import { orderingBy, sortBy } from '../schemas/ordering.ts'
import { LARGEST_PAGE, listQuery, operatorList, reason, renderOperatorList } from '../schemas/operator.ts'

const tags = ['Operator']
const scope = z.enum(['all', 'client', 'name', 'ca'], { error: 'Give all, client, name or ca' })
const heldThing = z.object({
  scope,
  subject: z.string(),
  client_name: clientName,
  reason: z.string(),
  by: z.string(),
  since: instant,
})
const subject = z
  .string()
  .max(500)
  .openapi({ description: 'A client’s id, a hostname, or the CA’s directory; left out for `all`' })
const holdRoute = createRoute({
  method: 'post',
  path: '/operator/hold',
  tags,
  operationId: 'hold',
  summary:
    'Order nothing new for all, a client, a name or a CA until resumed; orders at the CA go to their end, and serving, deploying and revoking go on',
  description:
    'Nothing that is held loses an attempt. Customers see the reason. Held twice, the later reason stands.',
  request: { body: body(z.strictObject({ scope, subject: subject.optional(), reason })) },
  responses: { ...FAULTS, 201: EMPTY },
})
const resumeRoute = createRoute({
  method: 'post',
  path: '/operator/resume',
  tags,
  operationId: 'resume',
  summary: 'Lift a hold: what it held starts by and by, one first',
  description:
    'Takes the same words as the hold did. After a hold of everything or of a CA runs start one first, then ever more, so that the CA is not flooded.',
  request: { body: body(z.strictObject({ scope, subject: subject.optional() })) },
  responses: { ...FAULTS, 201: EMPTY },
})
const listHolds = createRoute({
  method: 'get',
  path: '/operator/holds',
  tags,
  operationId: 'listHolds',
  summary: 'What is held, why, by whom and since when',
  description: 'All holds that stand; of a client also its name.',
  request: { query: page.extend({ scope: scope.optional(), ordering: orderingBy('since', 'subject') }) },
  responses: { ...FAULTS, 200: answer('The holds.', list(heldThing)) },
})
const listResources = createRoute({
  method: 'get',
  path: '/operator/resources',
  tags,
  operationId: 'listAllResources',
  summary: `The resources of all clients by state and cause, with counts; ${LARGEST_PAGE} at a time unless \`limit\` says less`,
  description:
    'For an overview and for what needs a hand: `counts` are over everything whatever was asked for, filters choose by state, label, cause, client, or how much of the certificate’s life is left.',
  request: { query: listQuery },
  responses: { ...FAULTS, 200: answer('The resources.', operatorList) },
})
const clear = createRoute({
  method: 'post',
  path: '/operator/resources/{id}/clear',
  tags,
  operationId: 'clearResource',
  summary: 'What a resource waited for, and only an operator could mend, is mended: it goes on',
  description:
    'For a CA’s pause, an account that had to be mended, or terms that were agreed to; `POST /operator/clear` does the same for all that wait for one of these.',
  request: { params: z.object({ id }) },
  responses: { ...FAULTS, 201: EMPTY },
})

const clearMany = createRoute({
  method: 'post',
  path: '/operator/clear',
  tags,
  operationId: 'clearCause',
  summary: 'What a CA wanted of the operator is mended: all that waited for it go on by and by, one first',
  description: 'For a CA’s pause, an account that had to be mended, or terms that were agreed to.',
  request: {
    body: body(z.strictObject({ cause: z.enum(CLEARABLE, { error: `Give ${CLEARABLE.join(', ')}` }) })),
  },
  responses: { ...FAULTS, 201: answer('How many go on.', z.object({ cleared: z.int() })) },
})

/** Holding, resuming, and what waits for what. */
export function addOperatorHolds(app: App, world: World): void {
  app.openapi(holdRoute, async (context) => {
    await hold(world, context.get('token'), context.req.valid('json'))
    return context.body(null, 201)
  })
  app.openapi(resumeRoute, async (context) => {
    await resume(world, context.get('token'), context.req.valid('json'))
    return context.body(null, 201)
  })
  app.openapi(listHolds, async (context) => {
    const query = context.req.valid('query')
    const chosen = (await world.store.holds()).filter(
      (held) => query.scope === undefined || held.scope === query.scope,
    )
    const sorted = sortBy(chosen, query.ordering, {
      since: (held) => held.since,
      subject: (held) => held.subject,
    })
    const ids = sorted.flatMap((held) => (held.scope === 'client' ? [Number(held.subject)] : []))
    const names = await world.store.clientNames(ids)
    const rendered = sorted.map(({ since, ...held }) => ({
      ...held,
      client_name: held.scope === 'client' ? (names.get(Number(held.subject)) ?? null) : null,
      since: renderInstant(since),
    }))
    return context.json(renderList(rendered, context.req.url, query), 200)
  })
  app.openapi(listResources, async (context) => {
    const query = context.req.valid('query')
    const { limit = LARGEST_PAGE, offset = 0, ordering, life_left_below: share, ...chosen } = query
    const soonestFirst = ordering === 'valid_until'
    const lifeBelow = share === undefined ? undefined : { share, now: world.now() }
    const found = await world.store.find({ ...chosen, lifeBelow, soonestFirst, limit, offset })
    const alarms = await world.store.alarms(found.found.map(({ resource }) => resource.id))
    const tally = [...(await world.store.tally())]
    const moveOf = await expectMoves(world, found.found)
    const owners = await world.store.ownersOf(found.found.map(({ resource }) => resource.id))
    return context.json(
      renderOperatorList(tally, found, alarms, moveOf, owners, context.req.url, limit, offset),
      200,
    )
  })
  app.openapi(clearMany, async (context) => {
    const { cause } = context.req.valid('json')
    return context.json({ cleared: await clearCause(world, cause) }, 201)
  })
  app.openapi(clear, async (context) => {
    await clearWait(world, context.req.valid('param').id)
    return context.body(null, 201)
  })
}
