import { createRoute, z } from '@hono/zod-openapi'
import { findResource } from '../../actions/change-resource.ts'
import { listCertificates } from '../../actions/list-certificates.ts'
import type { World } from '../../world.ts'
import type { App } from '../context.ts'
import { answer, FAULTS, id, list, renderPage } from '../schemas/common.ts'
import { issueRun, pastCertificate, pastQuery, renderPastCertificate, renderRun } from '../schemas/past.ts'

const path = '/cdn/resources/{id}/ssl/le'
const request = { params: z.object({ id }), query: pastQuery }
const tags = ['Issuing']
/** Without `limit`: whoever wants more asks for pages. */
const MOST = 1000

const tellCertificates = createRoute({
  method: 'get',
  path: `${path}/certificates`,
  tags,
  operationId: 'listPastCertificates',
  summary: 'The managed certificates a resource has had, and what became of each; a thousand at most',
  request,
  description: 'With its names, its dates, whether its key is destroyed, and when and why it was revoked.',
  responses: { ...FAULTS, 200: answer('The certificates.', list(pastCertificate)) },
})
const tellRuns = createRoute({
  method: 'get',
  path: `${path}/runs`,
  tags,
  operationId: 'listRuns',
  summary: 'Each series of attempts at the CA, and how each attempt ended; a thousand at most',
  request,
  description:
    'A series is up to five attempts; each ended in `DONE`, `FAILED` or `CANCELLED`, with the CA’s reason in plain words.',
  responses: { ...FAULTS, 200: answer('The series.', list(issueRun)) },
})

/** What a resource had before. */
export function addPast(app: App, world: World): void {
  const cutOf = ({ ordering, limit, offset = 0 }: z.infer<typeof pastQuery>) => ({
    oldestFirst: ordering === 'id',
    limit: limit ?? MOST,
    offset,
  })
  const pageOf = <item>(
    results: readonly item[],
    count: number,
    url: string,
    { limit, offset = 0 }: z.infer<typeof pastQuery>,
  ) => (limit === undefined ? [...results] : renderPage(results, count, url, limit, offset))
  app.openapi(tellCertificates, async (context) => {
    const saved = await findResource(world, context.get('token').client, context.req.valid('param').id)
    const query = context.req.valid('query')
    const { count, found } = await listCertificates(world, saved, cutOf(query))
    return context.json(pageOf(found.map(renderPastCertificate), count, context.req.url, query), 200)
  })
  app.openapi(tellRuns, async (context) => {
    const { resource } = await findResource(world, context.get('token').client, context.req.valid('param').id)
    const query = context.req.valid('query')
    const { count, found } = await world.store.processesOf(resource.id, cutOf(query))
    return context.json(pageOf(found.map(renderRun), count, context.req.url, query), 200)
  })
}
