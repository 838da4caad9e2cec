import { createRoute } from '@hono/zod-openapi'
import { listBuckets, readCaBudget } from '../../actions/read-ca-budget.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { bucketQuery, caBucket, caBudget, renderBucket, renderCaBudget } from '../schemas/ca-budget.ts'
import { answer, FAULTS, list, renderPage } from '../schemas/common.ts'

const tags = ['Operator']
/** Without `limit`: whoever wants more asks for pages. */
const MOST = 1000

const readBudget = createRoute({
  method: 'get',
  path: '/operator/ca/budget',
  tags,
  operationId: 'readCaBudget',
  summary: 'What is left of the CA’s limits over all clients, when the next order can be made, and who waits',
  description:
    'The limit on new orders, how many domains, sets of names and names have nothing left, and the queue of sites whose time has come.',
  responses: { ...FAULTS, 200: answer('The budget and the queue.', caBudget) },
})
const readBuckets = createRoute({
  method: 'get',
  path: '/operator/ca/buckets',
  tags,
  operationId: 'listCaBuckets',
  summary: 'What is taken of one of the CA’s limits, subject by subject; a thousand at most',
  description:
    'A domain, a set of names or a name is listed while something of its limit is taken; of one hostname also whose it is.',
  request: { query: bucketQuery },
  responses: { ...FAULTS, 200: answer('The buckets.', list(caBucket)) },
})

export function addOperatorBudget(app: App, world: World): void {
  app.openapi(readBudget, async (context) => context.json(renderCaBudget(await readCaBudget(world)), 200))
  app.openapi(readBuckets, async (context) => {
    const { of = 'domain', limit, offset = 0, ordering } = context.req.valid('query')
    const soonestFirst = ordering === 'full_at'
    const { count, found } = await listBuckets(world, of, { soonestFirst, limit: limit ?? MOST, offset })
    const results = found.map(renderBucket)
    return context.json(
      limit === undefined ? results : renderPage(results, count, context.req.url, limit, offset),
      200,
    )
  })
}
